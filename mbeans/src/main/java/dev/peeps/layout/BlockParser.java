package dev.peeps.layout;

import dev.peeps.graph.EntityKind;
import java.util.ArrayList;
import java.util.List;

/** Parses one block of a layout: its heading, what only blocks of its kind have, and the rest. */
final class BlockParser {
  private static final String MODES = " prim point follow name task elements elements-task deep ";

  private final Layout layout;
  private final String packagePrefix;
  private final List<Problem> problems;

  BlockParser(Layout layout, String packagePrefix, List<Problem> problems) {
    this.layout = layout;
    this.packagePrefix = packagePrefix;
    this.problems = problems;
  }

  /** {@code KIND CLASS, …} or, without a kind, {@code part CLASS, …}. */
  void classBlock(EntityKind kind, Cursor cursor, Line line) throws ParseException {
    Names names = new Names(layout, packagePrefix, false);
    List<String> classes = new ArrayList<>(1);
    List<Place> places = new ArrayList<>(1);
    do {
      places.add(new Place(layout, cursor.peek()));
      classes.add(names.className(cursor.dotted("a class name")));
    } while (cursor.accept(","));
    cursor.expectEnd();
    ClassBlock block = new ClassBlock(kind, classes, places);
    if (line.unreadFrom < 0) {
      statements(block, line.children);
    } else {
      block.unread(new Body(layout, packagePrefix, line), false);
    }
    layout.classBlocks.add(block);
  }

  /** What stands below such a heading. */
  void statements(ClassBlock block, List<Line> lines) {
    Names names = new Names(layout, packagePrefix, false);
    List<Line> rest = new ArrayList<>();
    for (Line child : lines) {
      try {
        if (!declaration(block, names, new Cursor(child.tokens))) {
          rest.add(child);
        }
      } catch (ParseException e) {
        problem(e);
      }
    }
    StatementParser statements = new StatementParser(names, block.kind != null, problems);
    block.statements.addAll(statements.body(rest));
    block.logical = statements.logical;
    block.likes = statements.likes;
    block.variables = names.slots();
  }

  /** Statements for the walk and aliases; false when the statement is of another kind. */
  private boolean declaration(ClassBlock block, Names names, Cursor cursor) throws ParseException {
    Token first = cursor.peek();
    if (first.kind != Token.Kind.WORD) {
      return false;
    }
    switch (first.text) {
      case "read":
        cursor.next();
        block.reads.add(read(cursor));
        break;
      case "settled":
        cursor.next();
        block.settled = cursor.word("the name of a field").text;
        if (cursor.accept("unless")) {
          block.settledUnless = cursor.word("the name of a field").text;
        }
        break;
      case "keep":
        cursor.next();
        block.keep = new ArrayList<>();
        do {
          block.keep.add(cursor.word("the name of a field").text);
        } while (!cursor.atEnd());
        break;
      case "budget":
        cursor.next();
        if (cursor.peek().kind != Token.Kind.NUMBER) {
          throw cursor.fail("a number");
        }
        block.budget = cursor.next().number;
        break;
      case "wide":
        cursor.next();
        block.inDumps = cursor.accept("dumps");
        block.wide = !block.inDumps;
        block.wideOnly = !block.inDumps && cursor.accept("only");
        break;
      case "by_field":
        cursor.next();
        block.byField = true;
        break;
      case "wraps":
        cursor.next();
        block.wraps.add(cursor.word("the name of a field").text);
        break;
      case "same_as":
        cursor.next();
        Expr target = new ExprParser(cursor, names).expression();
        Expr condition = cursor.accept("when") ? new ExprParser(cursor, names).expression() : null;
        block.aliases.add(new ClassBlock.SameAs(target, condition, new Place(layout, first)));
        break;
      default:
        return false;
    }
    cursor.expectEnd();
    return true;
  }

  private ClassBlock.Read read(Cursor cursor) throws ParseException {
    boolean isStatic =
        cursor.at("static") && cursor.peek(1).kind == Token.Kind.WORD && !cursor.peek(1).is("as");
    if (isStatic) {
      cursor.next();
    }
    Place place = new Place(layout, cursor.peek());
    List<String> fields = new ArrayList<>(1);
    do {
      fields.add(cursor.word("the name of a field").text);
    } while (cursor.accept("|"));
    List<String> modes = new ArrayList<>(1);
    if (cursor.accept("as")) {
      do {
        modes.add(mode(cursor));
      } while (!cursor.atEnd());
    }
    return new ClassBlock.Read(isStatic, fields, modes, place);
  }

