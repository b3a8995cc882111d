package dev.peeps.cli.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CleanupTest {

  @Test
  void backwardsAndEachWhateverTheOthersDo() {
    List<String> done = new ArrayList<>();
    Cleanup cleanup = new Cleanup();
    for (int i = 0; i < 20; i++) {
      String name = "task " + i;
      cleanup.add(() -> done.add(name));
      cleanup.add(
          () -> {
            throw new IllegalStateException(name + " cannot be done");
          });
    }
    cleanup.runAll();
    assertThat(done).hasSize(20).startsWith("task 19", "task 18").endsWith("task 1", "task 0");
    cleanup.runAll();
    assertThat(done).as("once").hasSize(20);
  }
}
