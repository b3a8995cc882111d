package dev.peeps.diff;

import dev.peeps.graph.ProcessInfo;

/** When a picture was taken and its JVM started, as its facts say. */
final class Times {
  private Times() {}

  /** Milliseconds since 1970; -1 when unknown. */
  static long taken(ProcessInfo process) {
    return number(process, "timestampMillis");
  }

  /** Milliseconds since 1970; -1 when unknown. */
  static long start(ProcessInfo process) {
    long taken = taken(process);
    long uptime = number(process, "uptimeMillis");
    return taken < 0 || uptime < 0 ? -1 : taken - uptime;
  }

  private static long number(ProcessInfo process, String key) {
    String text = process.facts().get(key);
    if (text == null || text.isEmpty() || text.length() > 18) {
      return -1;
    }
    for (int place = 0; place < text.length(); place++) {
      if (text.charAt(place) < '0' || text.charAt(place) > '9') {
        return -1;
      }
    }
    return Long.parseLong(text);
  }
}
