package dev.peeps.cli.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmTest {
  @TempDir Path base;
  private FakeProc fake;

  @BeforeEach
  void twoProcesses() throws IOException {
    fake = new FakeProc(base);
    fake.link(1, "ns/mnt", "mnt:[10]");
    fake.link(1, "root", "/");
    fake.process(7, FakeProc.status('S', 1000, 3, 4));
    fake.file(7, "cmdline", "/jdk/bin/java\0-cp\0a:b\0-Xmx1g\0orders.\u001b[31mMain\0secret\0");
  }

  @Test
  void inOurOwnFiles() throws IOException {
    fake.link(7, "ns/mnt", "mnt:[10]");
    fake.link(7, "root", "/");
    Jvm jvm = new Jvm(fake.proc(), 7);
    assertThat(jvm.hasOtherFiles()).isFalse();
    assertThat(jvm.isContained()).as("a PID namespace of its own").isTrue();
    assertThat(jvm.attachSocket()).isEqualTo("/tmp/.java_pid3");
  }

  @Test
  void inAnotherMountNamespaceOrRoot() throws IOException {
    fake.link(7, "ns/mnt", "mnt:[11]");
    fake.link(7, "root", "/");
    assertThat(new Jvm(fake.proc(), 7).here("/tmp")).isEqualTo(base + "/7/root/tmp");
    fake.process(8, FakeProc.status('S', 1000, 8, 4));
    fake.link(8, "ns/mnt", "mnt:[10]");
    fake.link(8, "root", "/srv/chroot");
    assertThat(new Jvm(fake.proc(), 8).hasOtherFiles()).isTrue();
  }

  @Test
  void nameWithoutArgumentsAndWithoutControlCharacters() throws IOException {
    Jvm jvm = new Jvm(fake.proc(), 7);
    assertThat(jvm.mainName()).endsWith("Main");
    assertThat(jvm.toString()).isEqualTo("7 (orders.\\u001b[31mMain)");
  }

  @Test
  void libraryAndThreads() throws IOException {
    Jvm jvm = new Jvm(fake.proc(), 7);
    assertThat(jvm.hasLibrary()).isFalse();
    fake.file(7, "maps", "7f-8f r-xp 0 fe:00 5 /opt/peeps/libpeeps.so\n");
    fake.file(7, "task/9/comm", "VirtualThread-u\n");
    assertThat(jvm.hasLibrary()).isTrue();
    assertThat(jvm.hasThread("VirtualThread-unparker")).isTrue();
    assertThat(jvm.hasThread("peeps-registry")).isFalse();
  }

  @Test
  void knowsWhatAnEarlierProcessOfItsIdHasLeft() throws IOException {
    Path socket = Files.createFile(base.resolve("socket"));
    Jvm unknown = new Jvm(fake.proc(), 7);
    assertThat(unknown.isYoungerThan(socket.toString())).isFalse();

    Files.writeString(base.resolve("uptime"), "1000.50 1234.00\n");
    // Field 22: started 990.50 seconds after the boot, so ten seconds ago.
    fake.file(7, "stat", "7 (a ) b) S 1 7 7 0 -1 0 0 0 0 0 0 0 0 0 20 0 23 0 99050 1 1\n");
    Jvm jvm = new Jvm(fake.proc(), 7);
    assertThat(jvm.isYoungerThan(socket.toString())).isFalse();
    Files.setLastModifiedTime(socket, FileTime.from(Instant.now().minusSeconds(60)));
    assertThat(jvm.isYoungerThan(socket.toString())).isTrue();
  }

  /** A pid is used again at once where they are few, as in a container. */
  @Test
  void isNotAliveWhenItsIdIsAnothersByNow() throws IOException {
    String stat = "7 (java) S 1 7 7 0 -1 0 0 0 0 0 0 0 0 0 20 0 23 0 %d 1 1%n";
    fake.file(7, "stat", String.format(stat, 500));
    Jvm jvm = new Jvm(fake.proc(), 7);
    assertThat(jvm.isAlive()).isTrue();
    fake.file(7, "stat", String.format(stat, 501));
    assertThat(jvm.isAlive()).isFalse();
  }
}
