package dev.peeps.cli.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.cli.proc.FakeProc;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaleDirsTest {

  @Test
  void aDirectoryIsStaleWhenItsProcessHasEnded(@TempDir Path base) throws IOException {
    FakeProc fake = new FakeProc(base);
    fake.file(7, "stat", "7 (java) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 500 20");
    assertThat(StaleDirs.isDead(fake.proc(), "7-500-abc")).isFalse();
    assertThat(StaleDirs.isDead(fake.proc(), "7-400-abc")).as("the pid is another's now").isTrue();
    assertThat(StaleDirs.isDead(fake.proc(), "8-500-abc")).as("no such process").isTrue();
    assertThat(StaleDirs.isDead(fake.proc(), "x-500-abc")).as("not ours").isFalse();
    assertThat(StaleDirs.isDead(fake.proc(), "8")).isFalse();
    assertThat(StaleDirs.isDead(fake.proc(), "8--1-abc")).isFalse();
  }

  @Test
  void namesAreToldApart(@TempDir Path base) throws IOException {
    FakeProc fake = new FakeProc(base);
    fake.link(1, "ns/pid", "pid:[4026531836]");
    assertThat(StaleDirs.newName(fake.proc()))
        .startsWith(".peeps-4026531836-1-")
        .isNotEqualTo(StaleDirs.newName(fake.proc()));
  }
}
