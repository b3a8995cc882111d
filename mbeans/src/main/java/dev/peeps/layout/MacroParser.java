package dev.peeps.layout;

import java.util.ArrayList;
import java.util.List;

/** Parses a {@code finding} block: {@code let}, {@code for}, {@code when} and {@code report}. */
final class MacroParser {
  private final Layout layout;
  private final Names names;
  private final List<Problem> problems;

  MacroParser(Layout layout, String packagePrefix, List<Problem> problems) {
    this.layout = layout;
    this.names = Names.ofGraph(layout, packagePrefix);
    this.problems = problems;
  }

  /** {@code finding NAME}; the cursor is behind the word. */
  void block(Cursor cursor, Line line) throws ParseException {
    Token token = cursor.peek();
    String name;
    if (token.kind == Token.Kind.TEXT && token.text.indexOf("${") < 0) {
      name = cursor.next().text;
    } else {
      name = cursor.dotted("the name of the finding, a word or a text");
    }
    cursor.expectEnd();
    Macro macro = new Macro(name, layout, line.number);
    macro.statements.addAll(body(line.children));
    macro.variables = names.slots();
    layout.macros.add(macro);
  }

  private List<Stmt> body(List<Line> lines) {
    List<Stmt> result = new ArrayList<>(lines.size());
    int mark = names.mark();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      boolean hasElse = i + 1 < lines.size() && lines.get(i + 1).tokens.get(0).is("else");
      try {
        if (line.tokens.get(0).is("when")) {
          result.add(when(line, hasElse ? lines.get(++i) : null));
        } else {
          result.add(statement(line));
        }
      } catch (ParseException e) {
        problem(e);
      }
    }
    names.forget(mark);
    return result;
  }

  private Stmt statement(Line line) throws ParseException {
    Cursor cursor = new Cursor(line.tokens);
    Token first = cursor.next();
    switch (first.text) {
      case "let":
        Token name = cursor.word("the name of a variable");
        cursor.expect("=");
        Expr value = expression(cursor);
        cursor.expectEnd();
        noChildren(line);
        return new Statements.Let(names.declare(name.text), value);
      case "for":
        return loop(cursor, line);
      case "report":
        return report(cursor, line);
      default:
        throw new ParseException(
            first.line,
            first.column,
            "expected 'for', 'let', 'when' or 'report', found " + first.shown());
    }
  }

  private Stmt when(Line line, Line otherwise) throws ParseException {
    Cursor cursor = new Cursor(line.tokens);
    cursor.next();
    Expr condition = expression(cursor);
    cursor.expectEnd();
    List<Stmt> then = body(line.children);
    List<Stmt> rest = List.of();
    if (otherwise != null) {
      Cursor words = new Cursor(otherwise.tokens);
      words.next();
      words.expectEnd();
      rest = body(otherwise.children);
    }
    return new Statements.When(condition, then, rest);
  }

  private Stmt loop(Cursor cursor, Line line) throws ParseException {
    Token variable = cursor.word("the name of a variable");
    cursor.expect("in");
    Expr list = expression(cursor);
    int mark = names.mark();
    int slot = names.declare(variable.text);
    Expr condition = cursor.accept("where") ? expression(cursor) : null;
    cursor.expectEnd();
    List<Stmt> body = body(line.children);
    names.forget(mark);
    return new Statements.For(slot, list, condition, body);
  }

  private Stmt report(Cursor cursor, Line line) throws ParseException {
    ReportStatement report = new ReportStatement(expression(cursor));
    report.condition = cursor.accept("when") ? expression(cursor) : null;
    cursor.expectEnd();
    for (Line child : line.children) {
      try {
        detail(report, new Cursor(child.tokens));
        noChildren(child);
      } catch (ParseException e) {
        problem(e);
      }
    }
    if (report.chain == null) {
      throw new ParseException(
          line.number,
          line.indent + 1,
          "a report needs 'chain EXPR, ...' below it: what it is about, from the one who is stuck"
              + " to the cause");
    }
    return report;
  }

  private void detail(ReportStatement report, Cursor cursor) throws ParseException {
    Token first = cursor.next();
    switch (first.text) {
      case "certainty":
        report.possible = cursor.accept("possible");
        if (!report.possible) {
          cursor.expect("likely");
        }
        break;
      case "chain":
        report.chain = list(cursor);
        break;
      case "culprits":
        report.culprits = list(cursor);
        break;
      case "tasks":
        report.tasks = list(cursor);
        break;
      case "site":
        report.site = expression(cursor);
        break;
      case "doubt":
        report.doubt = expression(cursor);
        break;
      default:
        throw new ParseException(
            first.line,
            first.column,
            "expected 'chain', 'culprits', 'tasks', 'site', 'doubt' or 'certainty', found "
                + first.shown());
    }
    cursor.expectEnd();
  }

  private List<Expr> list(Cursor cursor) throws ParseException {
    List<Expr> expressions = new ArrayList<>(2);
    do {
      expressions.add(expression(cursor));
    } while (cursor.accept(","));
    return expressions;
  }

  private Expr expression(Cursor cursor) throws ParseException {
    return new ExprParser(cursor, names).expression();
  }

  private static void noChildren(Line line) throws ParseException {
    if (!line.children.isEmpty()) {
      Line child = line.children.get(0);
      throw new ParseException(
          child.number,
          child.indent + 1,
          "'" + line.tokens.get(0).text + "' takes no statements below it");
    }
  }

  private void problem(ParseException e) {
    problems.add(new Problem(layout.file, e.line(), e.column(), e.getMessage()));
  }
}
