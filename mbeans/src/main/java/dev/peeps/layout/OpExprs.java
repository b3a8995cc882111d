package dev.peeps.layout;

import dev.peeps.heap.Value;
import java.util.List;

/** Constants, variables and operators. */
final class OpExprs {

  private OpExprs() {}

  /** A constant. */
  static final class Constant implements Expr {
    private final Object value;

    Constant(Object value) {
      this.value = value;
    }

    @Override
    public Object eval(Env env) {
      return value;
    }
  }

  /** A variable of let or for. */
  static final class Variable implements Expr {
    private final int slot;

    Variable(int slot) {
      this.slot = slot;
    }

    @Override
    public Object eval(Env env) {
      Object value = env.vars[slot];
      return value == null ? Value.UNKNOWN : value;
    }
  }

  /** {@code a | b}: the first that the class has. */
  static final class Alternative implements Expr {
    private final Expr first;
    private final Expr second;

    Alternative(Expr first, Expr second) {
      this.first = first;
      this.second = second;
    }

    @Override
    public Object eval(Env env) {
      env.run.mistakes.alternatives++;
      Object value = first.eval(env);
      env.run.mistakes.alternatives--;
      return value == Value.ABSENT ? second.eval(env) : value;
    }
  }

  /** {@code and}, {@code or}: Kleene's. */
  static final class Logic implements Expr {
    private final boolean and;
    private final Expr left;
    private final Expr right;

    Logic(boolean and, Expr left, Expr right) {
      this.and = and;
      this.left = left;
      this.right = right;
    }

    @Override
    public Object eval(Env env) {
      int decisive = and ? 0 : 1;
      int a = Truth.of(left.eval(env));
      if (a == decisive) {
        return Truth.value(decisive);
      }
      int b = Truth.of(right.eval(env));
      if (b == decisive) {
        return Truth.value(decisive);
      }
      return a < 0 || b < 0 ? Value.UNKNOWN : Truth.value(1 - decisive);
    }
  }

  /** {@code not}. */
  static final class Not implements Expr {
    private final Expr inner;

    Not(Expr inner) {
      this.inner = inner;
    }

    @Override
    public Object eval(Env env) {
      int truth = Truth.of(inner.eval(env));
      return Truth.value(truth < 0 ? truth : 1 - truth);
    }
  }

  /** {@code x is CLASS}, {@code x is not CLASS}. Null is of no class. */
  static final class Is implements Expr {
    private final Expr inner;
    private final String className;
    private final boolean wanted;

    Is(Expr inner, String className, boolean wanted) {
      this.inner = inner;
      this.className = className;
      this.wanted = wanted;
    }

    @Override
    public Object eval(Env env) {
      Object value = inner.eval(env);
      int truth = value == Value.NULL ? 0 : env.run.isA(value, className);
      return Truth.value(truth < 0 ? truth : wanted ? truth : 1 - truth);
    }
  }

  /** {@code if c then a else b}. */
  static final class If implements Expr {
    private final Expr condition;
    private final Expr then;
    private final Expr otherwise;

    If(Expr condition, Expr then, Expr otherwise) {
      this.condition = condition;
      this.then = then;
      this.otherwise = otherwise;
    }

    @Override
    public Object eval(Env env) {
      int truth = Truth.of(condition.eval(env));
      return truth < 0 ? Value.UNKNOWN : truth == 1 ? then.eval(env) : otherwise.eval(env);
    }
  }

  /** A text with {@code ${…}} in it. */
  static final class Template implements Expr {
    /** Longer than any sentence; ends what doubles a text in every line. */
    private static final int MAX_LENGTH = 8192;

    private final List<Expr> parts;

    Template(List<Expr> parts) {
      this.parts = parts;
    }

    @Override
    public Object eval(Env env) {
      StringBuilder text = new StringBuilder();
      for (Expr part : parts) {
        text.append(Functions.show(part.eval(env), env));
        if (text.length() > MAX_LENGTH) {
          text.setLength(MAX_LENGTH);
          return text.append(" ... (cut off)").toString();
        }
      }
      return text.toString();
    }
  }
}
