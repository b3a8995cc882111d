package dev.peeps.heap;

import java.io.IOException;

/**
 * What {@link HprofRecords} finds in a file, in file order. Bodies are read from the input by those
 * who want them; what is left unread is skipped without cost, so that a pass over a large file pays
 * only for what it wants.
 */
interface HprofVisitor {

  /** UTF-8 text: {@code length} bytes at the input's place. */
  void string(long id, int length, HprofInput in) throws IOException;

  void loadClass(int serial, long id, long name);

  void frame(long id, long method, long descriptor, long source, int classSerial, int line);

  /** A stack: {@code count} frame ids at the input's place, innermost first. */
  void trace(int serial, int count, HprofInput in) throws IOException;

  void threadRoot(long object, int serial, int trace);

  /** A local variable of the frame at this depth; -1 when the frame is unknown. */
  void frameRoot(long object, int threadSerial, int depth);

  /** A reference that native code called from this frame holds. */
  default void jniLocal(long object, int threadSerial, int depth) {
    frameRoot(object, threadSerial, depth);
  }

  /** What is kept alive by something else than a thread: the JVM, native code, a system class. */
  default void root(long object) {}

  void classDump(ClassDump dump);

  /**
   * A heap dump record comes next: whoever has no use for most objects may go past as many as are
   * buffered as a whole, in a loop of its own.
   */
  default void skim(HprofInput in) {}

  /** An instance: {@code length} bytes of fields at the input's place, own class's first. */
  void instance(long id, long type, int length, HprofInput in) throws IOException;

  /** An array: {@code length} ids at the input's place. */
  void objectArray(long id, long type, int length, HprofInput in) throws IOException;

  /**
   * An array: {@code length} elements at the input's place.
   *
   * @param element code of the basic type, one of {@link BasicType}
   */
  void primitiveArray(long id, int element, int length, HprofInput in) throws IOException;

  /** A record of our own; the input's place is its subtype. */
  void peeps(HprofInput in) throws IOException;

  /**
   * A record contradicts itself and was left at this offset.
   *
   * @param lost bytes that were skipped because of it
   */
  void corrupt(long offset, long lost, String problem);

  /** A top-level record of a kind that HPROF does not define. */
  void unknownRecord(int tag);
}
