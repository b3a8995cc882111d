package dev.peeps.heap;

/** A shared frame with the locals of one thread. */
final class RecordedFrame implements HeapFrame {
  private final SharedFrame shared;
  private final Locals locals;
  private final int threadSerial;
  private final int depth;

  RecordedFrame(SharedFrame shared, Locals locals, int threadSerial, int depth) {
    this.shared = shared;
    this.locals = locals;
    this.threadSerial = threadSerial;
    this.depth = depth;
  }

  @Override
  public String className() {
    return shared.className;
  }

  @Override
  public String method() {
    return shared.method;
  }

  @Override
  public String descriptor() {
    return shared.descriptor;
  }

  @Override
  public String sourceFile() {
    return shared.source;
  }

  @Override
  public int line() {
    return shared.line;
  }

  @Override
  public long[] locals() {
    return locals.of(threadSerial, depth);
  }

  @Override
  public long[] references() {
    return locals.all(threadSerial, depth);
  }

  @Override
  public String text() {
    return shared.text();
  }

  @Override
  public String toString() {
    return text();
  }
}
