package dev.peeps.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.Graph;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.heap.HprofException;
import dev.peeps.heap.HprofReader;
import dev.peeps.heap.ReadOptions;
import dev.peeps.heap.reach.NotEnoughMemory;
import dev.peeps.heap.reach.WholeHeap;
import dev.peeps.heap.testing.Hprof;
import java.nio.file.Path;
import java.util.Map;

/** Applies one layout to a heap dump with all of its heap at hand, which is looked through. */
final class DeepReading {
  private DeepReading() {}

  /** The graph; the reader of the file alone could not call its picture whole. */
  static Graph of(Hprof dump, Path directory, String layout) throws Exception {
    Path file = dump.writeTo(directory.resolve("x.hprof"));
    Layouts layouts = Layouts.of(Map.of("test.layout", layout));
    assertThat(layouts.problems()).isEmpty();
    Graph.Builder builder = new Graph.Builder();
    GraphReader.read(
        HprofReader.read(file),
        layouts,
        new ProcessInfo("p", 1, "test", Map.of(), false),
        builder,
        new Look(file));
    return builder.build();
  }

  private static final class Look implements DeepLook {
    private final Path file;

    Look(Path file) {
      this.file = file;
    }

    @Override
    public boolean isAllowed() {
      return true;
    }

    @Override
    public String advice() {
      return "";
    }

    @Override
    public WholeHeap read() throws HprofException, NotEnoughMemory {
      return WholeHeap.read(file, ReadOptions.defaults());
    }
  }
}
