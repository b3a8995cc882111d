package dev.peeps.heap.reach;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AsciiTextTest {
  private static final long ID = 1L << 40;

  /** Numbers before and behind each place where the digits that are shared change. */
  @Test
  void numbersAreAsTheLibraryReadsThem() {
    long[] numbers = {
      0,
      1,
      -1,
      9_999,
      10_000,
      10_001,
      19_999,
      20_000,
      99_999,
      100_000,
      109_999,
      110_000,
      ID,
      ID + 1,
      ID + 9_999,
      ID + 10_000,
      ID,
      ID,
      7,
      ID,
      -ID,
      -10_000,
      -10_001,
      123,
      Long.MAX_VALUE,
      Long.MAX_VALUE - 1,
      Long.MIN_VALUE,
      ID
    };
    AsciiText text = new AsciiText();
    StringBuilder expected = new StringBuilder();
    for (long number : numbers) {
      text.append("n ").append(number).append("\n");
      expected.append("n ").append(number).append('\n');
    }
    assertIs(text, expected);
  }

  @Test
  void manyOfAllSizesInAnyOrder() {
    Random random = new Random(1);
    AsciiText text = new AsciiText();
    StringBuilder expected = new StringBuilder();
    long last = 0;
    for (int i = 0; i < 100_000; i++) {
      long number =
          random.nextBoolean()
              ? last + random.nextInt(20_000)
              : random.nextLong() >> random.nextInt(64);
      last = number;
      text.append(" ").append(number);
      expected.append(' ').append(number);
    }
    assertIs(text, expected);
  }

  private static void assertIs(AsciiText text, StringBuilder expected) {
    assertThat(text.toString()).isEqualTo(expected.toString());
    assertThat(text.length()).isEqualTo(expected.length());
  }
}
