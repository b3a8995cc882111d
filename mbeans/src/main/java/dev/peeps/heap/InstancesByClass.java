package dev.peeps.heap;

import java.util.function.LongConsumer;

/** Objects sorted by class, each class's in file order: four bytes an object. */
final class InstancesByClass {
  private final ObjectTable objects;
  private final ClassTable classes;
  private final int[] starts;
  private final int[] order;

  InstancesByClass(ObjectTable objects, ClassTable classes) {
    this.objects = objects;
    this.classes = classes;
    int buckets = classes.size() + BasicType.LONG + 1;
    starts = new int[buckets + 1];
    int count = objects.size();
    for (int i = 0; i < count; i++) {
      starts[bucket(i)]++;
    }
    int end = 0;
    for (int i = 0; i < starts.length; i++) {
      end += starts[i];
      starts[i] = end;
    }
    // From the back, so that each class's objects end up in file order and its start where it
    // belongs.
    order = new int[count];
    for (int i = count - 1; i >= 0; i--) {
      order[--starts[bucket(i)]] = i;
    }
  }

  /** Primitive arrays have no class id in the file: their buckets stand behind the classes'. */
  private int bucket(int object) {
    int kind = objects.kind(object);
    return kind > BasicType.OBJECT ? classes.size() + kind : objects.type(object);
  }

  void forEach(HeapClass type, LongConsumer ids) {
    int element = classes.primitiveArray(type);
    int bucket = element >= 0 ? classes.size() + element : classes.find(type);
    if (bucket >= 0) {
      for (int i = starts[bucket]; i < starts[bucket + 1]; i++) {
        ids.accept(objects.id(order[i]));
      }
    }
    if (type == classes.classOfClasses()) {
      for (HeapClass each : classes.recorded()) {
        ids.accept(each.id());
      }
    }
  }
}
