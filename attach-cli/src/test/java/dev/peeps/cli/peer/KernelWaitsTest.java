package dev.peeps.cli.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.cli.proc.FakeProc;
import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityBuilder;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Process 7 has a thread in native code, 70, behind whose lock another waits; 812 is its child. */
class KernelWaitsTest {
  private static final String NATIVE = "java.io.FileInputStream.readBytes(Native Method)";
  private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");
  private static final String READS_5 =
      (ARM ? "63" : "0") + " 0x5 0x7f00 0x2000 0x0 0x0 0x0 0x7ffd";
  private static final String PIPE = "pipe:[4711]";

  @TempDir Path base;
  private FakeProc fake;

  @BeforeEach
  void twoProcesses() throws IOException {
    fake = new FakeProc(base);
    fake.process(7, FakeProc.status('S', 1000, 7, 4));
    fake.file(7, "task/69/comm", "reader\n");
    fake.file(7, "task/69/schedstat", "55 0 1\n");
    fake.file(7, "task/70/comm", "reader\n");
    fake.file(7, "task/70/schedstat", "1234567 0 1\n");
    fake.process(812, FakeProc.status('S', 1000, 812, 4));
    fake.file(812, "comm", "sort\n");
    // Whoever runs this test has file descriptors of its own, which are not looked at.
    fake.link(1, "fd/0", "/dev/null");
  }

  private static Graph graph(EntityBuilder thread, boolean awaited) {
    Graph.Builder graph =
        new Graph.Builder()
            .entity(thread.build())
            .entity(new EntityBuilder("7/lock", "7", EntityKind.LOCK).build())
            .entity(new EntityBuilder("7/thread-2", "7", EntityKind.THREAD).build())
            .edge(Edge.exact("7/lock", "7/thread-1", EdgeKind.HELD_BY, ""));
    if (awaited) {
      graph.edge(Edge.exact("7/thread-2", "7/lock", EdgeKind.NEEDS, ""));
    }
    return graph.build();
  }

  private static EntityBuilder reader() {
    return new EntityBuilder("7/thread-1", "7", EntityKind.THREAD)
        .name("reader")
        .state("RUNNABLE")
        .stack(List.of(NATIVE, "app.Main.run(Main.java:7)"))
        .attribute("cpuNanos", 1234567L);
  }

  private Entity end(String call) throws IOException {
    fake.file(7, "task/70/syscall", call + "\n");
    Graph seen = graph(reader(), true);
    Graph.Builder into = new Graph.Builder();
    seen.entities().forEach(into::entity);
    new KernelWaits(fake.proc())
        .addTo(into, seen, "7", new NativeThreads(fake.proc(), 7), Set.of());
    return into.build().entity("7/thread-1-call");
  }

  private Map<String, Object> facts(String call) throws IOException {
    return end(call).attributes();
  }

  @Test
  void whoWritesIntoThePipe() throws IOException {
    fake.link(7, "fd/5", PIPE);
    fake.link(812, "fd/0", PIPE);
    fake.file(812, "fdinfo/0", "pos:\t0\nflags:\t0100000\n");
    assertThat(facts(READS_5))
        .containsEntry("peerState", "is open in no other process")
        .containsEntry("remote", "the other end of a pipe");
    fake.link(812, "fd/1", PIPE);
    fake.file(812, "fdinfo/1", "pos:\t0\nflags:\t0100001\n");
    assertThat(facts(READS_5)).containsEntry("peerPid", 812L).containsEntry("peerName", "sort");
  }

  /** A service that reads its console is not stuck, whoever waits for the lock in its hand. */
  @Test
  void nobodyOwesTheStandardInput() throws IOException {
    fake.link(7, "fd/0", PIPE);
    assertThat(end(READS_5.replaceFirst(" 0x5 ", " 0x0 "))).isNull();
  }

  /** "Nobody" is only said when all were looked at. */
  @Test
  void aProcessThatMayNotBeLookedAt() throws IOException {
    fake.link(7, "fd/5", PIPE);
    assertThat(facts(READS_5)).doesNotContainKeys("peerPid", "peerState");
  }

