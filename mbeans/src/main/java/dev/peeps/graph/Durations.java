package dev.peeps.graph;

/** Spans of time as people read them. No locale: the same output everywhere. */
public final class Durations {
  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Durations() {}

  /** The two largest units: {@code 3 h 12 min}, {@code 0.4 s}. */
  public static String text(long millis) {
    if (millis >= DAY) {
      return millis / DAY + " d " + millis % DAY / HOUR + " h";
    }
    if (millis >= HOUR) {
      return millis / HOUR + " h " + millis % HOUR / MINUTE + " min";
    }
    if (millis >= MINUTE) {
      return millis / MINUTE + " min " + millis % MINUTE / SECOND + " s";
    }
    return millis / SECOND + "." + millis % SECOND / 100 + " s";
  }
}
