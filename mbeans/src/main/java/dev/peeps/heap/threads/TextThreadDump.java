package dev.peeps.heap.threads;

import java.io.IOException;

/**
 * Reads the text of jstack, Thread.print, SIGQUIT and jhsdb jstack. Whatever stands before, between
 * and behind the threads (a log) is passed over; of several dumps the last one counts.
 */
final class TextThreadDump {
  private static final String HEADING = "Full thread dump ";
  private static final String STATE = "java.lang.Thread.State: ";
  private static final String MOUNTED = "Mounted virtual thread ";
  private static final int LONGEST_NAME_LINES = 16;

  private final Lines lines;
  private DumpBuilder builder = new DumpBuilder();
  private String vm = "";
  private String time = "";
  private String before = "";
  private int dumps;
  private boolean serviceability;
  private boolean ended;
  private DumpedThread thread;

  /** The virtual thread whose frames follow those of its carrier. */
  private DumpedThread mounted;

  TextThreadDump(Lines lines) {
    this.lines = lines;
  }

  /** The last dump of the file, or null when there is no thread in it. */
  ThreadDump read() throws IOException {
    for (String line = lines.next(); line != null; line = lines.next()) {
      int heading = line.indexOf(HEADING);
      if (heading >= 0) {
        begin(line, heading);
      } else if (ThreadHeading.mayBegin(line)) {
        thread(line);
      } else if (line.startsWith("Thread ") && line.contains(": (state = ")) {
        unnamed(line);
      } else {
        body(line);
      }
      before = line;
    }
    if (builder.threads().isEmpty()) {
      return null;
    }
    ThreadDump.Format format =
        serviceability ? ThreadDump.Format.SERVICEABILITY : ThreadDump.Format.HOTSPOT;
    notices();
    if (serviceability) {
      ServiceabilityLabels.correct(builder.threads());
    }
    return builder.build(format, vm, time);
  }

  private void notices() {
    if (dumps > 1) {
      builder.notice(
          "threads-several",
          dumps,
          "thread dumps are in the file; the last one is used" + (ended ? "" : ", though cut off"));
    }
    if (dumps > 0 && !ended) {
      builder.notice(
          "threads-truncated",
          lines.number(),
          "the thread dump has no end: threads may be missing after line " + lines.number());
    }
    if (lines.cut() > 0) {
      builder.notice(
          "threads-line-cut", lines.cut(), "long lines are cut, the first is " + lines.firstCut());
    }
  }

  private void begin(String line, int heading) {
    if (heading > 0) {
      lines.prefix(line.substring(0, heading));
    }
    dumps++;
    builder = new DumpBuilder();
    ended = false;
    thread = null;
    mounted = null;
    vm = line.substring(heading + HEADING.length());
    vm = vm.endsWith(":") ? vm.substring(0, vm.length() - 1) : vm;
    // HotSpot writes the time on a line of its own; a collector's prefix is not yet known for it.
    String above = before.length() > 19 ? before.substring(before.length() - 19) : before;
    time = looksLikeTime(above) ? above : "";
  }

  private static boolean looksLikeTime(String text) {
    return text.length() == 19
        && text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && text.charAt(10) == ' '
        && text.charAt(13) == ':';
  }

  /** A heading, or the first lines of one whose name has line ends in it. */
  private void thread(String line) throws IOException {
    int start = lines.number();
    DumpedThread parsed = ThreadHeading.parse(line);
    if (parsed == null && !ended && (thread != null || dumps > 0)) {
      parsed = overSeveralLines(line);
    }
    if (parsed != null && !ended) {
      parsed.line = start;
      thread = parsed;
      mounted = null;
      builder.thread(parsed);
    }
  }

