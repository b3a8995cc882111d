package dev.peeps.cli.proc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MountsTest {
  private static final String TEXT =
      "21 1 8:1 / / rw,relatime - ext4 /dev/sda rw\n"
          + "22 21 0:5 / /tmp rw,noexec,nosuid - tmpfs t rw\n"
          + "23 21 0:6 / /tmporary ro - tmpfs t rw\n"
          + "24 22 0:7 / /tmp/inner ro,relatime - tmpfs t rw\n";

  @Test
  void theNearestMountCounts() {
    Mounts mounts = Mounts.parse(TEXT);
    assertThat(mounts.hasOption("/tmp", "noexec")).isTrue();
    assertThat(mounts.hasOption("/tmp/x/y", "noexec")).isTrue();
    assertThat(mounts.hasOption("/tmp/inner/x", "noexec")).isFalse();
    assertThat(mounts.hasOption("/tmp/inner/x", "ro")).isTrue();
    assertThat(mounts.hasOption("/var", "noexec")).isFalse();
  }

  @Test
  void theLatestOfTwoOnOnePlaceCounts() {
    Mounts mounts = Mounts.parse(TEXT + "25 21 0:8 / /tmp ro - tmpfs t rw\n");
    assertThat(mounts.hasOption("/tmp", "noexec")).isFalse();
    assertThat(mounts.hasOption("/tmp", "ro")).isTrue();
  }

  @Test
  void anOptionIsAWholeWord() {
    assertThat(Mounts.parse(TEXT).hasOption("/tmp", "exec")).isFalse();
  }
}
