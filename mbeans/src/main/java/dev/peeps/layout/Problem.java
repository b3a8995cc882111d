package dev.peeps.layout;

import java.util.Objects;

/** A mistake in a layout, with its place. Immutable. */
public final class Problem {
  private final String file;
  private final int line;
  private final int column;
  private final String message;

  /**
   * @param file name of the file as the person gave it
   * @param line from 1; 0 when it concerns the whole file
   * @param column from 1; 0 when it concerns the whole line
   * @param message what is wrong and what was expected
   */
  public Problem(String file, int line, int column, String message) {
    this.file = Objects.requireNonNull(file);
    this.line = line;
    this.column = column;
    this.message = Objects.requireNonNull(message);
  }

  public String file() {
    return file;
  }

  public int line() {
    return line;
  }

  public int column() {
    return column;
  }

  public String message() {
    return message;
  }

  /** {@code FILE:LINE:COLUMN: MESSAGE}, without what is not known. */
  @Override
  public String toString() {
    return line == 0 ? file + ": " + message : file + ":" + line + ":" + column + ": " + message;
  }
}
