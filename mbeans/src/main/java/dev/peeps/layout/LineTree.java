package dev.peeps.layout;

import java.util.ArrayList;
import java.util.List;

/** Puts statements below each other by their indentation. */
final class LineTree {
  /** Deeper nesting is refused, so that no later pass can be driven into a stack overflow. */
  static final int MAX_DEPTH = 32;

  private final String file;
  private final List<Problem> problems;

  LineTree(String file, List<Problem> problems) {
    this.file = file;
    this.problems = problems;
  }

  List<Line> tree(List<Line> flat) {
    return tree(flat, new ArrayList<>());
  }

  /** The same below a statement; they are its children then. */
  void below(Line above, List<Line> flat) {
    List<Line> open = new ArrayList<>();
    open.add(above);
    tree(flat, open);
  }

  private List<Line> tree(List<Line> flat, List<Line> open) {
    List<Line> roots = new ArrayList<>();
    for (Line line : flat) {
      while (!open.isEmpty() && open.get(open.size() - 1).indent >= line.indent) {
        open.remove(open.size() - 1);
      }
      if (open.isEmpty()) {
        if (line.indent > 0) {
          problem(line, "an indented statement without a block above it");
        } else {
          roots.add(line);
          open.add(line);
        }
        continue;
      }
      Line parent = open.get(open.size() - 1);
      if (!parent.children.isEmpty() && parent.children.get(0).indent != line.indent) {
        problem(line, "the indentation fits no statement above");
      } else if (open.size() >= MAX_DEPTH) {
        problem(line, "nested deeper than " + MAX_DEPTH + " levels");
      } else {
        parent.children.add(line);
        open.add(line);
      }
    }
    return roots;
  }

  private void problem(Line line, String message) {
    problems.add(new Problem(file, line.number, line.indent + 1, message));
  }
}