  private static String mode(Cursor cursor) throws ParseException {
    Token token = cursor.word("a mode:" + MODES);
    String mode = token.text;
    if (cursor.at("-") && cursor.peek(1).is("task")) {
      cursor.next();
      cursor.next();
      mode += "-task";
    }
    if (!MODES.contains(" " + mode + " ")) {
      throw new ParseException(
          token.line, token.column, "expected a mode, one of" + MODES + "- found '" + mode + "'");
    }
    return mode;
  }

  /** {@code blocked in CLASS.METHOD, …} and {@code running in CLASS.METHOD, …}. */
  void frameRule(boolean running, Cursor cursor, Line line) throws ParseException {
    cursor.expect("in");
    Names names = new Names(layout, packagePrefix, true);
    List<FrameRule.Method> methods = new ArrayList<>(1);
    do {
      methods.add(method(names, cursor));
    } while (cursor.accept(","));
    cursor.expectEnd();
    FrameRule rule = new FrameRule(running, methods);
    if (line.unreadFrom < 0) {
      statements(rule, line.children);
    } else {
      rule.unread(new Body(layout, packagePrefix, line));
    }
    layout.frameRules.add(rule);
  }

  /** What stands below such a heading. */
  void statements(FrameRule rule, List<Line> lines) {
    Names names = new Names(layout, packagePrefix, true);
    StatementParser statements = new StatementParser(names, true, problems);
    rule.statements.addAll(statements.body(lines));
    rule.variables = names.slots();
    rule.usesLocals = names.usesLocals;
  }

  private FrameRule.Method method(Names names, Cursor cursor) throws ParseException {
    Place place = new Place(layout, cursor.peek());
    StringBuilder path = new StringBuilder(cursor.word("CLASS.METHOD").text);
    String last = "";
    while (cursor.accept(".")) {
      if (!last.isEmpty()) {
        path.append('.').append(last);
      }
      if (cursor.accept("<")) {
        last = "<" + cursor.word("'init' or 'clinit'").text + ">";
        cursor.expect(">");
      } else {
        last = cursor.at("*") ? "" : cursor.word("the name of a method").text;
      }
      if (cursor.accept("*")) {
        last += "*";
      }
    }
    if (last.isEmpty()) {
      throw cursor.fail("'.' and the name of a method");
    }
    return new FrameRule.Method(names.className(path.toString()), last, place);
  }

  /** {@code view CLASS}. */
  void view(Cursor cursor, Line line) throws ParseException {
    Names names = new Names(layout, packagePrefix, false);
    Place place = new Place(layout, cursor.peek());
    String className = names.className(cursor.dotted("a class name"));
    cursor.expectEnd();
    ClassBlock block = new ClassBlock(null, List.of(className), List.of(place));
    View view = new View();
    if (line.unreadFrom < 0) {
      steps(view, block, line.children);
      if (view.each == null) {
        throw new ParseException(line.number, 1, "a view needs 'each VAR = EXPR'");
      }
    } else {
      Body body = new Body(layout, packagePrefix, line);
      view.unread(body);
      block.unread(body, true);
    }
    layout.views.put(className, view);
    layout.classBlocks.add(block);
  }

  /** What stands below such a heading. */
  void steps(View view, ClassBlock block, List<Line> lines) {
    Names names = new Names(layout, packagePrefix, false);
    for (Line child : lines) {
      try {
        Cursor words = new Cursor(child.tokens);
        if (!declaration(block, names, words)) {
          step(view, names, words);
        }
      } catch (ParseException e) {
        problem(e);
      }
    }
    view.variables = names.slots();
  }

  private static void step(View view, Names names, Cursor cursor) throws ParseException {
    Token first = cursor.next();
    switch (first.text) {
      case "each":
        Token variable = cursor.word("the name of a variable");
        cursor.expect("=");
        view.each = new ExprParser(cursor, names).expression();
        view.slot = names.declare(variable.text);
        break;
      case "key":
        view.key = new ExprParser(cursor, names).expression();
        break;
      case "value":
        view.value = new ExprParser(cursor, names).expression();
        break;
      default:
        throw new ParseException(
            first.line,
            first.column,
            "expected 'each', 'key', 'value' or 'read', found " + first.shown());
    }
    cursor.expectEnd();
  }

  private void problem(ParseException e) {
    problems.add(new Problem(layout.file, e.line(), e.column(), e.getMessage()));
  }
}
