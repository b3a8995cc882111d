package dev.peeps.layout;

import dev.peeps.heap.Value;

/** Comparison and arithmetic; whole numbers are 64 bits wide and wrap as in Java. */
final class Arithmetic implements Expr {
  private final String operator;
  private final Expr left;
  private final Expr right;

  Arithmetic(String operator, Expr left, Expr right) {
    this.operator = operator;
    this.left = left;
    this.right = right;
  }

  @Override
  public Object eval(Env env) {
    Object a = left.eval(env);
    Object b = right.eval(env);
    switch (operator) {
      case "==":
        return Truth.value(Truth.same(a, b, env));
      case "!=":
        int same = Truth.same(a, b, env);
        return Truth.value(same < 0 ? same : 1 - same);
      default:
        break;
    }
    if (!Truth.isNumber(a) || !Truth.isNumber(b)) {
      return Value.UNKNOWN;
    }
    if (a instanceof Double || b instanceof Double) {
      return decimals(Truth.decimal(a), Truth.decimal(b));
    }
    return wholes(Truth.whole(a), Truth.whole(b));
  }

  private Object wholes(long a, long b) {
    switch (operator) {
      case "<":
        return a < b;
      case "<=":
        return a <= b;
      case ">":
        return a > b;
      case ">=":
        return a >= b;
      case "+":
        return a + b;
      case "-":
        return a - b;
      case "*":
        return a * b;
      case "/":
        return b == 0 ? Value.UNKNOWN : (Object) (a / b);
      case "%":
        return b == 0 ? Value.UNKNOWN : (Object) (a % b);
      case "&":
        return a & b;
      case "<<":
        return a << b;
      case ">>":
        return a >> b;
      case ">>>":
        return a >>> b;
      default:
        return Value.UNKNOWN;
    }
  }

  private Object decimals(double a, double b) {
    switch (operator) {
      case "<":
        return a < b;
      case "<=":
        return a <= b;
      case ">":
        return a > b;
      case ">=":
        return a >= b;
      case "+":
        return a + b;
      case "-":
        return a - b;
      case "*":
        return a * b;
      case "/":
        return a / b;
      default:
        return Value.UNKNOWN;
    }
  }
}
