package dev.peeps.heap.reach;

import dev.peeps.heap.HeapScan;
import dev.peeps.heap.HprofException;
import dev.peeps.heap.ReadOptions;
import dev.peeps.heap.ScannedClass;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The references of a whole heap dump, as numbers in memory: who refers to whom, and what the JVM
 * and each thread refer to. {@link Survey} asks it.
 *
 * <p>Texts, boxed numbers and arrays of primitives lead nowhere and are left out. Cost: two passes
 * over the file; 4 bytes for each object that is not left out and for each reference that is not
 * null, and a bit for every 8 bytes of heap. A survey takes 4 bytes an object more. Immutable once
 * read.
 */
public final class WholeHeap {
  final HeapScan scan;
  final Classes classes;
  final IdRanks ranks;
  final References references;
  final Stacks stacks;

  /** Numbers of what native code and the JVM itself refer to. */
  final Ints roots;

  /** Numbers of the classes that are not the JDK's and have static fields. */
  final int[] applications;

  /** Numbers of the weak references and their like. */
  final Ints weak;

  /** Numbers of the entries in which an MBean server keeps what is registered there. */
  final Ints registered;

  /** Numbers of the phantom references. */
  final Ints cleanups;

  /** Numbers of the final references. */
  final Ints finalizers;

  /** Number of the class that lists the shutdown hooks; -1 when there is none. */
  final int shutdown;

  /** Numbers of thread groups without a parent. */
  private final int[] systemGroups;

  final Budget budget;
  private final long left;
  private final long unseenVirtual;

  WholeHeap(
      HeapScan scan,
      Classes classes,
      IdRanks ranks,
      References references,
      Reading reading,
      Budget budget) {
    this.scan = scan;
    this.classes = classes;
    this.ranks = ranks;
    this.references = references;
    this.stacks = reading.stacks;
    this.roots = reading.roots;
    this.applications = reading.applications.sorted();
    this.weak = reading.weak;
    this.registered = reading.registered;
    this.cleanups = reading.cleanups;
    this.finalizers = reading.finalizers;
    this.systemGroups = reading.systemGroups.sorted();
    this.shutdown = reading.shutdown;
    this.left = reading.leftOut;
    this.unseenVirtual = reading.unseenVirtual;
    this.budget = budget;
  }

  /**
   * Reads a heap dump, plain or compressed.
   *
   * @param options its bound of memory holds for these tables and for one {@link Survey} of them
   * @throws HprofException when the file cannot be opened or is not HPROF
   * @throws NotEnoughMemory when the tables would be larger than the options allow
   */
  public static WholeHeap read(Path file, ReadOptions options)
      throws HprofException, NotEnoughMemory {
    try {
      return Reading.read(new HeapScan(file, options.progress()), new Budget(options.maxMemory()));
    } catch (Budget.Exceeded e) {
      throw new NotEnoughMemory(e.getMessage());
    }
  }

  /** Objects of the dump, those included that are left out here. */
  public long objects() {
    return ranks.size() + left;
  }

  /** References between those objects that are not left out. */
  public long references() {
    return references.count();
  }

  /** Threads that have not ended. */
  public int threads() {
    return stacks.size();
  }

  /** Bytes that the tables take. */
  public long memory() {
    return budget.taken();
  }

  /** Passes over the file so far. */
  public int passes() {
    return scan.passes();
  }

  /** False when a part of the file could not be read: then nothing can be called unreachable. */
  public boolean whole() {
    return scan.whole();
  }

  /**
   * False when the dump says nothing about the local variables of threads, as one that was made
   * from a core file: then nothing can be called unreachable.
   */
  public boolean hasLocals() {
    return stacks.locals() > 0;
  }

  /**
   * False when virtual threads are among the objects whose stacks the dump lacks, as all dumps do
   * that were made before JDK 22: then nothing can be called unreachable.
   */
  public boolean hasVirtualStacks() {
    return unseenVirtual == 0;
  }

  /** True when the thread's stack refers to the standard input or to what that reads from. */
  boolean refersToStandardInput(int thread) {
    for (int place = stacks.first(thread); place < stacks.end(thread); place++) {
      if (isStandardInput(stacks.target(place))) {
        return true;
      }
    }
    return false;
  }

  private boolean isStandardInput(int object) {
    for (int type = 0; type < classes.size(); type++) {
      ScannedClass record = classes.record(type);
      if (record == null || !"java.lang.System".equals(record.name())) {
        continue;
      }
      for (int field = 0; field < record.statics(); field++) {
        int in = ranks.rank(record.staticValue(field).id());
        boolean named = in >= 0 && "in".equals(record.staticName(field));
        if (named && (in == object || refersTo(in, new int[] {object}))) {
          return true;
        }
      }
      return false;
    }
    return false;
  }

  /** True for the JVM's own threads: in the system group, or started by the JDK for itself. */
  boolean isSystems(int thread) {
    if (stacks.isInnocuous(thread)) {
      return true;
    }
    int object = ranks.rank(stacks.object(thread));
    if (object >= 0 && refersTo(object, systemGroups)) {
      return true;
    }
    for (int place = stacks.first(thread); place < stacks.end(thread); place++) {
      // From 19 on the group stands in an object of its own behind the field `holder`.
      if (stacks.depth(place) == Stacks.NO_FRAME && refersTo(stacks.target(place), systemGroups)) {
        return true;
      }
    }
    return false;
  }

  private boolean refersTo(int object, int[] sorted) {
    int place = references.start(object);
    for (boolean more = place != 0; more; place++) {
      int reference = references.at(place);
      if (Arrays.binarySearch(sorted, References.target(reference)) >= 0) {
        return true;
      }
      more = !References.isLast(reference);
    }
    return false;
  }
}
