package dev.peeps.heap.reach;

import dev.peeps.heap.HprofException;
import dev.peeps.heap.LongIndex;
import dev.peeps.heap.ScanVisitor;
import dev.peeps.heap.ScannedClass;
import java.util.HashSet;
import java.util.Set;

/**
 * Whose code runs when the JVM ends: the classes of the shutdown hooks and of what they refer to. A
 * hook may use the static fields of these.
 */
public final class Hooks {
  /** From the table of hooks over map, array, thread and task to what the task refers to. */
  private static final int STEPS = 6;

  /** Objects in all: a hook may refer to an array of any length. */
  private static final int MOST = 10_000;

  private Hooks() {}

  /**
   * Binary names of these classes; empty when there are no hooks. Costs one pass over the file when
   * there are.
   *
   * @throws HprofException when the file cannot be read any more
   */
  public static Set<String> classes(WholeHeap heap) throws HprofException {
    Set<String> names = new HashSet<>();
    LongIndex objects = objects(heap);
    if (objects.size() > 0) {
      heap.scan.run(new Types(heap, objects, names));
    }
    return names;
  }

  /** What the table of hooks leads to in a few steps, breadth first; the nearest are the hooks. */
  private static LongIndex objects(WholeHeap heap) {
    LongIndex found = new LongIndex();
    if (heap.shutdown < 0) {
      return found;
    }
    LongIndex ranks = new LongIndex();
    ranks.add(heap.shutdown);
    int next = 0;
    for (int step = 0; step < STEPS; step++) {
      for (int end = ranks.size(); next < end && ranks.size() < MOST; next++) {
        int object = (int) ranks.key(next);
        int place = heap.references.start(object);
        for (boolean more = place != 0; more && ranks.size() < MOST; place++) {
          int reference = heap.references.at(place);
          int target = References.target(reference);
          if (heap.classes.find(heap.ranks.id(target)) == null) {
            ranks.add(target);
          }
          more = !References.isLast(reference);
        }
      }
    }
    for (int i = 1; i < ranks.size(); i++) {
      found.add(heap.ranks.id((int) ranks.key(i)));
    }
    return found;
  }

  private static final class Types implements ScanVisitor {
    private final WholeHeap heap;
    private final LongIndex objects;
    private final Set<String> names;

    Types(WholeHeap heap, LongIndex objects, Set<String> names) {
      this.heap = heap;
      this.objects = objects;
      this.names = names;
    }

    @Override
    public void type(ScannedClass type) {}

    @Override
    public boolean instance(long id, long type, int length) {
      String name = objects.find(id) < 0 ? null : heap.scan.className(type);
      if (name != null) {
        names.add(name);
      }
      return false;
    }

    @Override
    public void fields(byte[] body, int length) {}

    @Override
    public boolean array(long id, long type, int length) {
      return false;
    }

    @Override
    public void elements(int first, long[] ids, int count) {}
  }
}
