package dev.peeps.layout;

import java.util.List;

/**
 * Reads the words of one statement from left to right. Each is looked at a dozen times, by a JVM
 * that interprets this, so they are in an array and the next one is at hand.
 */
final class Cursor {
  private final Token[] tokens;
  private final int last;
  private int at;
  private Token now;

  Cursor(List<Token> tokens) {
    this.tokens = tokens.toArray(new Token[0]);
    this.last = this.tokens.length - 1;
    this.now = this.tokens[0];
  }

  Token peek() {
    return now;
  }

  Token peek(int ahead) {
    return tokens[Math.min(at + ahead, last)];
  }

  Token next() {
    Token token = now;
    if (at < last) {
      at++;
      now = tokens[at];
    }
    return token;
  }

  int mark() {
    return at;
  }

  void back(int mark) {
    at = mark;
    now = tokens[mark];
  }

  boolean at(String symbolOrWord) {
    return now.is(symbolOrWord);
  }

  boolean atEnd() {
    return now.kind == Token.Kind.END;
  }

  boolean accept(String symbolOrWord) {
    if (now.is(symbolOrWord)) {
      next();
      return true;
    }
    return false;
  }

  void expect(String symbolOrWord) throws ParseException {
    if (!accept(symbolOrWord)) {
      throw fail("'" + symbolOrWord + "'");
    }
  }

  /** A plain word; {@code what} names it in the error. */
  Token word(String what) throws ParseException {
    if (peek().kind != Token.Kind.WORD) {
      throw fail(what);
    }
    return next();
  }

  /** A class name as it is written, with its dots and array brackets. */
  String dotted(String what) throws ParseException {
    Token first = word(what);
    if (!at(".") && !at("[")) {
      return first.text;
    }
    StringBuilder name = new StringBuilder(first.text);
    while (at(".") && peek(1).kind == Token.Kind.WORD) {
      next();
      name.append('.').append(next().text);
    }
    while (at("[") && peek(1).is("]")) {
      next();
      next();
      name.append("[]");
    }
    return name.toString();
  }

  void expectEnd() throws ParseException {
    if (!atEnd()) {
      throw fail("the end of the line");
    }
  }

  /** The error "expected X, found Y" at the next word. */
  ParseException fail(String expected) {
    return error("expected " + expected + ", found " + peek().shown());
  }

  ParseException error(String message) {
    return new ParseException(peek().line, peek().column, message);
  }
}
