package dev.peeps.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class NumbersTest {

  @Test
  void countsAreGrouped() {
    assertThat(Numbers.count(0)).isEqualTo("0");
    assertThat(Numbers.count(999)).isEqualTo("999");
    assertThat(Numbers.count(-1234)).isEqualTo("-1,234");
    assertThat(Numbers.count(1234567)).isEqualTo("1,234,567");
    assertThat(Numbers.count(1, "task")).isEqualTo("1 task");
    assertThat(Numbers.count(10_000, "task")).isEqualTo("10,000 tasks");
  }

  @Test
  void millisecondsHaveThreeDigitsThatMatter() {
    assertThat(Numbers.millis(0)).isEqualTo("0.00 ms");
    assertThat(Numbers.millis(412_000)).isEqualTo("0.41 ms");
    assertThat(Numbers.millis(23_140_000)).isEqualTo("23.1 ms");
    assertThat(Numbers.millis(1_204_900_000L)).isEqualTo("1,204 ms");
    assertThat(Numbers.jsonMillis(23_140_007)).isEqualTo("23.140");
    assertThat(Numbers.jsonMillis(41_000)).isEqualTo("0.041");
  }

  @Test
  void bytesAndDurationsUseTheUnitThatFits() {
    assertThat(Numbers.bytes(12)).isEqualTo("12 bytes");
    assertThat(Numbers.bytes(311_204)).isEqualTo("311 kB");
    assertThat(Numbers.bytes(1_250_000)).isEqualTo("1.2 MB");
    assertThat(Numbers.bytes(7_960_000_000L)).isEqualTo("7.9 GB");
    assertThat(Numbers.duration(1_250)).isEqualTo("1.2 s");
    assertThat(Numbers.duration(61_000)).isEqualTo("1 min 1 s");
    assertThat(Numbers.duration(11_541_000)).isEqualTo("3 h 12 min");
    assertThat(Numbers.duration(200_000_000)).isEqualTo("2 d 7 h");
  }

  @Property
  void timeIsWhatJavaTimeSays(
      @ForAll @LongRange(min = 0, max = 253_402_300_799_999L) long epochMillis) {
    String expected = Instant.ofEpochSecond(epochMillis / 1000).toString().replace('T', ' ');
    assertThat(Numbers.time(epochMillis)).isEqualTo(expected);
  }
}
