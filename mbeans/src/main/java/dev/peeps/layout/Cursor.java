package dev.peeps.layout;

import java.util.List;

/** Reads the words of one statement from left to right. */
final class Cursor {
  private final List<Token> tokens;
  private int at;

  Cursor(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peek(int ahead) {
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
  }

  Token next() {
    Token token = tokens.get(at);
    if (at < tokens.size() - 1) {
      at++;
    }
    return token;
  }

  int mark() {
    return at;
  }

  void back(int mark) {
    at = mark;
  }

  boolean at(String symbolOrWord) {
    return peek().is(symbolOrWord);
  }

  boolean atEnd() {
    return peek().kind == Token.Kind.END;
  }

  boolean accept(String symbolOrWord) {
    if (at(symbolOrWord)) {
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
    StringBuilder name = new StringBuilder(word(what).text);
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
