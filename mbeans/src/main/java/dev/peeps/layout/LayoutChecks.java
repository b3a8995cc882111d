package dev.peeps.layout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Mistakes that show only when all layouts are known. */
final class LayoutChecks {
  private final List<Layout> files;
  private final Map<String, List<ClassBlock>> blocks;
  private final List<Problem> problems;

  LayoutChecks(List<Layout> files, Map<String, List<ClassBlock>> blocks, List<Problem> problems) {
    this.files = files;
    this.blocks = blocks;
    this.problems = problems;
  }

  void run() {
    Set<String> read = new HashSet<>(List.of("key", "value", "thread"));
    for (Layout file : files) {
      for (ClassBlock block : file.classBlocks) {
        for (ClassBlock.Read fields : block.reads) {
          read.addAll(fields.fields);
        }
      }
    }
    for (Layout file : files) {
      for (Token field : file.usedFields.values()) {
        if (!read.contains(field.text)) {
          add(
              file,
              field,
              "no block reads the field '"
                  + field.text
                  + "': add 'read "
                  + field.text
                  + "' to the block of its class");
        }
      }
      for (Map.Entry<String, Token> like : file.likes.entrySet()) {
        if (!blocks.containsKey(like.getKey())) {
          add(file, like.getValue(), "no block is about the class '" + like.getKey() + "'");
        }
      }
    }
    likeCircles();
    for (Layout file : files) {
      if (!file.usedAttributes.isEmpty()) {
        attributes();
        break;
      }
    }
  }

  private void likeCircles() {
    for (Layout file : files) {
      for (Map.Entry<String, Token> like : file.likes.entrySet()) {
        if (leadsBack(like.getKey())) {
          add(file, like.getValue(), "'like " + like.getKey() + "' leads back to itself");
        }
      }
    }
  }

  private boolean leadsBack(String start) {
    Set<String> seen = new HashSet<>();
    List<String> open = new ArrayList<>(List.of(start));
    while (!open.isEmpty()) {
      String name = open.remove(open.size() - 1);
      for (ClassBlock block : blocks.getOrDefault(name, List.of())) {
        for (String next : block.likes) {
          if (next.equals(start)) {
            return true;
          }
          if (seen.add(next)) {
            open.add(next);
          }
        }
      }
    }
    return false;
  }

  /** A rule over the graph that asks for what no layout shows can never fire. */
  private void attributes() {
    Set<String> shown = new HashSet<>();
    for (Layout file : files) {
      shown.addAll(file.shown);
    }
    for (Layout file : files) {
      for (Token name : file.usedAttributes.values()) {
        if (!shown.contains(name.text) && !GraphValues.isKnown(name.text)) {
          add(
              file,
              name,
              "no layout shows '"
                  + name.text
                  + "', so nothing is ever known of it: add 'show "
                  + name.text
                  + " = ...' to a block");
        }
      }
    }
  }

  private void add(Layout file, Token at, String message) {
    problems.add(new Problem(file.file, at.line, at.column, message));
  }
}
