package dev.peeps.layout;

import dev.peeps.heap.Value;
import java.util.ArrayList;
import java.util.List;

/** Statements that say something about an entity. */
final class FactStatements {

  private FactStatements() {}

  /** What a fact is about. */
  enum Fact {
    SKIP,
    TYPE,
    NAME,
    STATE,
    IDLE,
    TIMED,
    SHOW,
    NEXT,
    UNKNOWN
  }

  /** {@code [EXPR] FACT [VALUE] [when COND]}. */
  static final class Say implements Stmt {
    private final Fact fact;
    private final Expr subject;
    private final String key;
    private final Expr value;
    private final Expr condition;

    /**
     * @param subject null for the block's own entity
     * @param key of SHOW and UNKNOWN
     * @param value null for facts without one
     */
    Say(Fact fact, Expr subject, String key, Expr value, Expr condition) {
      this.fact = fact;
      this.subject = subject;
      this.key = key;
      this.value = value;
      this.condition = condition;
    }

    @Override
    public void run(Env env) {
      if (env.logical != null || isTold(env) || !Statements.holds(condition, env)) {
        return;
      }
      if (subject == null) {
        say(env.subject(), env);
        return;
      }
      for (Object item : Seq.of(subject.eval(env)).items) {
        say(env.run.draft(item), env);
      }
    }

    /** Name and state of a thread are what the JVM says, so that there is nothing to work out. */
    private boolean isTold(Env env) {
      Draft draft = env.draft;
      if (subject != null || draft == null || draft.thread == null || env.frame >= 0) {
        return false;
      }
      boolean told =
          (fact == Fact.NAME && !draft.name.isEmpty())
              || (fact == Fact.STATE && !draft.state.isEmpty());
      return told && !env.run.layouts.trial(); // a trial tells of fields that are not there
    }

    private void say(Draft draft, Env env) {
      if (draft == null) {
        return;
      }
      env.said++;
      switch (fact) {
        case SKIP:
          draft.skipped = true;
          break;
        case IDLE:
          draft.idle = true;
          break;
        case TIMED:
          draft.timed = true;
          break;
        case UNKNOWN:
          draft.unknown = key + ": " + Functions.show(value.eval(env), env);
          draft.attribute(key, "unknown: " + Functions.show(value.eval(env), env));
          break;
        case NEXT:
          Object start = value.eval(env);
          draft.logical = EdgeStatement.isEnd(start) ? ((Value) start).id() : draft.logical;
          break;
        default:
          sayText(draft, value.eval(env), env);
      }
    }

    private void sayText(Draft draft, Object result, Env env) {
      if (fact == Fact.SHOW) {
        Object attribute = Functions.attribute(result, env);
        if (attribute != null) {
          draft.attribute(key, attribute);
        }
        return;
      }
      if (Truth.unknown(result) || result == Value.NULL) {
        return;
      }
      String text = Functions.show(result, env);
      if (fact == Fact.TYPE) {
        draft.type = text;
      } else if (fact == Fact.NAME && (draft.thread == null || draft.name.isEmpty())) {
        draft.name = text;
      } else if (fact == Fact.STATE && draft.state.isEmpty()) {
        draft.state = text;
      }
    }
  }

  /** {@code scope KIND EXPR}: the members of the place that this entity is. */
  static final class ScopeOf implements Stmt {
    private final String kind;
    private final Expr members;
    private final Expr condition;

    ScopeOf(String kind, Expr members, Expr condition) {
      this.kind = kind;
      this.members = members;
      this.condition = condition;
    }

    @Override
    public void run(Env env) {
      if (env.logical != null || !Statements.holds(condition, env)) {
        return;
      }
      Draft place = env.subject();
      if (place == null) {
        return;
      }
      List<Draft> found = new ArrayList<>();
      for (Object item : Seq.of(members.eval(env)).items) {
        Draft member = env.run.draft(item);
        if (member != null) {
          found.add(member);
        }
      }
      env.said++;
      env.run.scopes.add(kind, place, found);
    }
  }
}
