package dev.peeps.heap.threads;

import java.util.ArrayList;
import java.util.List;

/** One thread of a thread dump. Immutable once it is handed out. */
public final class DumpedThread {
  String name = "";
  long tid = -1;
  long nativeId;
  boolean virtual;
  boolean daemon;
  long carrier = -1;
  Thread.State state;
  String status = "";
  List<DumpedFrame> frames = new ArrayList<>();
  int line;

  /** Only of a dump of jhsdb: its innermost frame is compiled. */
  boolean innermostCompiled;

  DumpedThread() {}

  /** Its name as the dump has it, unescaped. */
  public String name() {
    return name;
  }

  /** Thread.threadId(); -1 when the dump does not say. */
  public long tid() {
    return tid;
  }

  /** Native (OS) thread id; 0 when the dump does not say. */
  public long nativeId() {
    return nativeId;
  }

  public boolean virtual() {
    return virtual;
  }

  public boolean daemon() {
    return daemon;
  }

  /** Thread id of the carrier of a mounted virtual thread; -1 when none or unknown. */
  public long carrier() {
    return carrier;
  }

  /** Null when the dump does not say. */
  public Thread.State state() {
    return state;
  }

  /** What the VM says of it in the heading ("in Object.wait()"); empty when it says nothing. */
  public String status() {
    return status;
  }

  /** Innermost first. */
  public List<DumpedFrame> frames() {
    return frames;
  }

  /** Number of the line at which it begins. */
  public int line() {
    return line;
  }

  @Override
  public String toString() {
    return "thread " + tid + " \"" + name + '"';
  }
}
