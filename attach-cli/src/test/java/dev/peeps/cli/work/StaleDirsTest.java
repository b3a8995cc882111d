package dev.peeps.cli.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.cli.proc.FakeProc;
import java.io.IOException;
import java.nio.file.Files;
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

  @Test
  void onlyTheDirectoriesOfDeadCommandsGo(@TempDir Path base, @TempDir Path tmp)
      throws IOException {
    FakeProc fake = new FakeProc(base);
    fake.link(1, "ns/pid", "pid:[77]");
    fake.file(7, "stat", "7 (java) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 500 20");
    Path dead = directory(tmp, ".peeps-77-7-400-abc");
    Path alive = directory(tmp, ".peeps-77-7-500-abc");
    Path elsewhere = directory(tmp, ".peeps-78-7-400-abc");
    StaleDirs.sweep(fake.proc(), tmp.toString());
    assertThat(dead).doesNotExist();
    assertThat(alive).exists();
    assertThat(elsewhere).as("of another PID namespace").exists();
  }

  /** Root sweeps where others may write: nothing is removed that a link leads to. */
  @Test
  void noLinkIsFollowed(@TempDir Path base, @TempDir Path tmp, @TempDir Path home)
      throws IOException {
    FakeProc fake = new FakeProc(base);
    fake.link(1, "ns/pid", "pid:[77]");
    Path precious = directory(home, "precious");
    Path link = Files.createSymbolicLink(tmp.resolve(".peeps-77-7-400-abc"), precious);
    StaleDirs.sweep(fake.proc(), tmp.toString());
    assertThat(precious.resolve("file")).exists();
    assertThat(link).as("not ours").exists();
  }

  private static Path directory(Path parent, String name) throws IOException {
    Path made = Files.createDirectory(parent.resolve(name));
    Files.writeString(made.resolve("file"), "x");
    return made;
  }
}