  @Test
  void whoHoldsTheLockOfTheFile() throws IOException {
    Path file = Files.createFile(base.resolve("data"));
    long inode = (Long) Files.getAttribute(file, "unix:ino");
    fake.link(7, "fd/5", file.toString());
    Files.writeString(
        base.resolve("locks"),
        "1: POSIX  ADVISORY  WRITE 9 fe:00:12 0 EOF\n1: -> POSIX  ADVISORY  WRITE 7 fe:00:12 0 EOF\n"
            + "2: POSIX  ADVISORY  WRITE 812 fe:00:"
            + inode
            + " 0 EOF\n2: -> POSIX  ADVISORY  READ 8 fe:00:"
            + inode
            + " 0 EOF\n2: -> POSIX  ADVISORY  WRITE 7 fe:00:"
            + inode
            + " 0 EOF\nrubbish\n3: ->\n");
    assertThat(facts((ARM ? "25" : "72") + " 0x5 0x7 0x7f00 0x0 0x0 0x0 0x7ffd 0x7f00"))
        .containsEntry("remote", "the lock of " + file)
        .containsEntry("peerPid", 812L);
  }

  @Test
  void whatIsOnlyAFileOrIsNotKnown() throws IOException {
    fake.link(7, "fd/5", Files.createFile(base.resolve("data")).toString());
    assertThat(end(READS_5)).isNull();
    for (String call : new String[] {"running", "", "x", "-1 0x7ffd 0x7f00", "9999 0x5 0x0 0x0"}) {
      assertThat(end(call)).as(call).isNull();
    }
  }

  /** As the kernel has it for all but root on many machines: that nothing was found is said. */
  @Test
  void aCallThatMayNotBeLookedAt() throws IOException {
    Graph seen = graph(reader(), true);
    Graph.Builder into = new Graph.Builder();
    seen.entities().forEach(into::entity);
    Files.createDirectory(base.resolve("7/task/70/syscall"));
    NativeThreads threads = new NativeThreads(fake.proc(), 7);
    assertThat(new KernelWaits(fake.proc()).addTo(into, seen, "7", threads, Set.of())).isTrue();
    assertThat(into.build().notices())
        .singleElement()
        .satisfies(notice -> assertThat(notice.code()).isEqualTo("calls-unseen"))
        .satisfies(notice -> assertThat(notice.count()).isEqualTo(1));
  }

  /** A program that reads its input, with nobody behind it, is no news and costs nothing. */
  @Test
  void whoHoldsUpNobodyIsNotAskedFor() {
    assertThat(KernelWaits.areNeeded(graph(reader(), false))).isFalse();
    assertThat(KernelWaits.areNeeded(graph(reader().idle(true), true))).isFalse();
    assertThat(
            KernelWaits.areNeeded(
                graph(reader().stack(List.of("app.Main.run(Main.java:7)")), true)))
        .isFalse();
    assertThat(KernelWaits.areNeeded(graph(reader(), true))).isTrue();
  }

  @Test
  void callsOfBothKindsOfMachine() {
    assertThat(Call.parse("232 0x9 0x7f 0x0", "amd64"))
        .isEqualTo(new Call(Call.What.SELECT, 9, 0x7f));
    assertThat(Call.parse("22 0x9 0x7f 0x0", "aarch64").what()).isEqualTo(Call.What.SELECT);
    assertThat(Call.parse("257 0xffffffffffffff9c 0x7f 0x0", "amd64").descriptor()).isEqualTo(-1);
    assertThat(Call.parse("72 0x5 0x6 0x7f", "amd64")).isNull();
    assertThat(Call.parse("0 0x5 0x7f 0x0", "riscv64")).isNull();
  }

  @Test
  void aThreadThatCannotBeTold() throws IOException {
    NativeThreads threads = new NativeThreads(fake.proc(), 7);
    assertThat(threads.number(reader().build())).isEqualTo(70);
    assertThat(threads.number(reader().attribute("cpuNanos", 1L).build())).isEqualTo(-1);
    fake.file(7, "task/71/comm", "a-name-of-more-t\n".substring(0, 15));
    fake.file(7, "task/71/schedstat", "9 0 1\n");
    assertThat(
            new NativeThreads(fake.proc(), 7)
                .number(reader().name("a-name-of-more-than-15").attribute("cpuNanos", 2L).build()))
        .isEqualTo(71);
  }
}
