package dev.peeps.layout;

/** Ends the parsing of one statement; never leaves this package. */
final class ParseException extends Exception {
  private static final long serialVersionUID = 1L;
  private final int line;
  private final int column;

  ParseException(int line, int column, String message) {
    super(message);
    this.line = line;
    this.column = column;
  }

  int line() {
    return line;
  }

  int column() {
    return column;
  }
}
