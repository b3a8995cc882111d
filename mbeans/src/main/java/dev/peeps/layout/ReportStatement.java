package dev.peeps.layout;

import dev.peeps.graph.Entity;
import java.util.ArrayList;
import java.util.List;

/** {@code report TEXT} of a {@code finding} block, with the evidence below it. */
final class ReportStatement implements Stmt {
  private final Expr message;
  Expr condition;
  boolean possible;
  List<Expr> chain;
  List<Expr> culprits;
  List<Expr> tasks;
  Expr site;
  Expr doubt;

  ReportStatement(Expr message) {
    this.message = message;
  }

  /** Says nothing when no entity of its chain is known: a finding is about something. */
  @Override
  public void run(Env env) {
    if (!Statements.holds(condition, env)) {
      return;
    }
    List<Entity> about = entities(chain, env);
    if (about.isEmpty()) {
      return;
    }
    List<Entity> blamed = culprits == null ? List.of() : entities(culprits, env);
    if (blamed.isEmpty()) {
      blamed = List.of(about.get(about.size() - 1));
    }
    env.run.hit(
        new MacroHit(
            env.macro,
            !possible,
            Functions.show(message.eval(env), env),
            about,
            blamed,
            tasks == null ? null : entities(tasks, env),
            site == null ? "" : Functions.show(site.eval(env), env),
            doubt == null ? "" : Functions.show(doubt.eval(env), env)));
  }

  private static List<Entity> entities(List<Expr> expressions, Env env) {
    List<Entity> found = new ArrayList<>();
    for (Expr expression : expressions) {
      for (Object item : Seq.of(expression.eval(env)).items) {
        if (item instanceof Entity) {
          found.add((Entity) item);
        }
      }
    }
    return found;
  }
}
