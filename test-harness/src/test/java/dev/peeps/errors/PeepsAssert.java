package dev.peeps.errors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.harness.Peeps;
import java.io.File;

/** Assertions about a run of the command. */
final class PeepsAssert {
  private final Peeps run;

  private PeepsAssert(Peeps run) {
    this.run = run;
  }

  static PeepsAssert assertThatPeeps(Peeps run) {
    return new PeepsAssert(run);
  }

  PeepsAssert exits(int status) {
    assertThat(run.status()).as("exit status; it said: %s", run.err()).isEqualTo(status);
    return this;
  }

  /** The last message on stderr has these words and no stack trace. */
  PeepsAssert says(String... words) {
    assertThat(run.err()).contains(words).doesNotContain("\tat ").doesNotContain("Exception");
    return this;
  }

  PeepsAssert doesNotSay(String words) {
    assertThat(run.err()).doesNotContain(words);
    return this;
  }

  PeepsAssert printsNothing() {
    assertThat(run.out()).isEmpty();
    return this;
  }

  PeepsAssert prints(String... words) {
    assertThat(run.out()).contains(words);
    return this;
  }

  /** No directory of peeps is in /tmp (of a run that took its own name from this process id). */
  static String[] directoriesOf(long peepsPid) {
    String[] names =
        new File("/tmp")
            .list((dir, name) -> name.startsWith(".peeps-") && name.contains("-" + peepsPid + "-"));
    return names == null ? new String[0] : names;
  }
}
