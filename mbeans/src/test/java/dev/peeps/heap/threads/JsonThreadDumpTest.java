package dev.peeps.heap.threads;

import static dev.peeps.heap.threads.Samples.mentions;
import static dev.peeps.heap.threads.Samples.sample;
import static dev.peeps.heap.threads.Samples.text;
import static dev.peeps.heap.threads.Samples.thread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peeps.heap.Notice;
import org.junit.jupiter.api.Test;

/** What {@code Thread.dump_to_file -format=json} writes, and what others may put in its place. */
class JsonThreadDumpTest {

  @Test
  void statesMonitorsAndCarriersOf25() throws Exception {
    ThreadDump dump = sample("dump-25-virtual.json");

    assertThat(dump.format()).isEqualTo(ThreadDump.Format.JSON);
    assertThat(dump.vm()).isEqualTo("25.0.3+9-LTS");
    assertThat(dump.notices()).isEmpty();
    DumpedThread first = thread(dump, "v1");
    assertThat(first.virtual()).isTrue();
    assertThat(first.tid()).isEqualTo(22);
    assertThat(first.state()).isEqualTo(Thread.State.BLOCKED);
    assertThat(first.frames().get(2).className()).isEqualTo("java.lang.VirtualThread");
    assertThat(mentions(first.frames().get(0)))
        .isEqualTo(
            "ENTERING java.lang.Object@1c5e209f java.lang.Object;"
                + " OWNED java.lang.Object@753e6ca3 java.lang.Object");
    DumpedThread waiting = thread(dump, "vwait");
    assertThat(mentions(waiting.frames().get(0)))
        .isEqualTo("WAITING java.lang.Object@50b05e9d java.lang.Object");
    assertThat(mentions(waiting.frames().get(3)))
        .isEqualTo("OWNED java.lang.Object@50b05e9d java.lang.Object");
    assertThat(mentions(thread(dump, "parked").frames().get(0)))
        .isEqualTo("PARKED java.lang.Object@50b05e9d java.lang.Object");
    assertThat(thread(dump, "spin").carrier()).isEqualTo(25);
  }

  /** The JVM gave up in the middle of this one, which jcmd did not say. */
  @Test
  void whatStandsBeforeTheEndOfACutOffFileIsUsed() throws Exception {
    ThreadDump dump = sample("dump-25-cut-off.json");

    assertThat(dump.threads()).extracting(DumpedThread::name).contains("main", "Finalizer");
    assertThat(dump.notices()).extracting(Notice::code).containsExactly("threads-truncated");
    assertThat(dump.notices().get(0).detail()).contains("line 105");
  }

  @Test
  void of21WithNumbersAsTextsAndAsNumbers() throws Exception {
    ThreadDump dump =
        text(
            "{\"threadDump\": {\"processId\": 1, \"new\": [1, {\"a\": null}], \"threadContainers\":"
                + " [{\"container\": \"<root>\", \"threads\": [{\"tid\": 21, \"name\": \"a\\u0007b\","
                + " \"stack\": [\"java.base/java.lang.Thread.run(Thread.java:1583)\","
                + " \"app//a.B.c(B.java)\"]}, {\"tid\": \"22\", \"name\": \"\", \"stack\": []}],"
                + " \"threadCount\": \"2\"}]}}");

    assertThat(thread(dump, "a\u0007b").tid()).isEqualTo(21);
    assertThat(thread(dump, "a\u0007b").frames().get(1).className()).isEqualTo("a.B");
    assertThat(dump.threads()).hasSize(2);
    assertThat(dump.tellsMonitors()).isFalse();
  }

  @Test
  void hostileFilesEndInWords() {
    assertThatThrownBy(() -> text("{\"a\": " + "[".repeat(100_000)))
        .isInstanceOf(ThreadDumpException.class)
        .hasMessageContaining("nested too deep");
    assertThatThrownBy(() -> text("{\"a\": \"" + "x".repeat(100_000)))
        .isInstanceOf(ThreadDumpException.class)
        .hasMessageContaining("longer than");
    assertThatThrownBy(() -> text("{\"a\":\n nul}"))
        .isInstanceOf(ThreadDumpException.class)
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> text("{\"peeps\": 1}"))
        .isInstanceOf(ThreadDumpException.class)
        .hasMessageContaining("without a \"threadDump\"");
  }

  @Test
  void oddThreadsAreCounted() throws Exception {
    ThreadDump dump =
        text(
            "{\"threadDump\": {\"threadContainers\": [7, {\"threads\": [3, {\"name\": 5, \"stack\":"
                + " [\"nonsense\"], \"monitorsOwned\": [{\"depth\": 9, \"locks\": [null]},"
                + " {\"depth\": 0, \"locks\": [null, \"a.B@1\"]}]}]}]}}");

    assertThat(dump.threads()).hasSize(1);
    assertThat(mentions(dump.threads().get(0).frames().get(0))).isEqualTo("OWNED a.B@1 a.B");
    assertThat(dump.notices().get(0).code()).isEqualTo("threads-unread");
    assertThat(dump.notices().get(0).count()).isEqualTo(4);
  }
}
