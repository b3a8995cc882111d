package dev.peeps.heap.threads;

import static dev.peeps.heap.threads.Samples.mentions;
import static dev.peeps.heap.threads.Samples.sample;
import static dev.peeps.heap.threads.Samples.text;
import static dev.peeps.heap.threads.Samples.thread;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code jhsdb jstack} of cores, and what it gets wrong. */
class ServiceabilityDumpTest {

  /** The tool says of both threads that they wait for what they own, or own what they wait for. */
  @ParameterizedTest
  @ValueSource(strings = {"jhsdb-17.txt", "jhsdb-25.txt"})
  void aBlockedThreadWaitsForTheMonitorThatItCameToLast(String name) throws Exception {
    ThreadDump dump = sample(name);

    assertThat(dump.format()).isEqualTo(ThreadDump.Format.SERVICEABILITY);
    DumpedFrame first = thread(dump, "transfer \"1\"\ttab\u0007").frames().get(0);
    DumpedFrame second = thread(dump, "transfer-2").frames().get(0);
    assertThat(first.mentions())
        .extracting(LockMention::kind)
        .containsExactly(LockMention.Kind.ENTERING, LockMention.Kind.OWNED);
    assertThat(first.mentions().get(0).label()).isEqualTo(second.mentions().get(1).label());
    assertThat(first.mentions().get(1).label()).isEqualTo(second.mentions().get(0).label());
    assertThat(second.mentions().get(0).kind()).isEqualTo(LockMention.Kind.ENTERING);
  }

  @Test
  void framesWithoutSourceFiles() throws Exception {
    ThreadDump dump = sample("jhsdb-17.txt");

    assertThat(dump.vm()).startsWith("17.0");
    DumpedThread main = thread(dump, "main");
    assertThat(main.frames().get(0).line()).isEqualTo(DumpedFrame.NATIVE);
    assertThat(main.frames().get(1).line()).isEqualTo(211);
    assertThat(main.frames().get(1).sourceFile()).isNull();
    assertThat(mentions(main.frames().get(0)))
        .startsWith("PARKED <0x")
        .endsWith("> java.util.concurrent.FutureTask");
    DumpedThread waiter = thread(dump, "init runner");
    assertThat(mentions(waiter.frames().get(0))).startsWith("ENTERING <0x");
    assertThat(waiter.frames().get(2).line()).isEqualTo(-1);
  }

  /** Compiled frames have their monitors in the right order. */
  @Test
  void theInnermostFrameIsCompiled() throws Exception {
    ThreadDump dump =
        text(
            "Deadlock Detection:\n\nNo deadlocks found.\n\n"
                + "\"t\" #8 prio=5 tid=0x00007f nid=0x10 waiting for monitor entry [0x0]\n"
                + "   java.lang.Thread.State: BLOCKED (on object monitor)\n"
                + "   JavaThread state: _thread_blocked\n"
                + " - a.B.c(a.D, int[]) @bci=5, line=9 (Compiled frame; information may be"
                + " imprecise)\n"
                + "\t- waiting to lock <0x00000000000000a0> (a a.D)\n"
                + "\t- locked <0x00000000000000b0> (a a.D)\n\n");

    assertThat(mentions(thread(dump, "t").frames().get(0)))
        .isEqualTo("ENTERING <0xa0> a.D; OWNED <0xb0> a.D");
  }

  @Test
  void threadsWithoutNamesAsJdk8WroteThem() throws Exception {
    ThreadDump dump =
        text(
            "Attaching to core c from executable java, please wait...\nDeadlock Detection:\n\n"
                + "No deadlocks found.\n\nThread 4711: (state = BLOCKED)\n"
                + " - java.lang.Object.wait(long) @bci=0 (Interpreted frame)\n"
                + " - a.B.c() @bci=2, line=502 (Interpreted frame)\n\n");

    assertThat(dump.threads()).hasSize(1);
    assertThat(dump.threads().get(0).nativeId()).isEqualTo(4711);
    assertThat(dump.threads().get(0).frames()).hasSize(2);
  }
}
