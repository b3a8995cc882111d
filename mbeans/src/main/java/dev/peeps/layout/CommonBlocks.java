package dev.peeps.layout;

import dev.peeps.graph.Graph;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.heap.Heap;
import dev.peeps.heap.HprofException;
import dev.peeps.heap.HprofReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds out which blocks of the layouts a cut of an ordinary service needs: the command reads those
 * while the target takes its cut ({@link Layouts#read}), and no others. Runs when peeps is built.
 */
public final class CommonBlocks {
  private CommonBlocks() {}

  /**
   * Writes the list.
   *
   * @param arguments the file to write, that of the prepared layouts, the jar they are for, a cut
   */
  public static void main(String[] arguments) throws IOException, HprofException {
    PreparedLayouts prepared = PreparedLayouts.read(new File(arguments[1]), new File(arguments[2]));
    if (prepared == null) {
      throw new IOException(arguments[1] + " is not of " + arguments[2]);
    }
    Set<String> names = of(prepared, HprofReader.read(Path.of(arguments[3])));
    String text = String.join("\n", names) + "\n";
    Files.write(Path.of(arguments[0]), text.getBytes(StandardCharsets.UTF_8));
  }

  /** Names of the classes that needed blocks are about, or rules about their methods. */
  static Set<String> of(PreparedLayouts prepared, Heap heap) {
    Layouts layouts = Layouts.with(prepared, List.of());
    ProcessInfo process = new ProcessInfo("1", 1, "", Map.of(), true);
    GraphReader.read(heap, layouts, process, new Graph.Builder());
    Set<String> names = new LinkedHashSet<>();
    for (Layout file : layouts.files()) {
      for (ClassBlock block : file.classBlocks) {
        if (!block.isUnread()) {
          names.add(block.classes.get(0));
        }
      }
      for (FrameRule rule : file.frameRules) {
        if (!rule.isUnread()) {
          names.add(rule.methods.get(0).className);
        }
      }
    }
    return names;
  }
}
