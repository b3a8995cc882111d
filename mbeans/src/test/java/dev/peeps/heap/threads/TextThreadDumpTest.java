package dev.peeps.heap.threads;

import static dev.peeps.heap.threads.Samples.mentions;
import static dev.peeps.heap.threads.Samples.sample;
import static dev.peeps.heap.threads.Samples.text;
import static dev.peeps.heap.threads.Samples.thread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peeps.heap.Notice;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts of jstack, Thread.print and SIGQUIT, as JVMs from 8 to 25 write them. */
class TextThreadDumpTest {
  private static final String ODD = "transfer \"1\"\ttab\u0007";

  @Test
  void jstackOf17() throws Exception {
    ThreadDump dump = sample("jstack-17.txt");

    assertThat(dump.format()).isEqualTo(ThreadDump.Format.HOTSPOT);
    assertThat(dump.vm()).startsWith("OpenJDK 64-Bit Server VM (17.0");
    assertThat(dump.time()).isEqualTo("2026-11-22 02:54:34");
    assertThat(dump.notices()).isEmpty();
    DumpedThread transfer = thread(dump, ODD);
    assertThat(transfer.tid()).isEqualTo(12);
    assertThat(transfer.nativeId()).isEqualTo(0x4358);
    assertThat(transfer.state()).isEqualTo(Thread.State.BLOCKED);
    assertThat(transfer.status()).isEqualTo("waiting for monitor entry");
    assertThat(transfer.frames()).hasSize(4);
    DumpedFrame innermost = transfer.frames().get(0);
    assertThat(innermost.className()).isEqualTo("Hung");
    assertThat(innermost.method()).isEqualTo("transfer");
    assertThat(innermost.sourceFile()).isEqualTo("Hung.java");
    assertThat(innermost.line()).isEqualTo(7);
    assertThat(mentions(innermost))
        .isEqualTo("ENTERING <0xffd1b2f0> Hung$Account; OWNED <0xffd1b2e0> Hung$Account");
    assertThat(transfer.frames().get(2).className()).isEqualTo("Hung$$Lambda$1");
    assertThat(transfer.frames().get(3).sourceFile()).isEqualTo("Thread.java");
    DumpedThread waiter = thread(dump, "waiter");
    assertThat(waiter.daemon()).isTrue();
    assertThat(waiter.frames().get(0).line()).isEqualTo(DumpedFrame.NATIVE);
    assertThat(mentions(waiter.frames().get(0))).isEqualTo("WAITING <0xffd2c710> java.lang.Object");
    assertThat(mentions(thread(dump, "main").frames().get(0)))
        .startsWith("PARKED <0x")
        .endsWith("> java.util.concurrent.FutureTask");
  }

  @Test
  void threadPrintOf25NamesTheClassThatIsInitialised() throws Exception {
    ThreadDump dump = sample("print-25.txt");

    DumpedThread waiter = thread(dump, "init waiter");
    assertThat(waiter.nativeId()).isEqualTo(17263);
    assertThat(mentions(waiter.frames().get(0)))
        .isEqualTo("CLASS_INIT class Hung$Lazy java.lang.Class for Hung$Lazy");
    assertThat(dump.notices()).isEmpty();
    assertThat(dump.tellsMonitors()).isTrue();
    assertThat(dump.addresses()).isSorted().contains(0xffd189a0L, 0xffd189b0L);
  }

  @Test
  void whatACarrierCarriesIsAThreadOfItsOwn() throws Exception {
    ThreadDump dump = sample("print-25-virtual.txt");

    DumpedThread carrier = thread(dump, "ForkJoinPool-1-worker-2");
    assertThat(carrier.frames().get(0).className()).isEqualTo("jdk.internal.vm.Continuation");
    DumpedThread mounted = null;
    for (DumpedThread thread : dump.threads()) {
      mounted = thread.virtual() ? thread : mounted;
    }
    assertThat(mounted.tid()).isEqualTo(27);
    assertThat(mounted.carrier()).isEqualTo(carrier.tid());
    assertThat(mounted.frames().get(0).method()).isEqualTo("lambda$main$3");
  }

  @Test
  void jstackOf8() throws Exception {
    ThreadDump dump = sample("jstack-8.txt");

    DumpedThread billing = thread(dump, "billing");
    assertThat(billing.tid()).isEqualTo(12);
    assertThat(mentions(billing.frames().get(1)))
        .isEqualTo("OWNED <0xd6a0c3c8> java.lang.Class for com.acme.Billing");
    DumpedThread stock = thread(dump, "stock");
    assertThat(mentions(stock.frames().get(0)))
        .isEqualTo("WAITING <0xd6a0c3d8> java.lang.Object[]");
    assertThat(mentions(stock.frames().get(2))).isEqualTo("OWNED <0xd6a0c3d8> java.lang.Object[]");
    assertThat(dump.notices()).isEmpty();
  }

