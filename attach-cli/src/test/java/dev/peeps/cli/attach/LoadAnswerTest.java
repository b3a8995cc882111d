package dev.peeps.cli.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.cli.attach.LoadAnswer.Kind;
import org.junit.jupiter.api.Test;

/** The answers as JDK 8, 17 and 25 really give them. */
class LoadAnswerTest {
  private static final String REFUSED =
      "Dynamic agent loading is not enabled. Use -XX:+EnableDynamicAgentLoading to launch target"
          + " VM.\n";

  @Test
  void ran() {
    assertThat(LoadAnswer.of(0, "return code: 0\n").kind()).isEqualTo(Kind.RAN);
    assertThat(LoadAnswer.of(0, "return code: 101\n").code()).isEqualTo(101);
    assertThat(LoadAnswer.of(0, "7\n").code()).as("JDK 8").isEqualTo(7);
  }

  @Test
  void refused() {
    assertThat(LoadAnswer.of(-1, REFUSED).kind()).as("17").isEqualTo(Kind.AGENTS_REFUSED);
    assertThat(LoadAnswer.of(0, REFUSED).kind()).as("25").isEqualTo(Kind.AGENTS_REFUSED);
  }

  @Test
  void notLoaded() {
    String text = "/x.so was not loaded.\n/x.so: cannot open shared object file\n";
    assertThat(LoadAnswer.of(-1, text).kind()).as("17").isEqualTo(Kind.NOT_LOADED);
    assertThat(LoadAnswer.of(0, text).kind()).as("25").isEqualTo(Kind.NOT_LOADED);
    assertThat(LoadAnswer.of(-1, "").kind()).isEqualTo(Kind.NOT_LOADED);
  }
}
