package dev.peeps.finding;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.graph.Labels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Says in one sentence how a knot holds itself: {@code deadlock: "a" holds ReentrantLock@1c and
 * needs monitor of Ledger@2d, which "b" holds while it needs ReentrantLock@1c}. Not reused.
 */
final class DeadlockSentence {
  /** More tasks than this make a sentence that nobody reads to its end; the chain has them all. */
  private static final int TASKS_NAMED = 4;

  private final Graph graph;
  private final Knot knot;
  private final List<Edge> circle;
  private final boolean severalProcesses;
  private final Set<String> called = new HashSet<>();
  private final StringBuilder text = new StringBuilder();

  private DeadlockSentence(Graph graph, Knot knot) {
    this.graph = graph;
    this.knot = knot;
    this.circle = knot.circle();
    boolean several = false;
    for (Edge edge : circle) {
      several |= !graph.entity(edge.from()).process().equals(graph.entity(edge.to()).process());
    }
    this.severalProcesses = several;
  }

  /**
   * The sentence.
   *
   * @param start what it begins with
   */
  static String of(Graph graph, Knot knot, String start) {
    DeadlockSentence sentence = new DeadlockSentence(graph, knot);
    sentence.text.append(start);
    if (sentence.circle.size() == 1) {
      sentence.itself();
    } else if (sentence.circle.size() == 2 && sentence.isOwed(1)) {
      sentence.throughOneThing();
    } else {
      sentence.round();
    }
    sentence.others();
    return sentence.text.toString();
  }

  private void itself() {
    text.append(label(circle.get(0).from())).append(" waits for itself");
    parenthesis(circle.get(0).reason());
  }

  /** A task needs what it holds or owes itself, as when a read lock is to become a write lock. */
  private void throughOneThing() {
    text.append(label(circle.get(0).from()));
    needs(circle.get(0));
    if (circle.get(1).kind() == EdgeKind.HELD_BY) {
      text.append(", which it holds itself");
    } else {
      text.append(", which it").append(owes(circle.get(1)));
      text.append(verb(circle.get(1))).append(" itself");
    }
    parenthesis(circle.get(1).reason());
  }

  private void round() {
    Edge last = circle.get(circle.size() - 1);
    boolean closesWithThing = isOwed(circle.size() - 1);
    text.append(label(circle.get(0).from()));
    if (closesWithThing) {
      text.append(last.kind() == EdgeKind.HELD_BY ? " holds " : owes(last) + verb(last) + " ");
      text.append(label(last.from())).append(" and");
    }
    int end = closesWithThing ? circle.size() - 1 : circle.size();
    List<Integer> tasks = tasksOnTheWay(end);
    int cut = tasks.size() > TASKS_NAMED ? tasks.get(TASKS_NAMED - 2) : end;
    for (int step = 0; step < cut; step++) {
      step(step);
    }
    if (cut < end) {
      text.append(", and so on through ").append(tasks.size() - TASKS_NAMED + 1);
      text.append(" more tasks back to ").append(label(circle.get(end % circle.size()).from()));
    }
  }

  /** Steps that start at a task other than the first one. */
  private List<Integer> tasksOnTheWay(int end) {
    List<Integer> tasks = new ArrayList<>();
    for (int step = 1; step < end; step++) {
      if (graph.entity(circle.get(step).from()).kind().isTask()) {
        tasks.add(step);
      }
    }
    return tasks;
  }

  private void step(int step) {
    Edge edge = circle.get(step);
    if (isOwed(step)) {
      String others = others(edge);
      text.append(", which ").append(label(edge.to())).append(others);
      text.append(edge.kind() == EdgeKind.HELD_BY ? " holds" : owes(edge) + verb(edge));
      return;
    }
    if (step > 0) {
      text.append(isOwed(step - 1) ? " while it" : ", which");
    }
    needs(edge);
  }

  private void needs(Edge edge) {
    EntityKind kind = graph.entity(edge.to()).kind();
    boolean toHave =
        kind == EntityKind.LOCK
            || kind == EntityKind.SEMAPHORE
            || kind == EntityKind.POOL
            || kind == EntityKind.EXECUTOR;
    text.append(toHave ? " needs " : " waits for ");
    int alternatives = alike(edge);
    if (alternatives > 1) {
      text.append("one of ").append(alternatives).append(" alternatives, among them ");
    }
    text.append(label(edge.to()));
  }

  private String others(Edge edge) {
    int others = alike(edge) - 1;
    if (others < 1) {
      return "";
    }
    return others == 1 ? " (like 1 other)" : " (like " + others + " others)";
  }

  /** How many holders a resource has, or alternatives a choice, this one counted. */
  private int alike(Edge edge) {
    if (edge.choice() == null && edge.kind() == EdgeKind.NEEDS) {
      return 1;
    }
    int alike = 0;
    for (Edge other : graph.from(edge.from())) {
      if (other.kind() == edge.kind() && Objects.equals(other.choice(), edge.choice())) {
        alike++;
      }
    }
    return alike;
  }

  private String verb(Edge owed) {
    EntityKind kind = graph.entity(owed.from()).kind();
    if (kind == EntityKind.FUTURE || kind == EntityKind.RESPONSE) {
      return "complete";
    }
    switch (kind) {
      case CHANNEL:
        return graph.entity(owed.from()).state().equals("full") ? "empty" : "fill";
      case LATCH:
        return "open";
      case SEMAPHORE:
      case LOCK:
        return "release";
      default:
        return "provide";
    }
  }

  /** Whether it is known that it has to, or only that it knows of the thing. */
  private static String owes(Edge edge) {
    return edge.kind() == EdgeKind.KNOWN_TO ? " seems to have to " : " has to ";
  }

  private void others() {
    int named = 0;
    for (Edge edge : circle) {
      named += graph.entity(edge.from()).kind().isTask() ? 1 : 0;
    }
    int more = knot.tasks().size() - named;
    if (more > 0) {
      text.append("; ").append(more).append(more == 1 ? " more task is" : " more tasks are");
      text.append(" caught in the same knot");
    }
    behind(knot.behind().size(), knot.counted(), text);
  }

  /** {@code "order-writer" waits}, {@code "order-writer" and 2 others wait}. */
  static void wait(List<Entity> waiters, StringBuilder text) {
    text.append(Labels.of(waiters.get(0)));
    int more = waiters.size() - 1;
    if (more > 0) {
      text.append(" and ").append(more).append(more == 1 ? " other wait" : " others wait");
    } else {
      text.append(" waits");
    }
  }

  /** Says how many more wait; nothing when none does. */
  static void behind(int count, boolean counted, StringBuilder text) {
    if (!counted) {
      text.append("; what waits behind it was not counted, there are too many findings");
    } else if (count > 0) {
      text.append("; ").append(count);
      text.append(count == 1 ? " more task waits" : " more tasks wait").append(" behind it");
    }
  }

  private boolean isOwed(int step) {
    return circle.get(step).kind() != EdgeKind.NEEDS;
  }

  private void parenthesis(String reason) {
    if (!reason.isEmpty()) {
      text.append(" (").append(reason).append(')');
    }
  }

  /** A thing is called by its name once. */
  private String label(String id) {
    Entity entity = graph.entity(id);
    String label = called.add(id) ? Labels.of(entity) : Labels.shortOf(entity);
    return severalProcesses ? label + " in process " + entity.process() : label;
  }
}
