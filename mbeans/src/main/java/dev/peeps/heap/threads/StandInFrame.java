package dev.peeps.heap.threads;

import dev.peeps.heap.HeapFrame;

/** A frame of a thread dump in the place of one that the heap does not have; without locals. */
final class StandInFrame implements HeapFrame {
  private static final long[] NONE = {};

  private final DumpedFrame frame;

  StandInFrame(DumpedFrame frame) {
    this.frame = frame;
  }

  @Override
  public String className() {
    return frame.className();
  }

  @Override
  public String method() {
    return frame.method();
  }

  @Override
  public String descriptor() {
    return "";
  }

  @Override
  public String sourceFile() {
    return frame.sourceFile();
  }

  @Override
  public int line() {
    return frame.line();
  }

  @Override
  public long[] locals() {
    return NONE;
  }

  @Override
  public String text() {
    String place = "Unknown Source";
    if (frame.line() == DumpedFrame.NATIVE) {
      place = "Native Method";
    } else if (frame.sourceFile() != null) {
      place = frame.sourceFile() + (frame.line() > 0 ? ":" + frame.line() : "");
    } else if (frame.line() > 0) {
      place = "line " + frame.line();
    }
    return frame.className() + '.' + frame.method() + '(' + place + ')';
  }
}
