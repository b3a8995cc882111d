package dev.peeps.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {

  @Test
  void numbersCountAsNumbers() {
    List<String> names =
        new ArrayList<>(
            List.of("http-10", "http-9", "http-1", "http", "a-2-b-10", "a-2-b-9", "http-010"));
    names.sort(NaturalOrder.INSTANCE);
    assertThat(names)
        .containsExactly("a-2-b-9", "a-2-b-10", "http", "http-1", "http-9", "http-010", "http-10");
  }

  @Property
  void isATotalOrder(
      @ForAll @CharRange(from = '0', to = '3') @CharRange(from = 'a', to = 'b') String a,
      @ForAll @CharRange(from = '0', to = '3') @CharRange(from = 'a', to = 'b') String b,
      @ForAll @CharRange(from = '0', to = '3') @CharRange(from = 'a', to = 'b') String c) {
    NaturalOrder order = NaturalOrder.INSTANCE;
    assertThat(Integer.signum(order.compare(a, b))).isEqualTo(-Integer.signum(order.compare(b, a)));
    assertThat(order.compare(a, b) == 0).isEqualTo(a.equals(b));
    if (order.compare(a, b) <= 0 && order.compare(b, c) <= 0) {
      assertThat(order.compare(a, c)).isNotPositive();
    }
  }

  @Property
  void whatIsAlikeNeedNotBeLookedAt(
      @ForAll @CharRange(from = '0', to = '3') @CharRange(from = 'a', to = 'b') String begin,
      @ForAll @CharRange(from = '0', to = '3') @CharRange(from = 'a', to = 'b') String a,
      @ForAll @CharRange(from = '0', to = '3') @CharRange(from = 'a', to = 'b') String b) {
    String stem = begin + "-";
    NaturalOrder order = NaturalOrder.INSTANCE;
    assertThat(order.compare(stem + a, stem + b, stem.length()))
        .isEqualTo(order.compare(stem + a, stem + b));
  }
}
