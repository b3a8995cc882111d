package dev.peeps.heap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Numbers as a map would give them, whatever the keys. */
class LongIndexTest {
  @Property
  void numbersAreThoseOfAMap(@ForAll("keys") List<Long> keys) {
    LongIndex index = new LongIndex();
    Map<Long, Integer> expected = new LinkedHashMap<>();
    for (long key : keys) {
      assertThat(index.find(key)).isEqualTo(expected.getOrDefault(key, -1));
      expected.putIfAbsent(key, expected.size());
      assertThat(index.add(key)).isEqualTo(expected.get(key));
      assertThat(index.size()).isEqualTo(expected.size());
    }
    expected.forEach(
        (key, number) -> {
          assertThat(index.find(key)).isEqualTo(number);
          assertThat(index.key(number)).isEqualTo(key);
        });
  }

  /** Runs that count up, with and without something else in between. */
  @Provide
  Arbitrary<List<Long>> keys() {
    Arbitrary<List<Long>> run =
        Arbitraries.longs()
            .flatMap(
                first ->
                    Arbitraries.integers()
                        .between(0, 100)
                        .map(
                            length -> {
                              List<Long> keys = new ArrayList<>();
                              for (int i = 0; i < length; i++) {
                                keys.add(first + i);
                              }
                              return keys;
                            }));
    Arbitrary<List<Long>> few = Arbitraries.longs().between(-5, 5).list().ofMaxSize(20);
    return Arbitraries.oneOf(run, few)
        .list()
        .ofMaxSize(6)
        .map(
            lists -> {
              List<Long> all = new ArrayList<>();
              lists.forEach(all::addAll);
              return all;
            });
  }

  @Test
  void manyKeysInARunAndOutOfOne() {
    LongIndex index = new LongIndex();
    for (int i = 0; i < 100_000; i++) {
      assertThat(index.add(1L + i)).isEqualTo(i);
    }
    for (int i = 0; i < 100_000; i++) {
      assertThat(index.add(i * 8L - (1L << 40))).isEqualTo(100_000 + i);
    }
    assertThat(index.find(100_001)).isEqualTo(-1);
    assertThat(index.find(99_999 * 8L - (1L << 40))).isEqualTo(199_999);
    assertThat(index.key(0)).isEqualTo(1);
  }

  /** As threads among other objects: they count up, with gaps, and then there is another kind. */
  @Test
  void keysThatLieCloseTogetherAndOneThatDoesNot() {
    LongIndex index = new LongIndex();
    long base = 1L << 40;
    for (int i = 0; i < 50_000; i++) {
      assertThat(index.add(base + 2L * i)).isEqualTo(i);
      assertThat(index.find(base + 2L * i + 1)).isEqualTo(-1);
    }
    assertThat(index.add(base + 500)).isEqualTo(250);
    assertThat(index.find(base - 1)).isEqualTo(-1);
    assertThat(index.add(1L << 48)).isEqualTo(50_000);
    assertThat(index.add(base + 1)).isEqualTo(50_001);
    for (int i = 0; i < 50_000; i++) {
      assertThat(index.find(base + 2L * i)).isEqualTo(i);
      assertThat(index.key(i)).isEqualTo(base + 2L * i);
    }
    assertThat(index.find(base + 3)).isEqualTo(-1);
  }

  @Test
  void aKeyThatIsFarFromTheOthersTakesNoRoom() {
    NearKeys near = new NearKeys(7);
    assertThat(near.add(7, 0)).isTrue();
    assertThat(near.add(7 + (1 << 20), 1)).isFalse();
    assertThat(near.add(6, 1)).isFalse();
    assertThat(near.add(Long.MIN_VALUE + 6, 1)).isFalse();
    assertThat(near.add(Long.MAX_VALUE, 1)).isFalse();
    assertThat(near.find(7)).isZero();
    assertThat(near.find(8)).isEqualTo(-1);
    assertThat(near.find(Long.MIN_VALUE + 7)).isEqualTo(-1);
  }
}
