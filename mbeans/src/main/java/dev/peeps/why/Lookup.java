package dev.peeps.why;

import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import dev.peeps.graph.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Finds whom a person means. The first of these that finds anything counts:
 *
 * <ol>
 *   <li>an id, with or without its process: {@code 4711/lock-1c}, {@code lock-1c}; or as sentences
 *       call it: {@code ReentrantLock@1c}
 *   <li>a thread id: {@code 12} or {@code #12}
 *   <li>a whole name, of a task before that of another entity
 *   <li>a part of a task's name
 *   <li>a regular expression that finds something in a task's name or a line of its stacks
 *   <li>a part of the name of another entity
 * </ol>
 */
public final class Lookup {
  private Lookup() {}

  /** All whom the text may mean, in the order of the graph; empty when nobody. Linear. */
  public static List<Entity> find(Graph graph, String text) {
    for (Rule rule : rules(text)) {
      List<Entity> found = new ArrayList<>();
      for (Entity entity : graph.entities()) {
        if (rule.takes(entity)) {
          found.add(entity);
        }
      }
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  private interface Rule {
    boolean takes(Entity entity);
  }

  private static List<Rule> rules(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    List<Rule> rules = new ArrayList<>();
    rules.add(
        entity ->
            entity.id().equals(text)
                || entity.id().equals(entity.process() + '/' + text)
                || (!entity.kind().isThread() && Labels.shortOf(entity).equals(text)));
    Long tid = tid(text);
    if (tid != null) {
      rules.add(entity -> entity.kind().isThread() && tid.equals(entity.attributes().get("tid")));
    }
    rules.add(entity -> entity.kind().isTask() && entity.name().equals(text));
    rules.add(entity -> entity.name().equals(text));
    rules.add(entity -> entity.kind().isTask() && entity.name().contains(text));
    try {
      Pattern pattern = Pattern.compile(text);
      rules.add(entity -> entity.kind().isTask() && finds(pattern, entity));
    } catch (PatternSyntaxException e) {
      // Not meant as one: names may hold brackets.
    }
    rules.add(entity -> entity.name().contains(text));
    return rules;
  }

  /** {@code 12} or {@code #12}; null for anything else. */
  private static Long tid(String text) {
    String digits = text.startsWith("#") ? text.substring(1) : text;
    if (digits.isEmpty() || digits.length() > 18) {
      return null;
    }
    for (int place = 0; place < digits.length(); place++) {
      if (digits.charAt(place) < '0' || digits.charAt(place) > '9') {
        return null;
      }
    }
    return Long.valueOf(digits);
  }

  private static boolean finds(Pattern pattern, Entity task) {
    return pattern.matcher(task.name()).find()
        || finds(pattern, task.stack())
        || finds(pattern, task.logicalStack());
  }

  private static boolean finds(Pattern pattern, List<String> stack) {
    for (String frame : stack) {
      if (pattern.matcher(frame).find()) {
        return true;
      }
    }
    return false;
  }
}
