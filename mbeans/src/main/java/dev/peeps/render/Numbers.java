package dev.peeps.render;

import dev.peeps.graph.Durations;

/** Numbers as people read them. No locale: the same output everywhere. */
final class Numbers {
  private static final long SECOND = 1000;

  private Numbers() {}

  /** {@code 10,000}. */
  static String count(long number) {
    String digits = Long.toString(number);
    int first = number < 0 ? 1 : 0;
    if (digits.length() - first <= 3) {
      return digits;
    }
    StringBuilder text = new StringBuilder(digits);
    for (int i = digits.length() - 3; i > first; i -= 3) {
      text.insert(i, ',');
    }
    return text.toString();
  }

  /** {@code 1 task}, {@code 10,000 tasks}. */
  static String count(long number, String noun) {
    return count(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** {@code 0.42 ms}, {@code 23.1 ms}, {@code 1,204 ms}. */
  static String millis(long nanos) {
    if (nanos < 10_000_000) {
      long hundredths = nanos / 10_000;
      return hundredths / 100 + "." + hundredths / 10 % 10 + hundredths % 10 + " ms";
    }
    if (nanos < 100_000_000) {
      long tenths = nanos / 100_000;
      return tenths / 10 + "." + tenths % 10 + " ms";
    }
    return count(nanos / 1_000_000) + " ms";
  }

  /** Milliseconds as a JSON number with three decimals. */
  static String jsonMillis(long nanos) {
    long micros = nanos / 1000;
    long rest = micros % 1000;
    return micros / 1000 + "." + rest / 100 + rest / 10 % 10 + rest % 10;
  }

  /** {@code 311 kB}, {@code 1.2 MB}. */
  static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " bytes";
    }
    if (bytes < 1_000_000) {
      return bytes / 1000 + " kB";
    }
    if (bytes < 1_000_000_000) {
      return bytes / 1_000_000 + "." + bytes / 100_000 % 10 + " MB";
    }
    return bytes / 1_000_000_000 + "." + bytes / 100_000_000 % 10 + " GB";
  }

  /** The two largest units: {@code 3 h 12 min}. */
  static String duration(long millis) {
    return Durations.text(millis);
  }

  /**
   * {@code 2026-11-21 23:59:01Z}. By hand, since java.time costs more to load than all the rest of
   * a small report; the days are Howard Hinnant's civil_from_days.
   */
  static String time(long epochMillis) {
    long seconds = Math.floorDiv(epochMillis, SECOND);
    long shifted = Math.floorDiv(seconds, 86_400L) + 719_468;
    long era = Math.floorDiv(shifted, 146_097L);
    long dayOfEra = shifted - era * 146_097;
    long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long shiftedMonth = (5 * dayOfYear + 2) / 153;
    long day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
    long month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    long secondOfDay = Math.floorMod(seconds, 86_400L);
    StringBuilder text = new StringBuilder(20).append(year);
    two(text.append('-'), month);
    two(text.append('-'), day);
    two(text.append(' '), secondOfDay / 3600);
    two(text.append(':'), secondOfDay / 60 % 60);
    two(text.append(':'), secondOfDay % 60);
    return text.append('Z').toString();
  }

  private static void two(StringBuilder to, long number) {
    to.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}
