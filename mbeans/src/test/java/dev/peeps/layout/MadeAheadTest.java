package dev.peeps.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.Edge;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.heap.Heap;
import dev.peeps.heap.reach.LiveReach;
import dev.peeps.heap.reach.Suspects;
import dev.peeps.heap.testing.HasId;
import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.ObjectSpec;
import dev.peeps.heap.testing.ThreadSpec;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One thread and two come to the same graph, whatever the JVM's answer changes in it. */
class MadeAheadTest {
  private static final String LAYOUT =
      "layout test 1\nfuture app.Promise\n  read waiter as task\n  waiter needs this\n"
          + "future app.Step\n  read of\n  frame \"Step.run\"\n  next of\n  needs of\n"
          + "blocked in app.Main.await\n  needs local(app.Promise)\n"
          + "blocked in app.Loop.select\n  idle\n  show selects = true\n";
  private static final int IN_NATIVE = 0x400005;
  private static final int LIVE = 1;
  private static final int WAITERS = 4;

  @TempDir Path directory;
  private final Hprof cut = Hprof.cut();
  private final List<HasId> promises = new ArrayList<>();
  private String layout = LAYOUT;
  private boolean allowed = true;
  private HasId stuck;
  private int asked;

  @BeforeEach
  void somebodyWaitsForEach() {
    for (int i = 0; i < 4; i++) {
      ObjectSpec promise = cut.instance("app.Promise").set("waiter", null);
      promises.add(promise);
      ThreadSpec asker = cut.virtualThread("asker-" + i).state(Thread.State.WAITING);
      stuck = asker.at("app.Main.await(Main.java:7)", promise).blocker(promise);
      cut.instance("app.Step").set("of", promise);
    }
    cut.thread("loop").jvmtiState(IN_NATIVE).at("app.Loop.select(Loop.java:8)");
  }

  @Test
  void theGraphIsTheSame() throws IOException {
    String one = graph(Integer.MAX_VALUE);
    assertThat(asked).as("times that the JVM was asked").isEqualTo(2);
    assertThat(graph(0)).isEqualTo(one);
    assertThat(asked).isEqualTo(4);
    assertThat(one).contains("liveness=reached", "liveness=unreached", "outside=true", "Step.run");
  }

  @Test
  void aFailureOfTheJvmIsOneForWhoAsked() throws IOException {
    stuck = null;
    String one = graph(Integer.MAX_VALUE);
    assertThat(graph(0)).isEqualTo(one).contains("reachability-unknown");
  }

  /** Then the second thread begins at once, and not only when the JVM is asked. */
  @Test
  void withoutLogicalStacks() throws IOException {
    layout = LAYOUT.replace("  frame \"Step.run\"\n  next of\n", "");
    String one = graph(Integer.MAX_VALUE);
    assertThat(graph(0)).isEqualTo(one).doesNotContain("Step.run");
    assertThat(one).contains("liveness=reached", "liveness=unreached", "outside=true");
  }

  @Test
  void nobodyIsAsked() throws IOException {
    layout = LAYOUT.replace("  frame \"Step.run\"\n  next of\n", "");
    allowed = false;
    String one = graph(Integer.MAX_VALUE);
    assertThat(graph(0)).isEqualTo(one).doesNotContain("liveness");
    assertThat(asked).isZero();
  }

  private String graph(int large) throws IOException {
    Heap heap = Reading.heap(cut);
    Layouts layouts = Layouts.of(Map.of("test.layout", layout));
    assertThat(layouts.problems()).isEmpty();
    Graph.Builder builder = new Graph.Builder();
    ProcessInfo process = new ProcessInfo("p", 1, "test", Map.of(), true);
    GraphReader.read(heap, layouts, process, builder, new Jvm(), large);
    Graph graph = builder.build();
    StringBuilder text = new StringBuilder();
    for (Entity entity : graph.entities()) {
      text.append(entity).append(' ').append(entity.state()).append(entity.attributes());
      text.append(entity.stack()).append(entity.logicalStack()).append('\n');
    }
    for (Edge edge : graph.edges()) {
      text.append(edge).append(' ').append(edge.reason()).append(edge.timed()).append('\n');
    }
    graph.notices().forEach(notice -> text.append(notice.code()).append(notice.text()));
    return text.toString();
  }

  /** Three of the promises are within reach, but for one of them only of the loop. */
  private final class Jvm implements LiveLook {
    @Override
    public boolean isAllowed() {
      return allowed;
    }

    @Override
    public LiveReach ask(Suspects suspects) throws IOException {
      asked++;
      if (stuck == null) {
        throw new IOException("no answer");
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeBytes("JAVA PROFILE 1.0.2\0");
      out.writeInt(8);
      out.writeLong(0);
      boolean withoutLoop = suspects.text().contains("call ");
      for (int i = 0; i < promises.size(); i++) {
        record(out, 1 + 4 + 8);
        out.writeByte(14);
        out.writeByte(i < (withoutLoop ? 2 : 3) ? LIVE : WAITERS);
        out.writeInt(1);
        out.writeLong(promises.get(i).id());
      }
      record(out, 4 + 8);
      out.writeByte(15);
      out.writeInt(1);
      out.writeLong(stuck.id());
      out.writeByte(0x2C);
      out.writeLong(0);
      return LiveReach.read(Files.write(directory.resolve("answer"), bytes.toByteArray()));
    }

    private void record(DataOutputStream out, int length) throws IOException {
      out.writeByte(0x50);
      out.writeInt(0);
      out.writeInt(length + 1);
    }
  }
}
