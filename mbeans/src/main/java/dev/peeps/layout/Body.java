package dev.peeps.layout;

import java.util.ArrayList;
import java.util.List;

/**
 * The statements of a block that were not read yet. A picture has objects of few of the classes
 * that the layouts of the JDK are about; of all others only the headings are read, which is a fifth
 * of the work. Only for layouts that come with peeps, whose mistakes show when it is built.
 *
 * <p>Safe for use by many threads: those that read blocks of one layout take turns, since all that
 * the blocks use is noted in the layout.
 */
final class Body {
  private final Layout layout;
  private final String packagePrefix;
  private final Line heading;

  Body(Layout layout, String packagePrefix, Line heading) {
    this.layout = layout;
    this.packagePrefix = packagePrefix;
    this.heading = heading;
  }

  /** Reads a block's own statements. */
  void into(ClassBlock block) {
    synchronized (layout) {
      parser().statements(block, lines());
    }
  }

  /** Reads a rule's own statements. */
  void into(FrameRule rule) {
    synchronized (layout) {
      parser().statements(rule, lines());
    }
  }

  /** Reads how to walk a collection. */
  void into(View view) {
    synchronized (layout) {
      parser().steps(view, new ClassBlock(null, List.of(), List.of()), lines());
    }
  }

  /** Reads what the walk is to copy of a collection. */
  void reads(ClassBlock block) {
    synchronized (layout) {
      parser().steps(new View(), block, lines());
    }
  }

  private BlockParser parser() {
    return new BlockParser(layout, packagePrefix, new ArrayList<>(0));
  }

  private List<Line> lines() {
    return Lexer.below(layout, heading, new ArrayList<>(0));
  }
}
