package dev.peeps.layout;

import dev.peeps.graph.EntityKind;
import java.util.ArrayList;
import java.util.List;

/** Paths, constants and calls: what binds tightest in an expression. */
final class PathParser {
  private final Cursor cursor;
  private final Names names;
  private final ExprParser expressions;

  PathParser(Cursor cursor, Names names, ExprParser expressions) {
    this.cursor = cursor;
    this.names = names;
    this.expressions = expressions;
  }

  Names names() {
    return names;
  }

  String className() throws ParseException {
    return names.className(cursor.dotted("a class name"));
  }

  /** {@code a | b | c}. */
  Expr alternatives() throws ParseException {
    Expr first = path();
    while (cursor.accept("|")) {
      first = new OpExprs.Alternative(first, path());
    }
    return first;
  }

  private Expr path() throws ParseException {
    Expr here = primary();
    while (true) {
      if (cursor.accept(".")) {
        here = field(here, cursor.word("the name of a field"));
      } else if (cursor.accept("..")) {
        here = list(here);
      } else if (cursor.at("[")) {
        here = elements(here, place(cursor.next()));
      } else {
        return here;
      }
    }
  }

  private Expr field(Expr base, Token name) {
    names.uses(name);
    return new PathExprs.Field(base, name.text, place(name));
  }

  /** Null in a finding block: what an entity does not show is unknown, and no mistake. */
  private Place place(Token token) {
    return names.graph() ? null : new Place(names.layout, token);
  }

  private Expr list(Expr base) throws ParseException {
    if (!cursor.accept("{")) {
      Token next = cursor.word("the name of a field");
      names.uses(next);
      // Neighbours in a graph are many: what is meant is everything behind them.
      return names.graph()
          ? new PathExprs.Reach(base, List.of(next.text))
          : new PathExprs.Chain(base, next.text, place(next));
    }
    List<String> fields = new ArrayList<>(2);
    do {
      Token next = cursor.word("the name of a field");
      names.uses(next);
      fields.add(next.text);
    } while (cursor.accept(","));
    cursor.expect("}");
    return new PathExprs.Reach(base, fields);
  }

  private Expr elements(Expr base, Place place) throws ParseException {
    Expr index = cursor.accept("*") ? null : expressions.expression();
    cursor.expect("]");
    return new PathExprs.Elements(base, index, place);
  }

  private Expr primary() throws ParseException {
    Token token = cursor.peek();
    switch (token.kind) {
      case NUMBER:
        cursor.next();
        return new OpExprs.Constant(token.number);
      case TEXT:
        cursor.next();
        return expressions.template(token);
      case WORD:
        return word();
      default:
        break;
    }
    if (cursor.accept("(")) {
      Expr inner = expressions.expression();
      cursor.expect(")");
      return inner;
    }
    throw cursor.fail("an expression");
  }

  private Expr word() throws ParseException {
    Token token = cursor.peek();
    if (isReserved(token.text)) {
      throw cursor.fail("an expression");
    }
    if (names.graph()) {
      return graphWord();
    }
    if (isStatic()) {
      String className = className();
      cursor.expect("::");
      Token name = cursor.word("the name of a static field");
      names.uses(name);
      return new PathExprs.Static(className, name.text);
    }
    cursor.next();
    if (cursor.at("(")) {
      return call(token);
    }
    int slot = names.slot(token.text);
    if (slot >= 0) {
      return new OpExprs.Variable(slot);
    }
    Expr constant = ExprParser.constant(token.text);
    if (constant != null) {
      return constant;
    }
    switch (token.text) {
      case "this":
        names.usesLocals = true;
        return new FrameExprs.Self();
      case "thread":
        return new FrameExprs.ThreadOf();
      case "blocker":
        return new FrameExprs.Blocker();
      default:
        names.usesLocals = true;
        return field(new FrameExprs.Self(), token);
    }
  }

