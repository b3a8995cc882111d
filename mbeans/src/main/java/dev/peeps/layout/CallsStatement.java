package dev.peeps.layout;

import dev.peeps.heap.Value;
import java.util.List;

/**
 * {@code [EXPR] calls EXPR, … [when COND]}: what a task calls when it goes on. What such a callback
 * was handed, somebody may wait for who waits for the task thereby ({@link Knowers}).
 */
final class CallsStatement implements Stmt {
  private final Expr subject;
  private final List<Expr> callbacks;
  private final Expr condition;

  /** The subject is null for the block's own entity. */
  CallsStatement(Expr subject, List<Expr> callbacks, Expr condition) {
    this.subject = subject;
    this.callbacks = callbacks;
    this.condition = condition;
  }

  @Override
  public void run(Env env) {
    if (env.logical != null || !Statements.holds(condition, env)) {
      return;
    }
    Draft task = subject == null ? env.subject() : env.run.draft(subject.eval(env));
    for (int i = 0; task != null && i < callbacks.size(); i++) {
      for (Object callback : Seq.of(callbacks.get(i).eval(env)).items) {
        if (EdgeStatement.isEnd(callback)) {
          env.said++;
          env.run.edges.calls(task, ((Value) callback).id());
        }
      }
    }
  }
}
