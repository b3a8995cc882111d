package dev.peeps.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.ObjectSpec;
import dev.peeps.heap.testing.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An independent reader finds the same in the same files: our own cuts, and dumps of real JVMs. */
class OracleTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void smallDump(int idSize) throws Exception {
    Hprof dump = Hprof.dump().idSize(idSize);
    assertThat(compare(fill(dump))).isGreaterThan(5);
  }

  @Test
  void cutOpensElsewhere() throws Exception {
    Hprof cut = Hprof.cut().info("pid", "1").notice("frames-limit", 2, "");
    assertThat(compare(fill(cut))).isGreaterThan(5);
  }

  private long compare(Hprof hprof) throws Exception {
    return Oracle.compare(hprof.writeTo(directory.resolve("x.hprof")));
  }

  private static Hprof fill(Hprof hprof) {
    for (String type : new String[] {"Class", "String", "Thread"}) {
      hprof.klass("java.lang." + type);
    }
    hprof.klass("java.lang.Thread").field("name").field(Type.INT, "priority");
    ObjectSpec one = hprof.instance("a.C").set("i", -1).set("l", 1L << 40).set("z", true);
    one.set("c", 'x').set("d", 1.5).set("f", 2.5f).set("b", (byte) -3).set("s", (short) 9);
    ObjectSpec two = hprof.instance("a.D").set("next", one).set("name", hprof.string("two"));
    ObjectSpec array = hprof.array("a.C[]", one, null);
    ObjectSpec numbers = hprof.array("int[]", 1, -2);
    hprof.klass("a.D").staticField("ONE", one).staticField("N", 12).staticField("B", true);
    hprof.thread("main").at("a.C.wait(Native Method)", one).at("a.C.main(C.java:3)", two, array);
    hprof.thread("other").at("a.C.run(C.java:9)", numbers);
    return hprof;
  }

  @ParameterizedTest
  @MethodSource("dev.peeps.heap.Jdks#homes")
  void dumpOfARealJvm(Path home) throws Exception {
    Path file = directory.resolve("real.hprof");
    Path source = Files.writeString(directory.resolve("Small.java"), SMALL);
    Process process =
        new ProcessBuilder(
                home.resolve("bin/java").toString(), "-Xmx64m", source.toString(), file.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("out.txt").toFile())
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(file).withFailMessage(() -> output()).exists();

    assertThat(Oracle.compare(file)).isGreaterThan(10_000);
    Heap heap = HprofReader.read(file);
    assertThat(heap.notices()).extracting(Notice::code).isSubsetOf("array-cut");
    HeapThread parked =
        heap.threads().stream().filter(t -> t.name().equals("pärked €")).findFirst().orElseThrow();
    assertThat(parked.state()).isEqualTo(Thread.State.WAITING);
    assertThat(parked.daemon()).isTrue();
    assertThat(parked.virtual()).isFalse();
    assertThat(parked.tid()).isPositive();
    assertThat(heap.object(parked.blocker()).type().name()).isEqualTo("Small$Blocker");
    assertThat(parked.frames())
        .extracting(HeapFrame::method)
        .contains("park", "waitHere")
        .last()
        .isEqualTo("run");
    HeapFrame waitHere =
        parked.frames().stream().filter(f -> f.method().equals("waitHere")).findFirst().get();
    assertThat(waitHere.locals()).contains(parked.blocker());
  }

  private String output() {
    try {
      return Files.readString(directory.resolve("out.txt"));
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }

  /** Starts a thread that parks, and dumps its own heap. */
  private static final String SMALL =
      String.join(
          "\n",
          "import com.sun.management.HotSpotDiagnosticMXBean;",
          "import java.lang.management.ManagementFactory;",
          "import java.util.concurrent.locks.LockSupport;",
          "public class Small {",
          "  static class Blocker {}",
          "  static void waitHere(Blocker blocker) {",
          "    while (true) { LockSupport.park(blocker); }",
          "  }",
          "  public static void main(String[] args) throws Exception {",
          "    Thread thread = new Thread(() -> waitHere(new Blocker()), \"p\\u00e4rked \\u20ac\");",
          "    thread.setDaemon(true);",
          "    thread.start();",
          "    while (thread.getState() != Thread.State.WAITING) { Thread.onSpinWait(); }",
          "    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)",
          "        .dumpHeap(args[0], true);",
          "  }",
          "}");
}
