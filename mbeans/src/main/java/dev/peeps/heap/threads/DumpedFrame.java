package dev.peeps.heap.threads;

import java.util.List;
import java.util.Objects;

/** One frame of a thread dump. Immutable; frames without lines below them are shared. */
public final class DumpedFrame {
  /** The line number of a native method. */
  static final int NATIVE = -3;

  private final String className;
  private final String method;
  private final String sourceFile;
  private final int line;
  private final List<LockMention> mentions;

  DumpedFrame(
      String className, String method, String sourceFile, int line, List<LockMention> mentions) {
    this.className = Objects.requireNonNull(className);
    this.method = Objects.requireNonNull(method);
    this.sourceFile = sourceFile;
    this.line = line;
    this.mentions = mentions;
  }

  /** Binary name of the class, without module and loader. */
  public String className() {
    return className;
  }

  public String method() {
    return method;
  }

  /** Source file; null when the dump does not say. */
  public String sourceFile() {
    return sourceFile;
  }

  /** Line number; -1 when unknown, -3 for a native method. */
  public int line() {
    return line;
  }

  /** The lines below the frame, in file order. */
  public List<LockMention> mentions() {
    return mentions;
  }

  DumpedFrame with(List<LockMention> others) {
    return new DumpedFrame(className, method, sourceFile, line, others);
  }

  @Override
  public String toString() {
    return className + '.' + method + ':' + line;
  }
}
