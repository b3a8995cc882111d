package dev.peeps.cli.json;

import java.io.IOException;

/** A file is no dump as peeps-json(5) describes it. The message says where, by line and column. */
public final class JsonDumpException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  /**
   * @param what what is wrong, as a fragment
   * @param line from 1; 0 when it is about the file as a whole
   * @param column from 1
   */
  JsonDumpException(String what, int line, int column) {
    super(line > 0 ? "line " + line + ", column " + column + ": " + what : what);
    this.line = line;
    this.column = column;
  }

  /** Line of the mistake, from 1; 0 when it is about the file as a whole. */
  public int line() {
    return line;
  }

  /** Column of the mistake, from 1; 0 when it is about the file as a whole. */
  public int column() {
    return column;
  }
}
