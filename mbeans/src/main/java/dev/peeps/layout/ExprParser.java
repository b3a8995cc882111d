package dev.peeps.layout;

import dev.peeps.heap.Value;
import java.util.ArrayList;
import java.util.List;

/** Expressions by recursive descent, one method a level of binding. */
final class ExprParser {
  /** Deeper expressions are refused, so that none can overflow the stack. */
  private static final int MAX_DEPTH = 100;

  private final Cursor cursor;
  private final PathParser paths;
  private int depth;

  ExprParser(Cursor cursor, Names names) {
    this.cursor = cursor;
    this.paths = new PathParser(cursor, names, this);
  }

  Expr expression() throws ParseException {
    if (++depth > MAX_DEPTH) {
      throw cursor.error("an expression nested deeper than " + MAX_DEPTH + " levels");
    }
    Expr result;
    if (cursor.accept("if")) {
      Expr condition = expression();
      cursor.expect("then");
      Expr then = expression();
      cursor.expect("else");
      result = new OpExprs.If(condition, then, expression());
    } else {
      result = or();
    }
    depth--;
    return result;
  }

  private Expr or() throws ParseException {
    Expr left = and();
    while (cursor.accept("or")) {
      left = new OpExprs.Logic(false, left, and());
    }
    return left;
  }

  private Expr and() throws ParseException {
    Expr left = not();
    while (cursor.accept("and")) {
      left = new OpExprs.Logic(true, left, not());
    }
    return left;
  }

  private Expr not() throws ParseException {
    boolean negated = false;
    boolean any = false;
    while (cursor.accept("not")) {
      negated = !negated;
      any = true;
    }
    Expr inner = comparison();
    return negated ? new OpExprs.Not(inner) : any ? new OpExprs.Not(new OpExprs.Not(inner)) : inner;
  }

  private Expr comparison() throws ParseException {
    Expr left = sum();
    if (cursor.accept("is")) {
      boolean wanted = !cursor.accept("not");
      return new OpExprs.Is(left, paths.className(), wanted);
    }
    if (isComparison(cursor.peek())) {
      String operator = cursor.next().text;
      return new Arithmetic(operator, left, sum());
    }
    return left;
  }

  private Expr sum() throws ParseException {
    Expr left = product();
    while (cursor.at("+") || cursor.at("-")) {
      left = new Arithmetic(cursor.next().text, left, product());
    }
    return left;
  }

  private Expr product() throws ParseException {
    Expr left = unary();
    while (isFactor(cursor.peek())) {
      left = new Arithmetic(cursor.next().text, left, unary());
    }
    return left;
  }

  private Expr unary() throws ParseException {
    if (cursor.accept("-")) {
      return new Arithmetic("-", new OpExprs.Constant(0L), paths.alternatives());
    }
    return paths.alternatives();
  }

  private static boolean isComparison(Token token) {
    if (token.kind != Token.Kind.SYMBOL) {
      return false;
    }
    switch (token.text) {
      case "==":
      case "!=":
      case "<":
      case "<=":
      case ">":
      case ">=":
        return true;
      default:
        return false;
    }
  }

  private static boolean isFactor(Token token) {
    if (token.kind != Token.Kind.SYMBOL) {
      return false;
    }
    switch (token.text) {
      case "*":
      case "/":
      case "%":
      case "&":
      case "<<":
      case ">>":
      case ">>>":
        return true;
      default:
        return false;
    }
  }

  /** A text, with its {@code ${…}} parsed. */
  Expr template(Token token) throws ParseException {
    String text = token.text;
    if (text.indexOf('$') < 0 && text.indexOf('\\') < 0) {
      return new OpExprs.Constant(text); // nearly all
    }
    List<Expr> parts = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        plain.append(text.charAt(i + 1));
        i += 2;
      } else if (text.startsWith("${", i)) {
        int end = text.indexOf('}', i);
        if (end < 0) {
          throw new ParseException(token.line, token.column + i, "'${' without its '}'");
        }
        if (plain.length() > 0) {
          parts.add(new OpExprs.Constant(plain.toString()));
          plain.setLength(0);
        }
        parts.add(inner(text.substring(i + 2, end), token, i + 2));
        i = end + 1;
      } else {
        plain.append(c);
        i++;
      }
    }
    if (parts.isEmpty()) {
      return new OpExprs.Constant(plain.toString());
    }
    if (plain.length() > 0) {
      parts.add(new OpExprs.Constant(plain.toString()));
    }
    return new OpExprs.Template(parts);
  }

  private Expr inner(String text, Token token, int offset) throws ParseException {
    List<Problem> problems = new ArrayList<>();
    // The quote itself takes a column.
    int start = -(token.column + offset);
    List<Token> words = new Lexer("", text, token.line, start + 1, problems).words();
    if (!problems.isEmpty()) {
      Problem first = problems.get(0);
      throw new ParseException(first.line(), first.column(), first.message());
    }
    Cursor inside = new Cursor(words);
    ExprParser parser = new ExprParser(inside, paths.names());
    parser.depth = depth;
    Expr result = parser.expression();
    if (!inside.atEnd()) {
      throw inside.fail("'}'");
    }
    return result;
  }

  /** Constants that are words. */
  static Expr constant(String word) {
    switch (word) {
      case "null":
        return new OpExprs.Constant(Value.NULL);
      case "true":
        return new OpExprs.Constant(true);
      case "false":
        return new OpExprs.Constant(false);
      default:
        return null;
    }
  }
}
