package dev.peeps.layout;

import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Evidence;
import dev.peeps.heap.Value;
import java.util.List;

/** {@code [EXPR] KIND [any|all] EXPR, … [inferred] [timed|endless] [because TEXT] [when COND]}. */
final class EdgeStatement implements Stmt {
  private final EdgeKind kind;
  private final Expr subject;
  private final List<Expr> targets;
  private final Modifiers modifiers;

  /** The subject is null for the block's own entity, or the thread of a frame rule. */
  EdgeStatement(EdgeKind kind, Expr subject, List<Expr> targets, Modifiers modifiers) {
    this.kind = kind;
    this.subject = subject;
    this.targets = targets;
    this.modifiers = modifiers;
  }

  @Override
  public void run(Env env) {
    if (env.logical != null || !Statements.holds(modifiers.condition, env)) {
      return;
    }
    List<Draft> ends = env.noEnds();
    boolean allSeen = true;
    for (int i = 0; i < targets.size(); i++) {
      Object value = targets.get(i).eval(env);
      boolean parkedOn = targets.get(i) instanceof FrameExprs.Blocker;
      allSeen &= parkedOn ? addBlocker(value, ends, env) : add(value, ends, env);
    }
    if (ends.isEmpty()) {
      return;
    }
    if (modifiers.any && !allSeen) {
      // One of several is enough, and one of them may be what was not seen.
      env.run.partialChoices++;
      return;
    }
    if (subject == null) {
      connect(env.subject(), ends, 0, env);
      return;
    }
    Object from = subject.eval(env);
    if (from instanceof Seq) {
      for (Object value : ((Seq) from).items) {
        connect(env.run.draft(value), ends, isEnd(value) ? ((Value) value).id() : 0, env);
      }
    } else {
      connect(env.run.draft(from), ends, isEnd(from) ? ((Value) from).id() : 0, env);
    }
  }

  /** What a thread is parked on is a thing of its own, though its class be that of a list. */
  private static boolean addBlocker(Object value, List<Draft> ends, Env env) {
    Draft end = isEnd(value) ? env.run.drafts.blocker((Value) value) : null;
    if (end != null) {
      ends.add(end);
    }
    return end != null;
  }

  /** Adds the entities that a value names; true when all of them were seen. */
  static boolean add(Object value, List<Draft> ends, Env env) {
    if (value instanceof Seq) {
      boolean allSeen = !((Seq) value).partial;
      for (Object item : ((Seq) value).items) {
        allSeen &= add(item, ends, env);
      }
      return allSeen;
    }
    Draft end = env.run.draft(value);
    if (end != null) {
      ends.add(end);
    }
    return end != null || value == Value.NULL;
  }

  private void connect(Draft from, List<Draft> ends, long named, Env env) {
    if (from == null) {
      return;
    }
    String reason =
        modifiers.because == null ? "" : Functions.show(modifiers.because.eval(env), env);
    Evidence evidence = modifiers.inferred ? Evidence.INFERRED : Evidence.EXACT;
    String choice = modifiers.any && ends.size() > 1 ? env.run.edges.newChoice() : null;
    for (int i = 0; i < ends.size(); i++) {
      Draft to = ends.get(i);
      env.said++;
      Edges.Pending edge =
          new Edges.Pending(from, to, kind, evidence, reason, choice, modifiers.timed);
      edge.fromFrames = env.frame >= 0;
      edge.endless = modifiers.endless && !modifiers.timed;
      edge.named = named;
      env.run.edges.add(edge);
    }
  }

  /** True for values that can be the end of an edge. */
  static boolean isEnd(Object value) {
    return value instanceof Value && ((Value) value).isReference();
  }

  /** What stands behind the ends of the edge. */
  static final class Modifiers {
    boolean any;
    boolean inferred;
    boolean timed;
    boolean endless;
    Expr because;
    Expr condition;
  }
}
