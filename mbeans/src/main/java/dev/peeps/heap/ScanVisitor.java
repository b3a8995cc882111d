package dev.peeps.heap;

/**
 * What one pass of a {@link HeapScan} finds, in file order. Ids are those of the file; 0 is null.
 * Bodies are copied only for those who want them.
 */
public interface ScanVisitor {

  /** A class, once for each record. */
  void type(ScannedClass type);

  /** An instance; true when its fields are wanted, which come next by {@link #fields}. */
  boolean instance(long id, long type, int length);

  /**
   * The fields of the instance before: own class's first, as {@link ScannedClass} lays them out.
   *
   * @param body is used again for the next instance
   */
  void fields(byte[] body, int length);

  /** An array of references; true when its elements are wanted, which come next. */
  boolean array(long id, long type, int length);

  /**
   * The next elements of the array before.
   *
   * @param first index of the first of them in the array
   * @param ids is used again
   */
  void elements(int first, long[] ids, int count);

  /** An array of primitives. */
  default void primitives(long id) {}

  /** A thread that has not ended. */
  default void thread(long object, int serial) {}

  /** A local variable, or a JNI local reference, of a thread; depth -1 when no frame is known. */
  default void local(long object, int serial, int depth) {}

  /** Anything else that the JVM says is alive: JNI globals, system classes, native stacks. */
  default void root(long object) {}
}
