package dev.peeps.cli.list;

import java.util.List;

/** Text in columns. */
public final class Columns {
  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Columns() {}

  /** Rows of equal length, aligned to the left, two spaces between columns. */
  public static String align(List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        text.append(row.get(i));
        if (i + 1 < columns) {
          text.append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** A duration in its two largest units: {@code 3d 4h}, {@code 12m 5s}. */
  static String duration(long millis) {
    if (millis < 0) {
      return "?";
    }
    if (millis < MINUTE) {
      return millis / SECOND + "s";
    }
    if (millis < HOUR) {
      return millis / MINUTE + "m " + millis % MINUTE / SECOND + "s";
    }
    if (millis < DAY) {
      return millis / HOUR + "h " + millis % HOUR / MINUTE + "m";
    }
    return millis / DAY + "d " + millis % DAY / HOUR + "h";
  }
}
