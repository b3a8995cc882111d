package dev.peeps.render;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One task with its stack, as a thread dump shows a thread, so that eyes and scripts used to jstack
 * find their way; and behind each thing it waits for, who owes it.
 */
final class TaskEntry {
  /** Deeper stacks are cut unless --stacks is given; most of a runaway recursion is repetition. */
  private static final int FRAMES = 100;

  /** Of a choice or of many things that are needed, so many are shown. */
  private static final int TARGETS = 5;

  private final Scene scene;
  private final Page page;

  TaskEntry(Scene scene) {
    this.scene = scene;
    this.page = scene.page;
  }

  /**
   * @param blocks how many others are stuck behind it, for its first line; 0 to say nothing
   */
  void write(Entity task, int blocks) throws IOException {
    scene.names.title(task);
    Entity carrier = carrier(task);
    if (carrier != null) {
      page.put(" carried by ");
      scene.names.of(carrier);
    }
    if (blocks > 0) {
      page.put(", ").put(Numbers.count(blocks, "other task")).put(" stuck behind it");
    }
    page.nl();
    state(task);
    if (!task.logicalStack().isEmpty()) {
      page.put("   Logical stack:").nl();
      for (String frame : task.logicalStack()) {
        page.frame("\tat ", frame);
      }
      if (!task.stack().isEmpty()) {
        page.put("   Stack:").nl();
      }
    }
    stack(task);
    page.nl();
  }

  private void state(Entity task) throws IOException {
    boolean thread = Names.isThread(task);
    if (!task.state().isEmpty()) {
      page.put(thread ? "   java.lang.Thread.State: " : "   State: ").raw(task.state());
      String detail = thread ? Places.stateDetail(task) : "";
      if (!detail.isEmpty()) {
        page.put(" (").put(detail).put(")");
      }
      page.nl();
    }
    Facts.lines(page, task);
  }

  private void stack(Entity task) throws IOException {
    List<String> stack = task.stack();
    Map<Integer, List<Entity>> locks = new LinkedHashMap<>();
    held(task, locks);
    int shown = scene.options.stacks() ? stack.size() : Math.min(FRAMES, stack.size());
    for (int i = 0; i < shown; i++) {
      page.frame("\tat ", stack.get(i));
      if (i == 0) {
        needs(task);
      }
      locked(locks.get(i), "\t- locked ");
    }
    if (shown < stack.size()) {
      page.put("\t... ").put(Numbers.count(stack.size() - shown, "more frame"));
      page.put(" (--stacks shows them)").nl();
      for (int i = shown; i < stack.size(); i++) {
        locked(locks.get(i), "\t- locked ");
      }
    }
    if (stack.isEmpty()) {
      needs(task);
    }
    locked(locks.get(-1), "\t- holds ");
  }

  /** What it owns, by the index of the frame that took it; -1 when that is not known. */
  private void held(Entity task, Map<Integer, List<Entity>> locks) {
    for (Edge edge : scene.graph.to(task.id())) {
      if (edge.kind() == EdgeKind.HELD_BY) {
        int frame = -1;
        for (int i = 0; i < task.stack().size() && !edge.reason().isEmpty(); i++) {
          if (edge.reason().endsWith(task.stack().get(i))) {
            frame = i;
            break;
          }
        }
        List<Entity> there = locks.get(frame);
        if (there == null) {
          there = new ArrayList<>(1);
          locks.put(frame, there);
        }
        there.add(scene.graph.entity(edge.from()));
      }
    }
  }

  private void locked(List<Entity> locks, String words) throws IOException {
    if (locks == null) {
      return;
    }
    for (Entity lock : locks) {
      page.put(words);
      scene.names.full(lock);
      int waiters = scene.links.waiters(lock);
      if (waiters > 0) {
        page.put(", ").put(Numbers.count(waiters, "task")).put(" waiting for it");
      }
      page.nl();
    }
  }

  /** The lines that a thread dump does not have: what it waits for and who owes that. */
  private void needs(Entity task) throws IOException {
    List<Edge> required = new ArrayList<>();
    Map<String, List<Edge>> choices = new LinkedHashMap<>();
    for (Edge edge : scene.graph.from(task.id())) {
      if (edge.kind().isBlocking()) {
        if (edge.choice() == null) {
          required.add(edge);
        } else {
          List<Edge> alternatives = choices.get(edge.choice());
          if (alternatives == null) {
            alternatives = new ArrayList<>();
            choices.put(edge.choice(), alternatives);
          }
          alternatives.add(edge);
        }
      }
    }
    targets(task, required, "\t- ");
    if (!Names.isThread(task)) {
      awaited(task, required.isEmpty() && choices.isEmpty());
    }
    for (List<Edge> choice : choices.values()) {
      page.put("\t- ").put(words(task, choice.get(0))).put("any of ");
      page.put(Numbers.count(choice.size())).put(":").nl();
      targets(task, choice, "\t    - ");
    }
  }

  /** A thread dump has no place for futures: who waits for one is told by the future itself. */
  private void awaited(Entity task, boolean alone) throws IOException {
    if (alone && task.kind() == EntityKind.FUTURE && !scene.reasons.unknown(task, "\t- ")) {
      page.put("\t- completer unknown").nl();
    } else if (alone && task.kind() == EntityKind.FUTURE) {
      page.nl();
    }
    List<Entity> waiters = scene.waits.waitersOf(task.id());
    if (!waiters.isEmpty()) {
      page.put("\t- awaited by ");
      scene.names.some(waiters).nl();
    }
  }

  private void targets(Entity task, List<Edge> edges, String indent) throws IOException {
    for (int i = 0; i < edges.size() && i < TARGETS; i++) {
      Edge edge = edges.get(i);
      Entity target = scene.graph.entity(edge.to());
      page.put(indent).put(edge.choice() == null ? words(task, edge) : "");
      scene.names.full(target);
      scene.reasons.because(edge, ": ");
      scene.reasons.owedBy(target);
      page.nl();
    }
    if (edges.size() > TARGETS) {
      page.put(indent).put("and ").put(Numbers.count(edges.size() - TARGETS)).put(" more").nl();
    }
  }

  /** A thread dump's own words where it has them. */
  private static String words(Entity task, Edge edge) {
    switch (edge.kind()) {
      case HELD_BY:
        return "held by ";
      case PROVIDED_BY:
        return "provided by ";
      default:
        return task.state().equals("BLOCKED") ? "waiting to lock " : "waiting for ";
    }
  }

  private Entity carrier(Entity task) {
    for (Edge edge : scene.graph.from(task.id())) {
      if (edge.kind() == EdgeKind.RUNS_ON && Names.isThread(scene.graph.entity(edge.to()))) {
        return scene.graph.entity(edge.to());
      }
    }
    return null;
  }
}
