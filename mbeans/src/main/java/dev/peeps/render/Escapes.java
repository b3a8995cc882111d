package dev.peeps.render;

/**
 * Makes text from a target safe to show. Names of threads and classes are chosen by whoever wrote
 * the program, or by whoever sent it a request; none of their characters may move the cursor, turn
 * the direction of a line or end a JSON string.
 *
 * <p>Escaped: C0 and C1 controls and DEL (so ANSI sequences too), line and paragraph separators,
 * every character of Unicode's category Cf (bidirectional controls, zero-width characters, tags)
 * and lone surrogates. They appear as {@code \}{@code u001b}.
 */
public final class Escapes {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private Escapes() {}

  /** The text, safe for a terminal or a log; the same object when nothing had to be escaped. */
  public static String text(String raw) {
    return clean(raw, false) ? raw : text(new StringBuilder(raw.length() + 16), raw).toString();
  }

  /** Appends the text, safe for a terminal or a log. */
  public static StringBuilder text(StringBuilder to, String raw) {
    return append(to, raw, false);
  }

  /**
   * Appends the text in double quotes; quotes and backslashes in it are escaped too, so that a name
   * cannot pretend to have ended.
   */
  public static StringBuilder quoted(StringBuilder to, String raw) {
    return append(to.append('"'), raw, true).append('"');
  }

  /**
   * Appends a JSON string, quotes included. More is escaped than JSON asks for, so that printing
   * the JSON is safe as well; a parser gives back the very same text.
   */
  public static StringBuilder json(StringBuilder to, String raw) {
    return quoted(to, raw);
  }

  private static StringBuilder append(StringBuilder to, String raw, boolean quotes) {
    if (clean(raw, quotes)) {
      return to.append(raw);
    }
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (quotes && (c == '"' || c == '\\')) {
        to.append('\\').append(c);
      } else if (c >= ' ' && c <= '~') {
        to.append(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < raw.length()
          && Character.isLowSurrogate(raw.charAt(i + 1))) {
        char low = raw.charAt(++i);
        if (isUnsafe(Character.toCodePoint(c, low))) {
          escape(escape(to, c), low);
        } else {
          to.append(c).append(low);
        }
      } else if (isUnsafe(c)) {
        escape(to, c);
      } else {
        to.append(c);
      }
    }
    return to;
  }

  /** True for printable ASCII: what nearly every name is, so that most text is only looked at. */
  private static boolean clean(String raw, boolean quotes) {
    // An array: a JVM that interprets this makes five calls for each charAt.
    char[] chars = raw.toCharArray();
    for (char c : chars) {
      if (c < ' ' || c > '~' || (quotes && (c == '"' || c == '\\'))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUnsafe(int codePoint) {
    switch (Character.getType(codePoint)) {
      case Character.CONTROL:
      case Character.FORMAT:
      case Character.LINE_SEPARATOR:
      case Character.PARAGRAPH_SEPARATOR:
      case Character.SURROGATE:
        return true;
      default:
        return false;
    }
  }

  private static StringBuilder escape(StringBuilder to, char c) {
    return to.append("\\u")
        .append(HEX[c >> 12])
        .append(HEX[(c >> 8) & 15])
        .append(HEX[(c >> 4) & 15])
        .append(HEX[c & 15]);
  }
}
