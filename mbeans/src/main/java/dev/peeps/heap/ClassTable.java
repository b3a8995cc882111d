package dev.peeps.heap;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All classes of a heap. Classes that objects are of, but that have no record, get a stand-in. */
final class ClassTable {
  /** Longer chains of superclasses do not exist; a file that has one is corrupt. */
  private static final int DEEPEST = 1_000;

  private static final long FIRST_MADE_UP_ID = Long.MIN_VALUE;

  private final Symbols symbols;
  private final ClassNames names;
  private final LongIndex ids = new LongIndex();
  private final ArrayList<ClassDump> dumps = new ArrayList<>();

  private final ArrayList<RecordedClass> all = new ArrayList<>();
  private final List<HeapClass> recorded = new ArrayList<>();
  private final Map<String, List<HeapClass>> byName = new HashMap<>();
  private final RecordedClass[] primitiveArrays = new RecordedClass[BasicType.LONG + 1];
  private RecordedClass classOfClasses;
  private int missing;
  private int cyclic;

  ClassTable(Symbols symbols, ClassNames names) {
    this.symbols = symbols;
    this.names = names;
  }

  /** Number of the class with this id; one without a record yet gets a number as well. */
  int number(long id) {
    int before = ids.size();
    int number = ids.add(id);
    if (number == before) {
      dumps.add(null);
    }
    return number;
  }

  void add(ClassDump dump) {
    int number = number(dump.id);
    if (dumps.get(number) == null) {
      dumps.set(number, dump);
    }
  }

  /** No more classes come: gives them their names and superclasses. */
  void close(int idSize) {
    all.ensureCapacity(dumps.size());
    for (int i = 0; i < dumps.size(); i++) {
      long id = ids.key(i);
      String name = names.ofId(id);
      RecordedClass made = new RecordedClass(id, name, dumps.get(i), symbols, idSize);
      all.add(made);
      if (made.known()) {
        recorded.add(made);
        List<HeapClass> same = byName.get(made.name());
        if (same == null) {
          same = new ArrayList<>(1);
          byName.put(made.name(), same);
        }
        same.add(made);
      } else {
        missing++;
      }
    }
    dumps.clear();
    dumps.trimToSize();
    for (RecordedClass type : all) {
      type.superclass(get(ids.find(type.superclassId())));
    }
    breakCycles();
    standIns(idSize);
  }

  /**
   * Cuts chains of superclasses that run in a circle or are absurdly long. Each class is looked at
   * once: {@code depth} is 0 before, -1 while its chain is being climbed, its depth after.
   */
  private void breakCycles() {
    int[] depth = new int[all.size()];
    IntList chain = new IntList();
    for (int i = 0; i < depth.length; i++) {
      int length = 0;
      int at = i;
      while (at >= 0 && depth[at] == 0) {
        depth[at] = -1;
        if (length == chain.size()) {
          chain.add(at);
        } else {
          chain.set(length, at);
        }
        length++;
        at = ids.find(all.get(at).superclassId());
      }
      int below = at < 0 ? 0 : depth[at];
      for (int k = length - 1; k >= 0; k--) {
        int number = chain.get(k);
        if (below < 0 || below >= DEEPEST) {
          all.get(number).superclass(null);
          cyclic++;
          below = 0;
        }
        depth[number] = ++below;
      }
    }
  }

  private void standIns(int idSize) {
    for (int type = BasicType.BOOLEAN; type <= BasicType.LONG; type++) {
      primitiveArrays[type] = named(BasicType.arrayName(type), FIRST_MADE_UP_ID + type, idSize);
    }
    classOfClasses = named("java.lang.Class", FIRST_MADE_UP_ID, idSize);
  }

  private RecordedClass named(String name, long otherwise, int idSize) {
    List<HeapClass> known = byName.get(name);
    return known == null
        ? new RecordedClass(otherwise, name, null, symbols, idSize)
        : (RecordedClass) known.get(0);
  }

  private RecordedClass get(int number) {
    return number < 0 ? null : all.get(number);
  }

  /** The class of an object by the class number and kind of {@link ObjectTable}. */
  RecordedClass typeOf(int number, int kind) {
    return kind > BasicType.OBJECT ? primitiveArrays[kind] : all.get(number);
  }

  int size() {
    return all.size();
  }

  /** Number of this class, or -1 for one that has no record. */
  int find(HeapClass type) {
    int number = ids.find(type.id());
    return number >= 0 && all.get(number) == type ? number : -1;
  }

  /** Element type when this is the class of primitive arrays, else -1. */
  int primitiveArray(HeapClass type) {
    for (int i = BasicType.BOOLEAN; i <= BasicType.LONG; i++) {
      if (primitiveArrays[i] == type) {
        return i;
      }
    }
    return -1;
  }

  /** The class with this id, or null. */
  RecordedClass byId(long id) {
    RecordedClass type = get(ids.find(id));
    return type != null && type.known() ? type : null;
  }

  List<HeapClass> named(String binaryName) {
    return Collections.unmodifiableList(byName.getOrDefault(binaryName, List.of()));
  }

  List<HeapClass> recorded() {
    return Collections.unmodifiableList(recorded);
  }

  RecordedClass classOfClasses() {
    return classOfClasses;
  }

  /** Classes that objects are of, but that have neither a name nor a record. */
  int missing() {
    return missing;
  }

  /** Superclasses that were cut off because they led in a circle. */
  int cyclic() {
    return cyclic;
  }
}
