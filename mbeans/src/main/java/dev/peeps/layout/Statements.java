package dev.peeps.layout;

import dev.peeps.heap.Value;
import java.util.List;

/** Statements that steer: let, for, when, like. */
final class Statements {

  private Statements() {}

  static void runAll(List<Stmt> statements, Env env) {
    for (int i = 0; i < statements.size(); i++) {
      statements.get(i).run(env);
    }
  }

  /** True when there is no condition or it is known to hold. */
  static boolean holds(Expr condition, Env env) {
    return condition == null || Truth.holds(condition.eval(env));
  }

  /** {@code let V = EXPR}. */
  static final class Let implements Stmt {
    private final int slot;
    private final Expr value;

    Let(int slot, Expr value) {
      this.slot = slot;
      this.value = value;
    }

    @Override
    public void run(Env env) {
      env.vars[slot] = value.eval(env);
    }
  }

  /** {@code for V in EXPR where COND}. What is not known of a partial list is passed over. */
  static final class For implements Stmt {
    private final int slot;
    private final Expr list;
    private final Expr condition;
    private final List<Stmt> body;

    For(int slot, Expr list, Expr condition, List<Stmt> body) {
      this.slot = slot;
      this.list = list;
      this.condition = condition;
      this.body = body;
    }

    @Override
    public void run(Env env) {
      List<Object> items = Seq.of(list.eval(env)).items;
      for (int i = 0; i < items.size() && env.run.step(); i++) {
        env.vars[slot] = items.get(i);
        if (holds(condition, env)) {
          runAll(body, env);
        }
      }
    }
  }

  /** {@code when COND}, {@code else}: neither runs when the condition is unknown. */
  static final class When implements Stmt {
    private final Expr condition;
    private final List<Stmt> then;
    private final List<Stmt> otherwise;

    When(Expr condition, List<Stmt> then, List<Stmt> otherwise) {
      this.condition = condition;
      this.then = then;
      this.otherwise = otherwise;
    }

    @Override
    public void run(Env env) {
      int truth = Truth.of(condition.eval(env));
      if (truth == 1) {
        runAll(then, env);
      } else if (truth == 0) {
        runAll(otherwise, env);
      }
    }
  }

  /** {@code like CLASS}: runs what is said about that class too. */
  static final class Like implements Stmt {
    private final String className;

    Like(String className) {
      this.className = className;
    }

    @Override
    public void run(Env env) {
      if (!env.run.step() || env.likes >= Run.MAX_LIKES) {
        return;
      }
      Object[] mine = env.vars;
      env.likes++;
      for (ClassBlock block : env.run.layouts.blocksOf(className)) {
        block.run(env);
      }
      env.likes--;
      env.vars = mine;
    }
  }

  /** {@code frame TEXT} and {@code next EXPR}: lines of the logical stack. */
  static final class Logical implements Stmt {
    private final boolean frame;
    private final Expr value;
    private final Expr condition;

    Logical(boolean frame, Expr value, Expr condition) {
      this.frame = frame;
      this.value = value;
      this.condition = condition;
    }

    @Override
    public void run(Env env) {
      if (env.logical == null || !holds(condition, env)) {
        return;
      }
      Object result = value.eval(env);
      if (frame) {
        env.logical.frames.add(Functions.show(result, env));
      } else if (result instanceof Value && env.logical.next == null) {
        env.logical.next = (Value) result;
      }
    }
  }
}
