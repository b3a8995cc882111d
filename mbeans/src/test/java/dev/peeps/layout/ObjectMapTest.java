package dev.peeps.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Gives what a map would give, for ids of cuts and all others. */
class ObjectMapTest {
  private static final long BASE = ObjectMap.CUT_BASE;

  @Property
  void isAMap(@ForAll("ids") List<Long> ids) {
    ObjectMap<Integer> map = new ObjectMap<>(0);
    Map<Long, Integer> expected = new HashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      assertThat(map.get(ids.get(i))).isEqualTo(expected.get(ids.get(i)));
      map.put(ids.get(i), i);
      expected.put(ids.get(i), i);
    }
    expected.forEach((id, value) -> assertThat(map.get(id)).isEqualTo(value));
  }

  @Provide
  Arbitrary<List<Long>> ids() {
    return Arbitraries.oneOf(
            Arbitraries.longs().between(BASE, BASE + 300),
            Arbitraries.longs().between(BASE + (1 << 22) - 5, BASE + (1 << 22) + 5),
            Arbitraries.longs().between(BASE - 5, BASE - 1),
            Arbitraries.longs().between(1, 20).map(n -> 0x7f00_0000_0000L + 8 * n),
            Arbitraries.of(Long.MAX_VALUE, Long.MIN_VALUE, -1L))
        .list()
        .ofMaxSize(100);
  }
}