  private static boolean isReserved(String word) {
    switch (word) {
      case "and":
      case "or":
      case "not":
      case "is":
      case "if":
      case "then":
      case "else":
      case "when":
      case "where":
      case "in":
      case "as":
      case "because":
      case "any":
      case "all":
      case "inferred":
      case "timed":
      case "needs":
      case "held_by":
      case "provided_by":
      case "child_of":
      case "runs_on":
      case "paired_with":
      case "show":
      case "skip":
        return true;
      default:
        return false;
    }
  }

  /** In a {@code finding} block: variables, constants, functions and {@code entities}. */
  private Expr graphWord() throws ParseException {
    Token token = cursor.next();
    int slot = names.slot(token.text);
    if (token.is("entities")) {
      return new GraphValues.Entities(kinds());
    }
    if (cursor.at("(")) {
      return call(token);
    }
    if (slot >= 0) {
      return new OpExprs.Variable(slot);
    }
    Expr constant = ExprParser.constant(token.text);
    if (constant == null) {
      throw new ParseException(
          token.line,
          token.column,
          "there is no variable '" + token.text + "' here: 'for VAR in entities(KIND)' makes one");
    }
    return constant;
  }

  private List<EntityKind> kinds() throws ParseException {
    List<EntityKind> kinds = new ArrayList<>(1);
    if (cursor.accept("(")) {
      do {
        Token word = cursor.word("a kind of entity");
        try {
          kinds.add(EntityKind.ofWord(word.text));
        } catch (IllegalArgumentException e) {
          throw new ParseException(word.line, word.column, e.getMessage());
        }
      } while (cursor.accept(","));
      cursor.expect(")");
    }
    return kinds;
  }

  /** {@code some(V in LIST where COND)}. */
  private Expr quantified(ListExprs.Quantifier quantifier) throws ParseException {
    cursor.expect("(");
    Token variable = cursor.word("the name of a variable");
    cursor.expect("in");
    Expr list = expressions.expression();
    int mark = names.mark();
    int slot = names.declare(variable.text);
    cursor.expect("where");
    Expr condition = expressions.expression();
    names.forget(mark);
    cursor.expect(")");
    return new ListExprs(quantifier, slot, list, condition);
  }

  /** True at {@code a.b.C::f}. */
  private boolean isStatic() {
    int i = 1;
    while (cursor.peek(i).is(".") && cursor.peek(i + 1).kind == Token.Kind.WORD) {
      i += 2;
    }
    return cursor.peek(i).is("::");
  }

  private Expr call(Token name) throws ParseException {
    if (name.text.equals("local")) {
      if (!names.frames()) {
        throw new ParseException(
            name.line, name.column, "'local' has a meaning in 'blocked in' and 'running in' only");
      }
      cursor.expect("(");
      String type = className();
      cursor.expect(")");
      names.usesLocals = true;
      return new FrameExprs.Local(type);
    }
    if (name.text.equals("instances") && !names.graph()) {
      cursor.expect("(");
      String type = className();
      cursor.expect(")");
      return new Users.Instances(type);
    }
    ListExprs.Quantifier quantifier = ListExprs.Quantifier.ofWord(name.text);
    if (quantifier != null) {
      return quantified(quantifier);
    }
    if (ListExprs.TextTest.WORDS.contains(name.text)) {
      cursor.expect("(");
      Expr text = expressions.expression();
      cursor.expect(",");
      Expr part = expressions.expression();
      cursor.expect(")");
      return new ListExprs.TextTest(name.text, text, part);
    }
    Functions.Name function = Functions.Name.ofWord(name.text);
    if (names.graph() && function != null && !function.ofLists()) {
      throw new ParseException(
          name.line,
          name.column,
          "'" + name.text + "' is about objects; a finding block sees entities and what they show");
    }
    if (function == null) {
      throw new ParseException(
          name.line, name.column, "there is no function '" + name.text + "': see peeps-layout(5)");
    }
    cursor.expect("(");
    Expr argument = expressions.expression();
    cursor.expect(")");
    return new Functions(function, argument, place(name));
  }
}
