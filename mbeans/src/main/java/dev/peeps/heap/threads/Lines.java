package dev.peeps.heap.threads;

import java.io.IOException;
import java.io.Reader;

/**
 * Lines of a text, numbered. Without what a log collector writes before each line (a time, a
 * stream, a pod): that is told by the heading of the dump, and any line that begins alike loses it.
 */
final class Lines {
  /** No line of a thread dump is longer, apart from made-up names. */
  private static final int LONGEST = 1 << 16;

  private static final int LONGEST_PREFIX = 200;

  private final Reader in;
  private final StringBuilder line = new StringBuilder(256);
  private final char[] buffer = new char[1 << 14];
  private int at;
  private int end;
  private int number;
  private int cut;
  private int firstCut;
  private String pushedBack;
  private String prefix = "";

  Lines(Reader in) {
    this.in = in;
  }

  /** The next line without its end, or null at the end of the file. */
  String next() throws IOException {
    number++;
    if (pushedBack != null) {
      String again = pushedBack;
      pushedBack = null;
      return again;
    }
    return stripped(raw());
  }

  /** Gives back the line that {@link #next()} gave last. */
  void back(String same) {
    pushedBack = same;
    number--;
  }

  /** Number of the line that {@link #next()} gave last, from 1 on. */
  int number() {
    return number;
  }

  /** How many lines were longer than is kept of them. */
  int cut() {
    return cut;
  }

  /** Number of the first of them. */
  int firstCut() {
    return firstCut;
  }

  /** From here on lines may begin like this; only digits may differ. */
  void prefix(String text) {
    prefix = text.length() > LONGEST_PREFIX ? "" : text;
  }

  private String raw() throws IOException {
    line.setLength(0);
    boolean any = false;
    boolean whole = true;
    while (true) {
      if (at == end) {
        end = in.read(buffer, 0, buffer.length);
        at = 0;
        if (end <= 0) {
          end = 0;
          break;
        }
      }
      char c = buffer[at++];
      any = true;
      if (c == '\n') {
        break;
      }
      if (line.length() < LONGEST) {
        line.append(c);
      } else {
        whole = false;
      }
    }
    if (!any) {
      return null;
    }
    if (!whole) {
      firstCut = cut++ == 0 ? number : firstCut;
    }
    if (line.length() > 0 && line.charAt(line.length() - 1) == '\r') {
      line.setLength(line.length() - 1);
    }
    return line.toString();
  }

  private String stripped(String text) {
    int length = prefix.length();
    if (length == 0 || text == null || text.length() < length) {
      return text;
    }
    for (int i = 0; i < length; i++) {
      char wanted = prefix.charAt(i);
      char found = text.charAt(i);
      if (wanted != found && !(isDigit(wanted) && isDigit(found))) {
        return text;
      }
    }
    return text.substring(length);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
