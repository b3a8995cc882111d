package dev.peeps.heap.threads;

import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Map;

/**
 * Reads what {@code jcmd Thread.dump_to_file -format=json} writes. JDK 21 to 24 give names and
 * stacks; from 25 on states, monitors and carriers too. Members that are not known are passed over.
 */
final class JsonThreadDump {
  private final JsonInput in;
  private final DumpBuilder builder = new DumpBuilder();
  private String time = "";
  private String vm = "";
  private boolean found;

  JsonThreadDump(Reader in) {
    this.in = new JsonInput(in);
  }

  /** The dump, or null when the file has other things in it. */
  ThreadDump read() throws IOException {
    try {
      members(this::top);
    } catch (JsonException e) {
      if (builder.threads().isEmpty()) {
        throw e;
      }
      builder.notice(
          "threads-truncated",
          e.line,
          "the thread dump makes no sense from line "
              + e.line
              + " on ("
              + e.getMessage()
              + "); the threads before it are used");
    }
    return found ? builder.build(ThreadDump.Format.JSON, vm, time) : null;
  }

  /** Takes one member; its value is the next thing to read. */
  private interface Member {
    void read(String key) throws IOException;
  }

  private void members(Member member) throws IOException {
    in.expect('{');
    if (in.empty('}')) {
      return;
    }
    do {
      String key = in.text();
      in.expect(':');
      member.read(key);
    } while (in.more('}'));
  }

  /** Reads the elements of an array that are objects; others are counted. */
  private void objects(Member member) throws IOException {
    if (in.peek() != '[') {
      builder.unread(in.line());
      in.value();
      return;
    }
    in.expect('[');
    if (in.empty(']')) {
      return;
    }
    do {
      if (in.peek() == '{') {
        members(member);
      } else {
        builder.unread(in.line());
        in.value();
      }
    } while (in.more(']'));
  }

  private void top(String key) throws IOException {
    if (key.equals("threadDump") && in.peek() == '{') {
      found = true;
      members(this::dump);
    } else {
      in.value();
    }
  }

  private void dump(String key) throws IOException {
    switch (key) {
      case "time":
        time = textOf(in.value());
        break;
      case "runtimeVersion":
        vm = textOf(in.value());
        break;
      case "threadContainers":
        objects(this::container);
        break;
      default:
        in.value();
    }
  }

  private void container(String key) throws IOException {
    if (!key.equals("threads") || in.peek() != '[') {
      in.value();
      return;
    }
    in.expect('[');
    if (in.empty(']')) {
      return;
    }
    do {
      int line = in.line();
      Object thread = in.value();
      if (thread instanceof Map) {
        thread((Map<?, ?>) thread, line);
      } else {
        builder.unread(line);
      }
    } while (in.more(']'));
  }

  private void thread(Map<?, ?> json, int line) {
    DumpedThread thread = new DumpedThread();
    thread.line = line;
    thread.tid = numberOf(json.get("tid"));
    thread.name = textOf(json.get("name"));
    thread.virtual = Boolean.TRUE.equals(json.get("virtual"));
    thread.carrier = numberOf(json.get("carrier"));
    thread.state = stateOf(textOf(json.get("state")));
    builder.thread(thread);
    for (Object frame : listOf(json.get("stack"))) {
      DumpedFrame parsed = FrameText.parse(textOf(frame));
      if (parsed == null) {
        builder.unread(line);
        parsed = new DumpedFrame("?", "?", null, -1, List.of());
      }
      builder.frame(thread, parsed);
    }
    innermost(thread, LockMention.Kind.ENTERING, json.get("blockedOn"));
    innermost(thread, LockMention.Kind.WAITING, json.get("waitingOn"));
    Object blocker = json.get("parkBlocker");
    innermost(
        thread,
        LockMention.Kind.PARKED,
        blocker instanceof Map ? ((Map<?, ?>) blocker).get("object") : blocker);
    for (Object owned : listOf(json.get("monitorsOwned"))) {
      if (owned instanceof Map) {
        owned(thread, (Map<?, ?>) owned, line);
      }
    }
  }

  private void owned(DumpedThread thread, Map<?, ?> json, int line) {
    long depth = numberOf(json.get("depth"));
    if (depth < 0 || depth >= thread.frames.size()) {
      builder.unread(line);
      return;
    }
    for (Object lock : listOf(json.get("locks"))) {
      // A lock that the compiler has done away with is null.
      mention(thread, (int) depth, LockMention.Kind.OWNED, lock);
    }
  }

  private void innermost(DumpedThread thread, LockMention.Kind kind, Object lock) {
    if (!thread.frames.isEmpty()) {
      mention(thread, 0, kind, lock);
    }
  }

  private void mention(DumpedThread thread, int depth, LockMention.Kind kind, Object lock) {
    String label = textOf(lock);
    int at = label.lastIndexOf('@');
    if (at > 0) {
      String type = MentionText.binary(label.substring(0, at));
      builder.mention(thread, depth, new LockMention(kind, label, 0, type, ""));
    }
  }

  private static Thread.State stateOf(String word) {
    for (Thread.State state : Thread.State.values()) {
      if (state.name().equals(word)) {
        return state;
      }
    }
    return null;
  }

  private static List<?> listOf(Object value) {
    return value instanceof List ? (List<?>) value : List.of();
  }

  private static String textOf(Object value) {
    return value instanceof String ? (String) value : "";
  }

  /** Numbers stand as texts in files of JDK 21 to 25. */
  private static long numberOf(Object value) {
    if (value instanceof Long) {
      return (Long) value;
    }
    String text = textOf(value);
    return Numbers.decimal(text, 0, text.length());
  }
}
