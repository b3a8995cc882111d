package dev.peeps.heap.threads;

import dev.peeps.heap.Notice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects the threads of one dump within bounds, and what went wrong. */
final class DumpBuilder {
  private static final int MOST_THREADS = 1_000_000;
  private static final int MOST_FRAMES = 16_000_000;
  private static final int MOST_DISTINCT = 1_000_000;

  /** Of one frame; no method has that many monitors. */
  private static final int MOST_MENTIONS = 1_000;

  private final List<DumpedThread> threads = new ArrayList<>();
  private final Map<String, DumpedFrame> shared = new HashMap<>();
  private final List<Notice> notices = new ArrayList<>();
  private int frames;
  private long threadsLeftOut;
  private long framesLeftOut;
  private long mentionsLeftOut;
  private long unread;
  private int firstUnread;

  List<DumpedThread> threads() {
    return threads;
  }

  void thread(DumpedThread thread) {
    if (threads.size() < MOST_THREADS) {
      threads.add(thread);
    } else {
      threadsLeftOut++;
    }
  }

  /** Adds a frame to the end of the thread's stack. */
  void frame(DumpedThread thread, DumpedFrame frame) {
    if (frames >= MOST_FRAMES) {
      framesLeftOut++;
      return;
    }
    frames++;
    DumpedFrame kept = frame;
    if (frame.mentions().isEmpty() && shared.size() < MOST_DISTINCT) {
      DumpedFrame before = shared.putIfAbsent(frame + "@" + frame.sourceFile(), frame);
      kept = before == null ? frame : before;
    }
    thread.frames.add(kept);
  }

  /** Adds a mention to the frame at this depth, if there is such a frame. */
  void mention(DumpedThread thread, int depth, LockMention mention) {
    if (depth < 0 || depth >= thread.frames.size()) {
      return;
    }
    DumpedFrame frame = thread.frames.get(depth);
    if (frame.mentions().size() >= MOST_MENTIONS) {
      mentionsLeftOut++;
      return;
    }
    List<LockMention> all = new ArrayList<>(frame.mentions());
    all.add(mention);
    thread.frames.set(depth, frame.with(List.copyOf(all)));
  }

  /** A line, or an object of JSON, that should say something and does not. */
  void unread(int line) {
    firstUnread = unread++ == 0 ? line : firstUnread;
  }

  void notice(String code, long count, String detail) {
    notices.add(new Notice(code, count, detail));
  }

  ThreadDump build(ThreadDump.Format format, String vm, String time) {
    if (unread > 0) {
      notice(
          "threads-unread",
          unread,
          "lines of the thread dump make no sense, the first is line " + firstUnread);
    }
    long leftOut = threadsLeftOut + framesLeftOut + mentionsLeftOut;
    if (leftOut > 0) {
      notice(
          "threads-left-out",
          leftOut,
          threadsLeftOut
              + " threads, "
              + framesLeftOut
              + " frames and "
              + mentionsLeftOut
              + " locks of frames of the thread dump are more than is kept");
    }
    return new ThreadDump(format, vm, time, threads, notices);
  }
}
