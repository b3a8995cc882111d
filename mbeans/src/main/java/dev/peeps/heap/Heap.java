package dev.peeps.heap;

import java.util.List;
import java.util.function.LongConsumer;

/**
 * One picture of a process: objects, classes, threads, monitors. It may hold everything (a heap
 * dump) or only what matters for waiting (a cut).
 *
 * <p>What is absent is unknown, never null: {@link #object} gives null for an id that has no
 * record, and a record may be {@linkplain HeapObject#complete() incomplete}. Implementations are
 * immutable after construction and safe for use by many threads.
 */
public interface Heap {

  /** Facts about the process and about how the picture was taken; never null. */
  CutInfo info();

  /** All classes, in file order. */
  List<HeapClass> classes();

  /** The class with this id, or null. */
  HeapClass classById(long id);

  /**
   * All classes of this binary name ({@code a.b.C$D}); several when several loaders define it;
   * empty when none.
   */
  List<HeapClass> classesNamed(String binaryName);

  /**
   * Visits the ids of all instances of exactly this class, in file order; class objects are
   * instances of java.lang.Class. Cost: linear in their number.
   */
  void forEachInstance(HeapClass type, LongConsumer ids);

  /**
   * The object with this id; null when there is no record of it. Constant time. Class objects are
   * included.
   */
  HeapObject object(long id);

  /** All threads, platform and virtual, in file order. */
  List<HeapThread> threads();

  /** The thread whose Thread object has this id, or null. */
  HeapThread threadOf(long objectId);

  /** All monitors about which something is known: owned, contended or waited on. */
  List<Monitor> monitors();

  /** The monitor of this object, or null when nothing is known about it. */
  Monitor monitorOf(long objectId);

  /** Class initialisations in progress. */
  List<ClassInit> classInits();

  /** What was not seen, dropped or stopped early, in file order. */
  List<Notice> notices();

  /**
   * How long a platform thread has run so far, in nanoseconds: one that has moved between two
   * pictures has used some of it. -1 when unknown, as in every heap dump.
   *
   * @param threadId id of the Thread object
   */
  default long cpuNanos(long threadId) {
    return -1;
  }

  /**
   * What an object refers to, whatever its fields are called, each as often as it does. In a cut
   * and in a heap dump that is known of an application's objects near a thread or a queued task,
   * and only what a layout or the application has classes for. Empty when nothing is known.
   */
  default long[] references(long objectId) {
    return References.of(object(objectId));
  }

  /**
   * From where this object can be reached. In a cut everything is reached from threads or found
   * alive in the heap; in a heap dump that depends on what was computed.
   */
  default Reachability reachability(long objectId) {
    return Reachability.THREADS;
  }
}
