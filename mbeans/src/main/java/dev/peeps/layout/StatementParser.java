package dev.peeps.layout;

import dev.peeps.graph.EdgeKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Statements that both entity blocks and frame rules may have. */
final class StatementParser {
  /** What stands behind a subject of one word, and begins no expression. */
  private static final String[] BEHIND_SUBJECT = {
    "show", "skip", "calls", "name", "type", "state", "next", "|", "["
  };

  /** By their words: each statement is asked twice whether it is one of them. */
  private static final Map<String, EdgeKind> EDGES = edges();

  private final Names names;
  private final List<Problem> problems;
  private final boolean entity;

  /** Set when a {@code frame} or {@code next} statement was read. */
  boolean logical;

  /** The classes of {@code like} statements. */
  final List<String> likes = new ArrayList<>(1);

  /** The block may state facts about itself only when it is about an entity. */
  StatementParser(Names names, boolean entity, List<Problem> problems) {
    this.names = names;
    this.entity = entity;
    this.problems = problems;
  }

  /** Parses statements one by one: one that cannot be read does not stop the rest. */
  List<Stmt> body(List<Line> lines) {
    List<Stmt> result = new ArrayList<>(lines.size());
    int mark = names.mark();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      Line next = i + 1 < lines.size() ? lines.get(i + 1) : null;
      try {
        if (line.tokens.get(0).is("when")) {
          boolean hasElse = next != null && next.tokens.get(0).is("else");
          result.add(when(line, hasElse ? next : null));
          i += hasElse ? 1 : 0;
        } else {
          result.add(statement(line));
        }
      } catch (ParseException e) {
        problems.add(new Problem(names.layout.file, e.line(), e.column(), e.getMessage()));
      }
    }
    names.forget(mark);
    return result;
  }

  private Stmt when(Line line, Line otherwise) throws ParseException {
    Cursor cursor = new Cursor(line.tokens);
    cursor.expect("when");
    Expr condition = expression(cursor);
    cursor.expectEnd();
    List<Stmt> then = body(line.children);
    List<Stmt> rest = List.of();
    if (otherwise != null) {
      Cursor elseCursor = new Cursor(otherwise.tokens);
      elseCursor.next();
      elseCursor.expectEnd();
      rest = body(otherwise.children);
    }
    return new Statements.When(condition, then, rest);
  }

  private Stmt statement(Line line) throws ParseException {
    Cursor cursor = new Cursor(line.tokens);
    Token first = cursor.peek();
    if (first.is("for")) {
      return loop(cursor, line);
    }
    Stmt result = plain(cursor);
    cursor.expectEnd();
    if (!line.children.isEmpty()) {
      Line child = line.children.get(0);
      throw new ParseException(
          child.number, child.indent + 1, "'" + first.text + "' takes no statements below it");
    }
    return result;
  }

  private Stmt loop(Cursor cursor, Line line) throws ParseException {
    cursor.next();
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

  private Stmt plain(Cursor cursor) throws ParseException {
    Token first = cursor.peek();
    if (first.kind == Token.Kind.WORD && !cursor.peek(1).is(".") && !cursor.peek(1).is("..")) {
      Stmt keyword = keyword(first.text, cursor);
      if (keyword != null) {
        return keyword;
      }
    }
    Expr subject = edgeKind(first) == null ? expression(cursor) : null;
    if (subject != null && cursor.accept("skip")) {
      return new FactStatements.Say(FactStatements.Fact.SKIP, subject, "", null, condition(cursor));
    }
    if (subject != null && cursor.accept("calls")) {
      return new CallsStatement(subject, expressions(cursor), condition(cursor));
    }
    if (subject != null && cursor.accept("next")) {
      Expr start = expression(cursor);
      return new FactStatements.Say(
          FactStatements.Fact.NEXT, subject, "", start, condition(cursor));
    }
    if (cursor.accept("show")) {
      return show(subject, cursor);
    }
    if (subject != null && (cursor.at("name") || cursor.at("type") || cursor.at("state"))) {
      return valued(subject, cursor.next().text, cursor);
    }
    EdgeKind kind = edgeKind(cursor.peek());
    if (kind == null) {
      throw cursor.fail("a statement: an edge (needs, held_by, ...) or a fact (show, name, ...)");
    }
    cursor.next();
    return edge(kind, subject, cursor);
  }

  /** The statement that begins with this word; null when none does. */
  private Stmt keyword(String word, Cursor cursor) throws ParseException {
    switch (word) {
      case "queued":
      case "slots":
      case "takes_from":
        return isSubject(cursor) ? null : executor(word, cursor);
      case "calls":
        if (isSubject(cursor)) {
          return null;
        }
        own(cursor);
        cursor.next();
        return new CallsStatement(null, expressions(cursor), condition(cursor));
      case "let":
        cursor.next();
        Token name = cursor.word("the name of a variable");
        cursor.expect("=");
        Expr value = expression(cursor);
        return new Statements.Let(names.declare(name.text), value);
      case "like":
        cursor.next();
        Token at = cursor.peek();
        String className = names.className(cursor.dotted("a class name"));
        names.layout.likes.putIfAbsent(className, at);
        likes.add(className);
        return new Statements.Like(className);
      case "skip":
      case "idle":
      case "timed":
        own(cursor);
        FactStatements.Fact fact = FactStatements.Fact.valueOf(upper(cursor.next().text));
        return new FactStatements.Say(fact, null, "", null, condition(cursor));
      case "type":
      case "name":
      case "state":
        own(cursor);
        return valued(null, cursor.next().text, cursor);
      case "site":
        own(cursor);
        cursor.next();
        Expr site = expression(cursor);
        return new FactStatements.Say(
            FactStatements.Fact.SHOW, null, "site", site, condition(cursor));
      case "show":
        own(cursor);
        cursor.next();
        return show(null, cursor);
      case "unknown":
        own(cursor);
        return unknown(cursor);
      case "scope":
        own(cursor);
        cursor.next();
        String kind = cursor.word("the kind of scope").text;
        Expr members = expression(cursor);
        return new FactStatements.ScopeOf(kind, members, condition(cursor));
      case "frame":
      case "next":
        cursor.next();
        logical = true;
        Expr line = expression(cursor);
        return new Statements.Logical(word.equals("frame"), line, condition(cursor));
      case "else":
        throw cursor.error("'else' without a 'when' before it");
      default:
        return null;
    }
  }

  /** A field or variable of this name, and what is said about it. */
  private static boolean isSubject(Cursor cursor) {
    Token next = cursor.peek(1);
    if (edgeKind(next) != null) {
      return true;
    }
    for (String word : BEHIND_SUBJECT) {
      if (next.is(word)) {
        return true;
      }
    }
    return false;
  }

  private Stmt executor(String word, Cursor cursor) throws ParseException {
    own(cursor);
    cursor.next();
    switch (word) {
      case "queued":
        List<Expr> lists = expressions(cursor);
        return new ExecutorStatements.Queued(lists, condition(cursor));
      case "slots":
        Expr number = expression(cursor);
        List<Expr> crew = cursor.accept("of") ? expressions(cursor) : List.of();
        EdgeStatement.Modifiers modifiers = modifiers(cursor);
        if (modifiers.timed || modifiers.endless) {
          throw cursor.error("slots have no time limit: neither 'timed' nor 'endless'");
        }
        return new ExecutorStatements.Slots(number, crew, modifiers);
      default:
        Expr channel = expression(cursor);
        return new ExecutorStatements.TakesFrom(channel, condition(cursor));
    }
  }

  private void own(Cursor cursor) throws ParseException {
    if (!entity) {
      throw cursor.error("a part is no entity: put the entity before '" + cursor.peek().text + "'");
    }
  }

  private Stmt valued(Expr subject, String word, Cursor cursor) throws ParseException {
    FactStatements.Fact fact = FactStatements.Fact.valueOf(upper(word));
    Expr value;
    if (fact == FactStatements.Fact.STATE && cursor.peek().kind == Token.Kind.WORD) {
      value = new OpExprs.Constant(cursor.next().text);
    } else {
      value = expression(cursor);
    }
    return new FactStatements.Say(fact, subject, "", value, condition(cursor));
  }

  private Stmt show(Expr subject, Cursor cursor) throws ParseException {
    String key = cursor.word("the name of an attribute").text;
    names.layout.shown.add(key);
    cursor.expect("=");
    Expr value = expression(cursor);
    return new FactStatements.Say(FactStatements.Fact.SHOW, subject, key, value, condition(cursor));
  }

  private Stmt unknown(Cursor cursor) throws ParseException {
    cursor.next();
    if (!cursor.at("held_by") && !cursor.at("provided_by")) {
      throw cursor.fail("'held_by' or 'provided_by'");
    }
    String key = cursor.next().text;
    cursor.expect("because");
    Expr text = expression(cursor);
    return new FactStatements.Say(FactStatements.Fact.UNKNOWN, null, key, text, condition(cursor));
  }

  private Stmt edge(EdgeKind kind, Expr subject, Cursor cursor) throws ParseException {
    boolean any = cursor.accept("any");
    if (!any) {
      cursor.accept("all");
    }
    List<Expr> targets = expressions(cursor);
    EdgeStatement.Modifiers modifiers = modifiers(cursor);
    modifiers.any = any;
    if (subject == null && !entity) {
      throw cursor.error("a part is no entity: say which entity " + kind.word() + " this");
    }
    return new EdgeStatement(kind, subject, targets, modifiers);
  }

  private List<Expr> expressions(Cursor cursor) throws ParseException {
    List<Expr> list = new ArrayList<>(2);
    do {
      list.add(expression(cursor));
    } while (cursor.accept(","));
    return list;
  }

  private EdgeStatement.Modifiers modifiers(Cursor cursor) throws ParseException {
    EdgeStatement.Modifiers modifiers = new EdgeStatement.Modifiers();
    while (!cursor.atEnd()) {
      if (cursor.accept("inferred")) {
        modifiers.inferred = true;
      } else if (cursor.accept("timed")) {
        modifiers.timed = true;
      } else if (cursor.accept("endless")) {
        modifiers.endless = true;
      } else if (cursor.accept("because")) {
        modifiers.because = expression(cursor);
      } else if (cursor.accept("when")) {
        modifiers.condition = expression(cursor);
      } else {
        throw cursor.fail(
            "'because', 'inferred', 'timed', 'endless', 'when' or the end of the line");
      }
    }
    return modifiers;
  }

  private Expr condition(Cursor cursor) throws ParseException {
    return cursor.accept("when") ? expression(cursor) : null;
  }

  private Expr expression(Cursor cursor) throws ParseException {
    return new ExprParser(cursor, names).expression();
  }

  private static String upper(String word) {
    return word.toUpperCase(java.util.Locale.ROOT);
  }

  private static EdgeKind edgeKind(Token token) {
    return token.kind == Token.Kind.WORD ? EDGES.get(token.text) : null;
  }

  private static Map<String, EdgeKind> edges() {
    Map<String, EdgeKind> edges = new HashMap<>();
    for (EdgeKind kind : EdgeKind.values()) {
      edges.put(kind.word(), kind);
    }
    return edges;
  }
}
