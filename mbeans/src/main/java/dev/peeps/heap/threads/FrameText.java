package dev.peeps.heap.threads;

import java.util.List;

/** Takes apart what a thread dump writes of a frame and of a class. */
final class FrameText {
  private static final int UNKNOWN = -1;

  private FrameText() {}

  /**
   * A frame as {@link StackTraceElement#toString()} and HotSpot write it: {@code
   * java.base/a.b.C.m(C.java:12)} or {@code a.b.C.m(java.base@25/C.java:12)}.
   *
   * @return null when it is none
   */
  static DumpedFrame parse(String text) {
    int open = text.lastIndexOf('(');
    int close = text.lastIndexOf(')');
    if (open <= 0 || close < open) {
      return null;
    }
    String place = text.substring(open + 1, close);
    int colon = place.lastIndexOf(':');
    int line = UNKNOWN;
    String source = null;
    if (place.equals("Native Method") || place.endsWith("/Native Method")) {
      line = DumpedFrame.NATIVE;
    } else if (!place.endsWith("Unknown Source")) {
      long number = colon < 0 ? UNKNOWN : Numbers.decimal(place, colon + 1, place.length());
      line = number > Integer.MAX_VALUE ? UNKNOWN : (int) number;
      source = withoutModule(colon < 0 ? place : place.substring(0, colon));
    }
    return frame(text.substring(0, open), source, line);
  }

  /**
   * A frame as jhsdb writes it: {@code a.b.C.m(int, a.b.D) @bci=17, line=7 (Interpreted frame)}.
   *
   * @param innermost then a frame without instructions and lines is that of a native method
   * @return null when it is none
   */
  static DumpedFrame parseServiceability(String text, boolean innermost) {
    int bci = text.indexOf(" @bci=");
    int open = text.indexOf('(');
    if (bci < 0 || open <= 0 || open > bci) {
      return null;
    }
    int line = text.indexOf(", line=", bci);
    int number = innermost && text.startsWith(" @bci=0 ", bci) ? DumpedFrame.NATIVE : UNKNOWN;
    if (line >= 0) {
      int from = line + ", line=".length();
      int to = from;
      while (to < text.length() && Character.isDigit(text.charAt(to))) {
        to++;
      }
      number = (int) Numbers.decimal(text, from, to);
    }
    return frame(text.substring(0, open), null, number);
  }

  private static DumpedFrame frame(String qualified, String source, int line) {
    int dot = qualified.lastIndexOf('.');
    if (dot <= 0 || dot == qualified.length() - 1) {
      return null;
    }
    String type = withoutModule(qualified.substring(0, dot));
    return new DumpedFrame(className(type), qualified.substring(dot + 1), source, line, List.of());
  }

  /** {@code app//a.b.C}, {@code java.base@25/a.b.C}: what stands before the last slash goes. */
  private static String withoutModule(String text) {
    int end = text.length();
    int hidden = text.lastIndexOf("/0x");
    if (hidden > 0) {
      end = hidden;
    }
    int slash = text.lastIndexOf('/', end - 1);
    return slash < 0 ? text : text.substring(slash + 1);
  }

  /**
   * The name of a class without the address of a hidden class, which tools write in different ways.
   */
  static String className(String text) {
    int hidden = text.indexOf("/0x");
    if (hidden < 0) {
      hidden = text.indexOf("+0x");
    }
    if (hidden < 0) {
      hidden = text.indexOf(".0x");
    }
    return hidden < 0 ? text : text.substring(0, hidden);
  }
}