  @Test
  void aThreadWokenFromWaitWantsTheMonitorAgain() throws Exception {
    ThreadDump dump =
        text(
            "Full thread dump OpenJDK 64-Bit Server VM (21.0.2+13-58 mixed mode, sharing):\n\n"
                + "\"w\" #29 [8] prio=5 os_prio=0 cpu=1.05ms elapsed=7.64s tid=0x00007f80 nid=8 in"
                + " Object.wait()  [0x00007f5b]\n"
                + "   java.lang.Thread.State: BLOCKED (on object monitor)\n"
                + "\tat java.lang.Object.wait0(java.base@21.0.2/Native Method)\n"
                + "\t- waiting on <0x000000043f4adc28> (a a.Box)\n"
                + "\tat java.lang.Object.wait(java.base@21.0.2/Object.java:366)\n"
                + "\tat a.Box.take(Box.java:9)\n"
                + "\t- waiting to re-lock in wait() <0x000000043f4adc28> (a a.Box)\n"
                + "\tat app//a.Main.run(Main.java:3)\n\nJNI global refs: 15, weak refs: 0\n");

    DumpedThread thread = thread(dump, "w");
    assertThat(mentions(thread.frames().get(2))).isEqualTo("REENTERING <0x43f4adc28> a.Box");
    assertThat(thread.frames().get(3).className()).isEqualTo("a.Main");
    assertThat(dump.notices()).isEmpty();
  }

  @Test
  void namesMayHaveLineEndsAndLiesInThem() throws Exception {
    String evil = "a\" #7 prio=5 tid=0x1 nid=0x2 runnable\n\"b\n\tc";
    ThreadDump dump =
        text(
            "Full thread dump X:\n\""
                + evil
                + "\" #8 prio=5 os_prio=0 tid=0x00007f nid=0x10 runnable [0x0]\n"
                + "   java.lang.Thread.State: RUNNABLE\n\tat a.B.c(B.java:1)\n\nJNI global refs: 1\n");

    // The first line of the name is a heading in itself: nothing tells it from one.
    assertThat(dump.threads()).extracting(DumpedThread::tid).containsExactly(7L, 8L);
    assertThat(dump.threads().get(1).frames()).hasSize(1);

    ThreadDump harmless =
        text(
            "Full thread dump X:\n\"two\nlines\" #8 prio=5 os_prio=0 tid=0x00007f nid=0x10 runnable"
                + " [0x0]\n\tat a.B.c(B.java:1)\n\nJNI global refs: 1\n");
    assertThat(thread(harmless, "two\nlines").frames()).hasSize(1);
  }

  @Test
  void ofSeveralDumpsTheLastCounts() throws Exception {
    String one = new String(Samples.bytes("jstack-8.txt"), java.nio.charset.StandardCharsets.UTF_8);
    ThreadDump dump =
        text("log line\n" + one + "log \"line\" 2\n" + one.replace("billing", "later"));

    assertThat(dump.threads()).hasSize(4);
    assertThat(thread(dump, "later").state()).isEqualTo(Thread.State.BLOCKED);
    assertThat(dump.notices()).extracting(Notice::code).containsExactly("threads-several");
    assertThat(dump.notices().get(0).count()).isEqualTo(2);
  }

  @Test
  void whatALogCollectorWritesBeforeEachLineIsLeftOut() throws Exception {
    StringBuilder log = new StringBuilder("2026-11-22T02:54:33.1Z stdout F starting\n");
    int n = 10;
    for (String line :
        new String(Samples.bytes("jstack-8.txt"), java.nio.charset.StandardCharsets.UTF_8)
            .split("\n", -1)) {
      log.append("2026-11-22T02:54:34.")
          .append(n++)
          .append("Z stdout F ")
          .append(line)
          .append('\n');
    }
    ThreadDump dump = text(log.toString());

    assertThat(thread(dump, "billing").frames()).hasSize(3);
    assertThat(mentions(thread(dump, "billing").frames().get(0)))
        .isEqualTo("ENTERING <0xd6a0c3b8> com.acme.Ledger");
  }

  @Test
  void aDumpThatIsCutOffSaysSo() throws Exception {
    String whole =
        new String(Samples.bytes("jstack-17.txt"), java.nio.charset.StandardCharsets.UTF_8);
    ThreadDump dump = text(whole.substring(0, whole.indexOf("\"waiter\"")));

    assertThat(thread(dump, ODD).frames()).isNotEmpty();
    assertThat(dump.notices()).extracting(Notice::code).containsExactly("threads-truncated");
  }

  @Test
  void linesThatMakeNoSenseAreCounted() throws Exception {
    ThreadDump dump =
        text(
            "Full thread dump X:\n\"t\" #8 prio=5 os_prio=0 tid=0x00007f nid=0x10 runnable [0x0]\n"
                + "\tat nothing\n\t- sings <0x10> (a a.B)\n\tat a.B.c(B.java:1)\n\n"
                + "JNI global refs: 1\n");

    assertThat(dump.threads().get(0).frames()).hasSize(1);
    List<Notice> notices = dump.notices();
    assertThat(notices).hasSize(1);
    assertThat(notices.get(0).count()).isEqualTo(2);
    assertThat(notices.get(0).detail()).endsWith("the first is line 3");
  }

  @Test
  void otherFilesAreNoThreadDumps() {
    assertThatThrownBy(() -> text("no dump\n"))
        .isInstanceOf(ThreadDumpException.class)
        .hasMessageContaining("no line of it begins a thread");
    assertThatThrownBy(() -> text("")).isInstanceOf(ThreadDumpException.class);
  }
}
