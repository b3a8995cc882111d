package dev.peeps.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FinishedTest {

  @Test
  void bothStreamsAndTheStatus() {
    Finished run = Finished.of(new ProcessBuilder("sh", "-c", "echo a; echo b >&2; exit 3"), 60);
    assertThat(run).isEqualTo(new Finished(3, "a\n", "b\n"));
  }

  /** A test that waits for ever says nothing; this one says what it waited for. */
  @Test
  void whatDoesNotEndIsEnded() {
    long start = System.nanoTime();
    assertThatThrownBy(
            () -> Finished.of(new ProcessBuilder("sh", "-c", "echo so far; sleep 60; :"), 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("did not end in 1 s", "so far");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
  }

  /** What it leaves running keeps its stdout open. */
  @Test
  void isOverWhenTheProgramIs() {
    long start = System.nanoTime();
    Finished run = Finished.of(new ProcessBuilder("sh", "-c", "sleep 60 & echo $!"), 60);
    ProcessHandle.of(Long.parseLong(run.out().trim())).ifPresent(ProcessHandle::destroyForcibly);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
  }
}
