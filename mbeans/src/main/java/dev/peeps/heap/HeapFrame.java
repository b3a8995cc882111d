package dev.peeps.heap;

/**
 * One frame of a stack. Frames of equal stacks may be shared by threads; the locals are the
 * thread's own.
 */
public interface HeapFrame {

  /** Binary name of the class that declares the method. */
  String className();

  String method();

  /** JVM descriptor of the method, or empty when unknown. */
  String descriptor();

  /** Source file, or null. */
  String sourceFile();

  /** Line number; 0 or -1 unknown, -2 compiled, -3 native method. */
  int line();

  /**
   * Ids of the objects that locals of this frame refer to, as far as recorded, each once. HPROF has
   * no slot numbers: the order is the file's, which is slot order in a cut.
   */
  long[] locals();

  /**
   * The same as often as they are there: an object that two locals refer to is given twice. In the
   * order of the file, which is slot order in what HotSpot writes, with the operand stack behind.
   */
  default long[] references() {
    return locals();
  }

  /**
   * As {@link StackTraceElement#toString()} prints it, without loader and module: {@code
   * a.b.C.m(C.java:12)}.
   */
  String text();
}
