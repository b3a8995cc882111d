package dev.peeps.cli.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnsTest {

  @Test
  void aligned() {
    assertThat(Columns.align(List.of(List.of("PID", "NAME"), List.of("47110", "a"))))
        .isEqualTo("PID    NAME\n47110  a\n");
  }

  @Test
  void durations() {
    assertThat(Columns.duration(900)).isEqualTo("0s");
    assertThat(Columns.duration(61_000)).isEqualTo("1m 1s");
    assertThat(Columns.duration(3_600_000 * 5 + 60_000)).isEqualTo("5h 1m");
    assertThat(Columns.duration(86_400_000L * 3)).isEqualTo("3d 0h");
    assertThat(Columns.duration(-1)).as("a clock that was set back").isEqualTo("?");
  }
}
