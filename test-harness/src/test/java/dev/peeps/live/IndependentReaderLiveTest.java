package dev.peeps.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.harness.Jdk;
import dev.peeps.harness.LiveCut;
import dev.peeps.harness.VictimProcess;
import dev.peeps.heap.HeapFrame;
import dev.peeps.heap.HeapThread;
import dev.peeps.victims.deadlock.CrossedMonitors;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.netbeans.lib.profiler.heap.Heap;
import org.netbeans.lib.profiler.heap.HeapFactory;
import org.netbeans.lib.profiler.heap.ThreadObjectGCRoot;

/** A cut is a heap dump: a reader that knows nothing of us finds the same threads and stacks. */
class IndependentReaderLiveTest {

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void sameThreadsAndStacks(Jdk jdk, String kind) throws IOException {
    try (VictimProcess victim = VictimProcess.stuck(jdk, CrossedMonitors.class, kind)) {
      LiveCut cut = LiveCut.of(victim);
      Heap theirs = HeapFactory.createHeap(cut.file().toFile());
      Map<Long, List<String>> stacks = new HashMap<>();
      for (Object root : theirs.getGCRoots()) {
        if (root instanceof ThreadObjectGCRoot thread) {
          assertThat(thread.getInstance()).as("object of a thread").isNotNull();
          stacks.put(thread.getInstance().getInstanceId(), frames(thread.getStackTrace()));
        }
      }
      Map<Long, List<String>> ours = new HashMap<>();
      for (HeapThread thread : cut.heap().threads()) {
        ours.put(
            thread.id(), thread.frames().stream().map(IndependentReaderLiveTest::ours).toList());
      }
      assertThat(stacks).isEqualTo(ours);
      assertThat(stacks.values())
          .anySatisfy(frames -> assertThat(frames).anyMatch(f -> f.contains("Inventory.reserve")));
    }
  }

  private static List<String> frames(StackTraceElement[] elements) {
    return elements == null
        ? List.of()
        : Stream.of(elements).map(IndependentReaderLiveTest::text).toList();
  }

  // Their reader writes the slash in the name of a hidden class as a dot.
  private static String ours(HeapFrame frame) {
    return frame.text().replace('/', '.');
  }

  // As HeapFrame.text; a file that is not named is an unknown string to them.
  private static String text(StackTraceElement e) {
    String file = e.getFileName();
    String place =
        e.isNativeMethod()
            ? "Native Method"
            : file == null || file.startsWith("<")
                ? "Unknown Source"
                : e.getLineNumber() > 0 ? file + ":" + e.getLineNumber() : file;
    return e.getClassName() + "." + e.getMethodName() + "(" + place + ")";
  }
}
