package dev.peeps.layout;

import dev.peeps.heap.HeapFrame;
import dev.peeps.heap.HeapThread;
import dev.peeps.heap.reach.HeldBy;
import java.util.List;

/** Says in words who holds something. */
final class Holding {
  private Holding() {}

  /**
   * {@code RpcClient.pending → entry 4711}, or {@code "reader" in Reader.run(Reader.java:7) → …}.
   */
  static String words(HeldBy way, Run run) {
    if (way.thread() == 0) {
      return way.way();
    }
    HeapThread thread = run.heap.threadOf(way.thread());
    if (thread == null) {
      return "a thread" + way.way();
    }
    StringBuilder text = new StringBuilder();
    text.append(thread.name().isEmpty() ? "thread #" + thread.tid() : '"' + thread.name() + '"');
    List<HeapFrame> frames = thread.frames();
    if (way.depth() >= 0 && way.depth() < frames.size()) {
      text.append(" in ").append(frames.get(way.depth()).text());
    }
    return text.append(way.way()).toString();
  }
}
