package dev.peeps.layout;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Evidence;
import dev.peeps.graph.Graph;
import dev.peeps.heap.HeapThread;
import java.util.ArrayList;
import java.util.List;

/** The edges of one process until all facts about their ends are known. */
final class Edges {
  private final List<Pending> pending = new ArrayList<>();

  /** Channels and the executors whose workers take from them, one after the other. */
  private final List<Draft> drained = new ArrayList<>();

  /** Executors, and the queues that their workers empty. */
  private final List<Named> queues = new ArrayList<>();

  /** Tasks, and what they call when they go on. */
  private final List<Named> callbacks = new ArrayList<>();

  private int choices;

  /** Edges that were dropped because the waiting thread has moved on since. */
  private long moved;

  /** All edges so far, in the order in which they came. */
  List<Pending> pending() {
    return pending;
  }

  /** A name for a new group of alternatives. */
  String newChoice() {
    return "any-" + ++choices;
  }

  void add(Pending edge) {
    pending.add(edge);
    edge.to.needed |= edge.kind == EdgeKind.NEEDS;
  }

  void addExact(Draft from, EdgeKind kind, Draft to, String reason) {
    add(new Pending(from, to, kind, Evidence.EXACT, reason, null, false));
  }

  /** Remembers who takes from a channel. */
  void drains(Draft channel, Draft executor) {
    drained.add(channel);
    drained.add(executor);
  }

  /** Remembers whose queue an object is, channel or not. */
  void takes(Draft executor, long queue) {
    queues.add(new Named(executor, queue));
  }

  /** Executors, each with a queue that its workers empty. */
  List<Named> queues() {
    return queues;
  }

  /** Remembers what a task calls when it goes on. */
  void calls(Draft task, long callback) {
    callbacks.add(new Named(task, callback));
  }

  /** Tasks, each with something that it calls when it goes on. */
  List<Named> callbacks() {
    return callbacks;
  }

  /**
   * Whoever waits for room in the queue of an executor waits for its workers. To be called when the
   * state of every channel is known.
   */
  void drain() {
    for (int i = 0; i < drained.size(); i += 2) {
      if (drained.get(i).state.equals("full")) {
        add(ExecutorStatements.drain(drained.get(i), drained.get(i + 1)));
      }
    }
  }

  /**
   * What an entity that is shown points at is shown, too. Cost: the edges times the longest chain
   * of entities that are shown only for that reason.
   */
  void showTargets() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Pending edge : pending) {
        if (!edge.to.shown() && edge.from.shown()) {
          edge.to.referenced = true;
          changed = true;
        }
      }
    }
  }

  /** Hands all edges that hold and whose ends are shown over to the builder; none is left here. */
  void into(Graph.Builder builder) {
    for (int i = 0; i < pending.size(); i++) {
      Pending edge = pending.set(i, null);
      if (!edge.from.shown()) {
        continue;
      }
      if (edge.kind == EdgeKind.NEEDS && goesOn(edge)) {
        moved++;
        continue;
      }
      builder.edge(edge.edge());
    }
    pending.clear();
  }

  /** Makes the edges already now that {@link #into} will hand over. */
  void make() {
    for (int i = 0; i < pending.size(); i++) {
      Pending edge = pending.get(i);
      if (edge.from.shown() && (edge.kind != EdgeKind.NEEDS || !goesOn(edge))) {
        edge.made = edge.edge();
      }
    }
  }

  long movedOn() {
    return moved;
  }

  /**
   * True when the waiter is a thread that does not wait: its stack was taken after the objects, or
   * contradicts them. A frame rule has looked at the stack itself.
   */
  static boolean goesOn(Pending edge) {
    HeapThread thread = edge.from.thread;
    if (thread == null) {
      return false;
    }
    if (thread.moved()) {
      return true;
    }
    Thread.State state = thread.state();
    return !edge.fromFrames
        && (state == Thread.State.RUNNABLE
            || state == Thread.State.NEW
            || state == Thread.State.TERMINATED);
  }

  /** An entity, and an object that a layout names for it. */
  static final class Named {
    final Draft of;
    final long object;

    Named(Draft of, long object) {
      this.of = of;
      this.object = object;
    }
  }

  /** An edge whose ends may still change their minds. */
  static final class Pending {
    final Draft from;
    final Draft to;
    final EdgeKind kind;
    private final Evidence evidence;
    private final String reason;
    private final String choice;
    private final boolean timed;
    boolean fromFrames;

    /** Has a time limit only for the JVM's sake: one that is never reached, or begins again. */
    boolean endless;

    /** The object that the layout named for {@link #from}; 0 when it is its own. */
    long named;

    /** Null unless it was made ahead. */
    private Edge made;

    Pending(
        Draft from,
        Draft to,
        EdgeKind kind,
        Evidence evidence,
        String reason,
        String choice,
        boolean timed) {
      this.from = from;
      this.to = to;
      this.kind = kind;
      this.evidence = evidence;
      this.reason = reason;
      this.choice = choice;
      this.timed = timed;
    }

    Evidence evidence() {
      return evidence;
    }

    private Edge edge() {
      return made != null
          ? made
          : new Edge(from.id, to.id, kind, evidence, reason, choice, timed());
    }

    /** True when it ends by itself. */
    boolean timed() {
      return timed
          || (kind.isBlocking() && from.timed)
          || (kind == EdgeKind.NEEDS
              && !endless
              && from.thread != null
              && from.thread.state() == Thread.State.TIMED_WAITING);
    }
  }
}
