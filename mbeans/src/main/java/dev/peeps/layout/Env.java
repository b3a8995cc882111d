package dev.peeps.layout;

import dev.peeps.heap.HeapThread;
import dev.peeps.heap.Value;
import java.util.ArrayList;
import java.util.List;

/** What the statements of one block see while they run for one object or frame. */
final class Env {
  private static final Object[] NONE = {};

  final Run run;

  /** The object itself; unknown where a frame rule's receiver is not known. */
  Object self = Value.UNKNOWN;

  /** The thread of a frame rule or of a thread's block, else null. */
  HeapThread thread;

  /** Index of the frame that a frame rule matched; -1 elsewhere. */
  int frame = -1;

  /** The entity that facts and edges without a subject belong to; null for parts. */
  Draft draft;

  /** Set while a logical stack is collected: then no other statement has an effect. */
  LogicalStack logical;

  /** Set in a {@code finding} block. */
  Macro macro;

  /** Counts what a frame rule has said, so that the next one is tried when it said nothing. */
  int said;

  /** How many {@code like} statements are under way: a circle of them ends. */
  int likes;

  Object[] vars = NONE;

  /** See {@link #noEnds}. */
  private List<Draft> ends;

  Env(Run run) {
    this.run = run;
  }

  /** Room for the variables of a block: nothing for most of them. */
  void open(int variables) {
    vars = variables == 0 ? NONE : new Object[variables];
  }

  /** For the next object or frame, as if it were new: a hundred thousand of them need but one. */
  void begin(Object object, HeapThread of, Draft entity) {
    self = object;
    thread = of;
    draft = entity;
    frame = -1;
    said = 0;
    likes = 0;
    vars = NONE;
  }

  /**
   * An empty list for what an edge statement leads to, the same each time: it is needed for as long
   * as that statement runs, and while it does no other runs here.
   */
  List<Draft> noEnds() {
    if (ends == null) {
      ends = new ArrayList<>(2);
    }
    ends.clear();
    return ends;
  }

  /** The subject of a statement that names none; null when there is none. */
  Draft subject() {
    if (draft == null && self instanceof Value && ((Value) self).isReference()) {
      draft = run.drafts.of((Value) self);
    }
    return draft;
  }
}
