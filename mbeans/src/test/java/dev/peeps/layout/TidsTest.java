package dev.peeps.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Small numbers are bits, large ones are in a map: both are known again, and nothing else. */
class TidsTest {
  @Property
  void eachNumberIsNewOnce(@ForAll("numbers") List<Long> numbers) {
    Tids tids = new Tids();
    Set<Long> seen = new HashSet<>();
    for (long number : numbers) {
      assertThat(tids.add(number)).isEqualTo(number <= 0 || seen.add(number));
    }
  }

  @Provide
  Arbitrary<List<Long>> numbers() {
    return Arbitraries.oneOf(
            Arbitraries.longs().between(-3, 50),
            Arbitraries.longs().between((1L << 24) - 20, (1L << 24) + 20),
            Arbitraries.longs().between((1L << 32) + 1, (1L << 32) + 50),
            Arbitraries.of(Long.MAX_VALUE, Long.MIN_VALUE))
        .list()
        .ofMaxSize(200);
  }
}
