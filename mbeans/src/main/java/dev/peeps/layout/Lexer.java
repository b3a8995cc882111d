package dev.peeps.layout;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a layout into words, and words into statements by their indentation. Written by hand and
 * without regular expressions, since all built-in layouts are read on every dump by a cold JVM.
 */
final class Lexer {
  private static final String TWO = "== != <= >= << >> .. ::";

  private final String text;
  private final String file;
  private final List<Problem> problems;
  private int at;
  private int line;
  private int lineStart;

  /**
   * @param line number of the first line
   * @param lineStart offset of column 1, negative when the text starts later in its line
   */
  Lexer(String file, String text, int line, int lineStart, List<Problem> problems) {
    this.file = file;
    this.text = text;
    this.line = line;
    this.lineStart = lineStart;
    this.problems = problems;
  }

  /** All statements of a file; what cannot be read is left out and is in the problems. */
  static List<Line> lines(String file, String text, List<Problem> problems) {
    return new LineTree(file, problems).tree(new Lexer(file, text, 1, 0, problems).all());
  }

  /** The words of a piece of text within a line, ended by an END token. */
  List<Token> words() {
    List<Token> tokens = new ArrayList<>();
    scan(tokens);
    return tokens;
  }

  private List<Line> all() {
    List<Line> lines = new ArrayList<>();
    while (at < text.length()) {
      int indent = indentation();
      int number = line;
      List<Token> tokens = new ArrayList<>(8);
      scan(tokens);
      if (tokens.get(0).kind != Token.Kind.END) {
        lines.add(new Line(number, indent, tokens));
      }
      at++;
      line++;
      lineStart = at;
    }
    return lines;
  }

  private int indentation() {
    int indent = 0;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      if (text.charAt(at) == '\t') {
        problem("a tab in the indentation: use spaces");
      }
      at++;
      indent++;
    }
    return indent;
  }

  /** Scans to the end of the statement; leaves {@code at} on the line feed or the end. */
  private void scan(List<Token> tokens) {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        break;
      } else if (c == ' ' || c == '\r' || c == '\t') {
        at++;
      } else if (c == '#') {
        skipComment();
      } else if (c == '\\' && endsLine(at + 1)) {
        at = text.indexOf('\n', at) + 1;
        line++;
        lineStart = at;
      } else if (c == '"') {
        text(tokens);
      } else if (c >= '0' && c <= '9') {
        number(tokens);
      } else if (Character.isJavaIdentifierStart(c)) {
        word(tokens);
      } else {
        symbol(tokens, c);
      }
    }
    tokens.add(new Token(Token.Kind.END, "", 0, line, at - lineStart + 1));
  }

  private void skipComment() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end;
  }

  private boolean endsLine(int from) {
    int i = from;
    while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\r')) {
      i++;
    }
    return i < text.length() && text.charAt(i) == '\n';
  }

  private void text(List<Token> tokens) {
    int start = at + 1;
    int i = start;
    int depth = 0;
    while (i < text.length() && text.charAt(i) != '\n') {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '$' && i + 1 < text.length() && text.charAt(i + 1) == '{') {
        depth++;
      } else if (c == '}' && depth > 0) {
        depth--;
      } else if (c == '"' && depth == 0) {
        tokens.add(new Token(Token.Kind.TEXT, text.substring(start, i), 0, line, column(start)));
        at = i + 1;
        return;
      }
      i++;
    }
    problem("a text without its closing '\"'");
    at = Math.min(i, text.length());
  }

  private void number(List<Token> tokens) {
    int start = at;
    boolean hex = text.startsWith("0x", at);
    at += hex ? 2 : 0;
    while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
      at++;
    }
    String digits = text.substring(hex ? start + 2 : start, at);
    try {
      long number = hex ? Long.parseUnsignedLong(digits, 16) : Long.parseLong(digits);
      tokens.add(
          new Token(Token.Kind.NUMBER, text.substring(start, at), number, line, column(start)));
    } catch (NumberFormatException e) {
      problems.add(
          new Problem(
              file, line, column(start), "'" + text.substring(start, at) + "' is no number"));
    }
  }

  private void word(List<Token> tokens) {
    int start = at;
    while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
      at++;
    }
    tokens.add(new Token(Token.Kind.WORD, text.substring(start, at), 0, line, column(start)));
  }

  private void symbol(List<Token> tokens, char c) {
    String symbol = null;
    if (text.startsWith(">>>", at)) {
      symbol = ">>>";
    } else if (at + 1 < text.length()) {
      int found = TWO.indexOf(text.substring(at, at + 2));
      symbol = found >= 0 && found % 3 == 0 ? text.substring(at, at + 2) : null;
    }
    if (symbol == null && "=<>+-*/%&|.,()[]{}".indexOf(c) >= 0) {
      symbol = String.valueOf(c);
    }
    if (symbol == null) {
      problem("the character '" + c + "' has no meaning here");
      at++;
      return;
    }
    tokens.add(new Token(Token.Kind.SYMBOL, symbol, 0, line, column(at)));
    at += symbol.length();
  }

  private int column(int offset) {
    return offset - lineStart + 1;
  }

  private void problem(String message) {
    problems.add(new Problem(file, line, column(at), message));
  }
}
