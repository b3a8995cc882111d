package dev.peeps.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.harness.Jdk;
import dev.peeps.harness.LiveCut;
import dev.peeps.harness.VictimProcess;
import dev.peeps.heap.Heap;
import dev.peeps.heap.HeapThread;
import dev.peeps.victims.lost.Forsaken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A second cut has the ids of the first one, so that what is the same can be told to be. */
class HeldCutLiveTest {
  private static final List<String> WAITING =
      List.of("start-up", "observer", "db-user", "consumer", "stepper");

  /** Without frames nothing but their own numbers tells some of them apart from others. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void threadsKeepTheirIds(Jdk jdk, String kind, @TempDir Path folder) throws IOException {
    try (VictimProcess victim = VictimProcess.stuck(jdk, Forsaken.class, kind)) {
      Map<Long, Long> first = waiting(LiveCut.of(victim, "hold:20000", "frames:0").heap());
      assertThat(first).hasSameSizeAs(WAITING);
      Path only = folder.resolve("only.txt");
      Files.write(only, first.keySet().stream().map(String::valueOf).toList());
      for (int i = 0; i < 2; i++) {
        Heap again =
            LiveCut.of(victim, "hold:20000", "frames:0", "only:" + only.toAbsolutePath()).heap();
        assertThat(waiting(again)).isEqualTo(first);
      }
    }
  }

  private static Map<Long, Long> waiting(Heap heap) {
    return heap.threads().stream()
        .filter(thread -> WAITING.contains(thread.name()))
        .collect(Collectors.toMap(HeapThread::tid, HeapThread::id));
  }
}
