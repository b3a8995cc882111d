package dev.peeps.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.EntityBuilder;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.graph.GraphNotice;
import dev.peeps.graph.ProcessInfo;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnjudgedTest {

  private static ProcessInfo process(String id) {
    return new ProcessInfo(id, -1, "orders.Main", Map.of(), false);
  }

  @Test
  void noThreadOrNothingButNames() {
    Graph graph =
        new Graph.Builder()
            .process(process("seen"))
            .process(process("cut-off"))
            .process(process("crashed"))
            .entity(new EntityBuilder("seen/thread-1", "seen", EntityKind.THREAD).build())
            .entity(new EntityBuilder("cut-off/lock-1", "cut-off", EntityKind.LOCK).build())
            .entity(new EntityBuilder("crashed/thread-0", "crashed", EntityKind.THREAD).build())
            .notice(new GraphNotice("crashed", "threads-only", 0, "names of threads only"))
            .build();
    assertThat(Unjudged.of(graph)).containsExactlyInAnyOrder("cut-off", "crashed");
  }

  @Test
  void whoWasSeenIsJudged() {
    Graph graph =
        new Graph.Builder()
            .process(process("seen"))
            .entity(new EntityBuilder("seen/thread-1", "seen", EntityKind.THREAD).build())
            .build();
    assertThat(Unjudged.of(graph)).isEmpty();
  }
}
