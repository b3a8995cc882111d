package dev.peeps.layout;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a layout into words, and words into statements by their indentation. Written by hand and
 * without regular expressions, since all built-in layouts are read on every dump by a cold JVM. It
 * interprets most of this: so letters are looked at in an array and by comparisons. {@code
 * String.charAt} and what Character knows of them, five calls a letter, were half of the reading.
 */
final class Lexer {
  private static final String TWO = "== != <= >= << >> .. ::";

  /** Letters, digits, {@code _} and {@code $}. */
  private static final boolean[] IN_WORD = plainInWord();

  /** Those of one letter, by their letter. */
  private static final String[] SYMBOLS = symbols("=<>+-*/%&|.,()[]{}");

  private final String text;
  private final char[] chars;

  /** Length of the text. */
  private final int end;

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
    this.chars = text.toCharArray();
    this.end = chars.length;
    this.line = line;
    this.lineStart = lineStart;
    this.problems = problems;
  }

  /** All statements of a file; what cannot be read is left out and is in the problems. */
  static List<Line> lines(String file, String text, List<Problem> problems) {
    return new LineTree(file, problems).tree(new Lexer(file, text, 1, 0, problems).all(false));
  }

  /** The statements at the left edge; what stands below them is found and not read. */
  static List<Line> headings(String file, String text, List<Problem> problems) {
    return new Lexer(file, text, 1, 0, problems).all(true);
  }

  /** What stands below such a statement. */
  static List<Line> below(Layout layout, Line heading, List<Problem> problems) {
    String text = layout.text.substring(heading.unreadFrom, heading.unreadTo);
    Line above = new Line(heading.number, 0, heading.tokens);
    List<Line> flat = new Lexer(layout.file, text, heading.unreadLine, 0, problems).all(false);
    new LineTree(layout.file, problems).below(above, flat);
    return above.children;
  }

  /** The words of a piece of text within a line, ended by an END token. */
  List<Token> words() {
    List<Token> tokens = new ArrayList<>();
    scan(tokens);
    return tokens;
  }

  private List<Line> all(boolean headings) {
    List<Line> lines = new ArrayList<>();
    while (at < end) {
      int indent = indentation();
      int number = line;
      if (at < end && chars[at] == '#') {
        skipComment();
      } else if (at < end && chars[at] != '\n') {
        List<Token> tokens = new ArrayList<>(8);
        scan(tokens);
        if (tokens.get(0).kind != Token.Kind.END) {
          lines.add(new Line(number, indent, tokens));
        }
      }
      at++;
      line++;
      lineStart = at;
      if (headings && !lines.isEmpty()) {
        skipBelow(lines.get(lines.size() - 1));
      }
    }
    return lines;
  }

  /** Goes past lines that are indented, empty, or comments. */
  private void skipBelow(Line heading) {
    if (heading.unreadFrom < 0) {
      heading.unreadFrom = at;
      heading.unreadLine = line;
    }
    while (at < end && (chars[at] == ' ' || chars[at] == '\n' || chars[at] == '#')) {
      int lineEnd = text.indexOf('\n', at);
      at = lineEnd < 0 ? end : lineEnd + 1;
      line++;
    }
    lineStart = at;
    heading.unreadTo = Math.min(at, end);
  }

  private int indentation() {
    int start = at;
    while (at < end && (chars[at] == ' ' || chars[at] == '\t')) {
      if (chars[at] == '\t') {
        problem("a tab in the indentation: use spaces");
      }
      at++;
    }
    return at - start;
  }

  /** Scans to the end of the statement; leaves {@code at} on the line feed or the end. */
  private void scan(List<Token> tokens) {
    while (at < end) {
      char c = chars[at];
      if (c == '\n') {
        break;
      } else if (c == ' ' || c == '\r' || c == '\t') {
        at++;
      } else if (c <= 'z' && IN_WORD[c] && c > '9') {
        word(tokens);
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

  private static String[] symbols(String letters) {
    String[] symbols = new String['~' + 1];
    for (int i = 0; i < letters.length(); i++) {
      symbols[letters.charAt(i)] = letters.substring(i, i + 1);
    }
    return symbols;
  }

  private static boolean[] plainInWord() {
    boolean[] in = new boolean['z' + 1];
    for (char c = 'a'; c <= 'z'; c++) {
      in[c] = true;
      in[c - 'a' + 'A'] = true;
    }
    for (char c = '0'; c <= '9'; c++) {
      in[c] = true;
    }
    in['_'] = true;
    in['$'] = true;
    return in;
  }

  /** Of any letter: some of other scripts, and some that nobody sees, are parts of words, too. */
  private static boolean isInWord(char c) {
    return (c > 'z' || c < ' ') && Character.isJavaIdentifierPart(c);
  }

  private void skipComment() {
    while (at < end && chars[at] != '\n') {
      at++;
    }
  }

  private boolean endsLine(int from) {
    int i = from;
    while (i < end && (chars[i] == ' ' || chars[i] == '\r')) {
      i++;
    }
    return i < end && chars[i] == '\n';
  }

  private void text(List<Token> tokens) {
    int start = at + 1;
    int i = start;
    int depth = 0;
    while (i < end && chars[i] != '\n') {
      char c = chars[i];
      if (c == '\\') {
        i++;
      } else if (c == '$' && i + 1 < end && chars[i + 1] == '{') {
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
    at = Math.min(i, end);
  }

  private void number(List<Token> tokens) {
    int start = at;
    boolean hex = text.startsWith("0x", at);
    at += hex ? 2 : 0;
    while (at < end && Character.isLetterOrDigit(chars[at])) {
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
    int i = start + 1;
    while (i < end && ((chars[i] <= 'z' && IN_WORD[chars[i]]) || isInWord(chars[i]))) {
      i++;
    }
    at = i;
    tokens.add(new Token(Token.Kind.WORD, text.substring(start, at), 0, line, column(start)));
  }

  private void symbol(List<Token> tokens, char c) {
    String symbol = null;
    char next = at + 1 < end ? chars[at + 1] : '\n';
    // No second letter but these ever belongs to a first one.
    if (next == '=' || next == '<' || next == '>' || next == '.' || next == ':') {
      int found = TWO.indexOf(text.substring(at, at + 2));
      symbol = found >= 0 && found % 3 == 0 ? text.substring(at, at + 2) : null;
      symbol = text.startsWith(">>>", at) ? ">>>" : symbol;
    }
    if (symbol == null && c < SYMBOLS.length) {
      symbol = SYMBOLS[c];
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