  private DumpedThread overSeveralLines(String first) throws IOException {
    StringBuilder whole = new StringBuilder(first);
    for (int i = 0; i < LONGEST_NAME_LINES; i++) {
      String line = lines.next();
      if (line == null) {
        break;
      }
      if (isBody(line) || (ThreadHeading.mayBegin(line) && ThreadHeading.parse(line) != null)) {
        lines.back(line);
        break;
      }
      whole.append('\n').append(line);
      DumpedThread parsed = ThreadHeading.parse(whole.toString());
      if (parsed != null) {
        return parsed;
      }
    }
    builder.unread(lines.number());
    return null;
  }

  private static boolean isBody(String line) {
    return line.startsWith("\tat ") || line.startsWith("   java.lang.Thread.State");
  }

  /** {@code Thread 4711: (state = BLOCKED)}, as jstack -F of JDK 8 writes it. */
  private void unnamed(String line) {
    DumpedThread parsed = new DumpedThread();
    parsed.nativeId = Math.max(0, Numbers.decimal(line, "Thread ".length(), line.indexOf(':')));
    parsed.line = lines.number();
    serviceability = true;
    thread = parsed;
    mounted = null;
    builder.thread(parsed);
  }

  private void body(String line) {
    String text = line.trim();
    if (text.isEmpty() || ended) {
      return;
    }
    if (text.startsWith("at ")) {
      frame(FrameText.parse(text.substring(3)));
    } else if (text.startsWith("- ")) {
      dash(line, text.substring(2));
    } else if (text.startsWith(STATE)) {
      state(text.substring(STATE.length()));
    } else if (text.startsWith(MOUNTED)) {
      mounted(text.substring(MOUNTED.length()));
    } else if (text.startsWith("JNI global ref")
        || (thread != null && text.startsWith("Found ") && text.contains("deadlock"))) {
      // What follows says again what was said of each thread.
      ended = true;
    } else if (text.startsWith("JVM version is ")) {
      vm = text.substring("JVM version is ".length());
    }
  }

  private void frame(DumpedFrame frame) {
    if (thread == null) {
      return;
    }
    if (frame == null) {
      builder.unread(lines.number());
    } else {
      builder.frame(mounted == null ? thread : mounted, frame);
    }
  }

  private void dash(String line, String text) {
    if (thread == null) {
      return;
    }
    if (line.startsWith(" - ")) {
      DumpedFrame frame = FrameText.parseServiceability(text, thread.frames.isEmpty());
      if (frame != null) {
        serviceability = true;
        compiled(frame, text);
        return;
      }
    }
    LockMention mention = MentionText.parse(text);
    if (mention != null) {
      DumpedThread its = mounted == null ? thread : mounted;
      builder.mention(its, its.frames.size() - 1, mention);
    } else if (!MentionText.isKnown(text)) {
      builder.unread(lines.number());
    }
  }

  private void compiled(DumpedFrame frame, String text) {
    builder.frame(thread, frame);
    if (thread.frames.size() == 1) {
      thread.innermostCompiled = text.contains("(Compiled frame");
    }
  }

  private void state(String text) {
    if (thread == null) {
      return;
    }
    int end = text.indexOf(' ');
    String word = end < 0 ? text : text.substring(0, end);
    for (Thread.State state : Thread.State.values()) {
      if (state.name().equals(word)) {
        thread.state = state;
        return;
      }
    }
    builder.unread(lines.number());
  }

  /** {@code #27} or {@code "name" #27}: its frames follow, and its locks. */
  private void mounted(String text) {
    int hash = text.lastIndexOf('#');
    if (thread == null || hash < 0) {
      return;
    }
    mounted = new DumpedThread();
    mounted.virtual = true;
    mounted.daemon = true;
    mounted.carrier = thread.tid;
    mounted.tid = Numbers.decimal(text, hash + 1, text.length());
    int quote = text.lastIndexOf('"', hash);
    mounted.name = quote > 0 && text.charAt(0) == '"' ? text.substring(1, quote) : "";
    mounted.line = lines.number();
    builder.thread(mounted);
  }
}
