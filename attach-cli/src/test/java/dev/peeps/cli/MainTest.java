package dev.peeps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(PrintStream out, String... words) {
    return new Main(out, new PrintStream(err, true, StandardCharsets.UTF_8)).run(List.of(words));
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** Status 1 is the judgement of peeps check, and what Java itself ends with. */
  @Test
  void aMistakeInPeepsIsNoJudgement() {
    PrintStream broken =
        new PrintStream(OutputStream.nullOutputStream()) {
          @Override
          public void println(String line) {
            throw new IllegalStateException("no \u001b[31mprinter");
          }
        };
    assertThat(run(broken, "version")).isEqualTo(ExitStatus.FAILED);
    assertThat(said())
        .startsWith("peeps: peeps itself failed")
        .contains("IllegalStateException: no \\u001b[31mprinter", "MainTest", "  try:   report it");
  }

  @Test
  void soIsAStackThatIsTooDeep() {
    PrintStream broken =
        new PrintStream(OutputStream.nullOutputStream()) {
          @Override
          public void println(String line) {
            throw new StackOverflowError();
          }
        };
    assertThat(run(broken, "version")).isEqualTo(ExitStatus.FAILED);
    assertThat(said()).contains("StackOverflowError", "MainTest");
  }

  @Test
  void soIsWhatCannotBe() {
    PrintStream broken =
        new PrintStream(OutputStream.nullOutputStream()) {
          @Override
          public void println(String line) {
            throw new AssertionError("no such step");
          }
        };
    assertThat(run(broken, "version")).isEqualTo(ExitStatus.FAILED);
    assertThat(said()).contains("AssertionError: no such step", "MainTest");
  }

  @Test
  void aKindThatThereIsNotIsFoundBeforeAnythingIsTouched() {
    PrintStream out = new PrintStream(OutputStream.nullOutputStream());
    assertThat(run(out, "why", "--kind=nonsense", "999999999", "main")).isEqualTo(ExitStatus.USAGE);
    assertThat(said()).contains("no kind of finding is called 'nonsense'");
  }

  @Test
  void aThreadDumpForSeveralIsOneMistake() {
    PrintStream out = new PrintStream(OutputStream.nullOutputStream());
    assertThat(run(out, "check", "--threads=t", "/no/a", "/no/b")).isEqualTo(ExitStatus.USAGE);
    assertThat(said()).containsOnlyOnce("--threads goes with one heap dump");
  }
}
