package dev.peeps.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peeps.heap.testing.Mutants;
import dev.peeps.layout.LayoutText;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is handed over arrives; what is damaged is refused. */
class GivenLayoutsTest {
  private static final List<LayoutText> SOME =
      List.of(
          new LayoutText("/team/a.layout", "layout a 1\n"),
          new LayoutText("/team/größe.layout", "layout b 1\n# äöü\n"));

  @Test
  void arriveAsTheyWere() throws IOException {
    assertThat(GivenLayouts.read(GivenLayouts.write(SOME))).isEqualTo(SOME);
    assertThat(GivenLayouts.read(GivenLayouts.write(List.of()))).isEmpty();
  }

  @Test
  void cutOffAnywhereIsRefused() throws IOException {
    byte[] whole = GivenLayouts.write(SOME);
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> GivenLayouts.read(part)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void damagedIsReadOrRefused() throws IOException {
    byte[] whole = GivenLayouts.write(SOME);
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      try {
        assertThat(GivenLayouts.read(Mutants.of(whole, random))).hasSizeLessThanOrEqualTo(1000);
      } catch (IOException e) {
        assertThat(e.getMessage()).isNotEqualTo("");
      }
    }
  }
}
