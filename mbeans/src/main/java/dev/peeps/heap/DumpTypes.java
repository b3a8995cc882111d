package dev.peeps.heap;

import java.util.ArrayList;
import java.util.List;

/**
 * The classes of a heap dump, and the plan resolved against them as libpeeps does it: which class
 * is which planned class, and which fields matter. HPROF does not say what a class implements, so a
 * plan's interfaces match nothing here.
 */
final class DumpTypes {
  private static final int DEEPEST = 1_000;

  private final Plan plan;
  private final ClassNames names;
  private final Symbols symbols;
  private final Memory memory;
  private final LongIndex ids = new LongIndex();
  private final List<ClassDump> dumps = new ArrayList<>();
  private final List<DumpType> types = new ArrayList<>();
  private int resolved;
  private int idSize;

  DumpTypes(Plan plan, ClassNames names, Symbols symbols, Memory memory) {
    this.plan = plan;
    this.names = names;
    this.symbols = symbols;
    this.memory = memory;
  }

  void add(ClassDump dump) {
    int fields = dump.fieldNames.length + dump.staticNames.length;
    memory.need(250 + 60L * fields, "the classes");
    int before = ids.size();
    if (ids.add(dump.id) == before) {
      dumps.add(dump);
      types.add(null);
    }
  }

  /** True when classes came after the plan was resolved. */
  boolean stale() {
    return resolved < dumps.size();
  }

  int size() {
    return dumps.size();
  }

  /** Number of the class with this id, or -1. */
  int find(long id) {
    return ids.find(id);
  }

  /** A class by its number; only after {@link #resolve}. */
  DumpType get(int number) {
    return types.get(number);
  }

  /** Resolves the plan against the classes known so far. */
  void resolve(int bytesOfIds) {
    idSize = bytesOfIds;
    resolved = dumps.size();
    for (int i = 0; i < resolved; i++) {
      String name = names.ofId(ids.key(i));
      types.set(i, new DumpType(ids.key(i), name == null ? "?" : name, dumps.get(i)));
    }
    int[] depth = new int[resolved];
    for (int i = 0; i < resolved; i++) {
      superTypes(i, depth);
    }
    boolean[] known = new boolean[resolved];
    for (int i = 0; i < resolved; i++) {
      plans(types.get(i), known);
    }
    for (DumpType type : types) {
      fields(type);
    }
    for (DumpType type : types) {
      boolean inherits = false;
      for (DumpType at = type; at != null && !inherits; at = at.superType) {
        for (int mode : at.modes) {
          inherits |= mode != 0;
        }
      }
      // A class that merely inherits a planned field is recorded with it, or its records would
      // have a hole there.
      boolean array = type.is(DumpType.ARRAY | DumpType.PRIMITIVES);
      if (!array && (inherits || !type.plans.isEmpty())) {
        type.flags |= DumpType.PLANNED;
      }
    }
  }

  /** Links a chain of superclasses, and cuts one that is a circle or absurdly long. */
  private void superTypes(int from, int[] depth) {
    IntList chain = new IntList();
    int at = from;
    while (at >= 0 && depth[at] == 0) {
      depth[at] = -1;
      chain.add(at);
      at = ids.find(dumps.get(at).superclass);
    }
    int above = at < 0 ? 0 : depth[at];
    for (int i = chain.size() - 1; i >= 0; i--) {
      int number = chain.get(i);
      boolean broken = above < 0 || above >= DEEPEST;
      types.get(number).superType = broken || at < 0 ? null : types.get(at);
      above = broken ? 1 : above + 1;
      depth[number] = above;
      at = number;
    }
  }

  private void plans(DumpType type, boolean[] known) {
    int number = ids.find(type.id);
    if (known[number]) {
      return;
    }
    known[number] = true;
    List<Plan.Type> inherited = List.of();
    if (type.superType != null) {
      plans(type.superType, known);
      inherited = type.superType.plans;
    }
    List<Plan.Type> own = plan.types(type.name);
    type.plans = inherited;
    if (!own.isEmpty()) {
      type.plans = new ArrayList<>(inherited);
      for (Plan.Type one : own) {
        if (!inherited.contains(one)) {
          type.plans.add(one);
        }
      }
    }
    boolean byField = !type.plans.isEmpty();
    for (Plan.Type one : type.plans) {
      type.flags |= DumpType.PLANNED | (one.wide ? DumpType.WIDE : 0);
      byField &= one.byField;
      type.room = Math.max(type.room, one.budget);
    }
    type.flags |= byField ? DumpType.BY_FIELD : 0;
  }

  private void fields(DumpType type) {
    for (Plan.Type one : type.plans) {
      // Below a planned class a field of the same name may hide the planned one: the search starts
      // at the planned class, and goes on at the class at hand only when that has none.
      DumpType from = type;
      for (DumpType at = type; at != null; at = at.superType) {
        from = at.name.equals(one.name) ? at : from;
      }
      for (Plan.Field field : one.fields) {
        want(from, type, field.name, field.modes);
      }
      want(from, type, one.settled, Plan.POINT);
      want(from, type, one.unless, Plan.POINT);
      for (String field : one.keep) {
        want(from, type, field, Plan.POINT);
      }
    }
  }

  private void want(DumpType from, DumpType own, String name, int modes) {
    if (!want(from, name, modes) && own != from) {
      want(own, name, modes);
    }
  }

  /** False when neither the class nor one above it has the field. */
  private boolean want(DumpType from, String name, int modes) {
    for (DumpType at = name == null ? null : from; at != null; at = at.superType) {
      int field = indexOf(at.dump.fieldNames, name);
      if (field >= 0) {
        at.modes[field] |= modes;
        return true;
      }
      field = indexOf(at.dump.staticNames, name);
      if (field >= 0) {
        at.staticModes[field] |= modes;
        return true;
      }
    }
    return false;
  }

  private int indexOf(long[] fieldNames, String name) {
    for (int i = 0; i < fieldNames.length; i++) {
      if (name.equals(symbols.text(fieldNames[i]))) {
        return i;
      }
    }
    return -1;
  }

  /** The references of a class's instances, found when first asked for. */
  DumpType laid(DumpType type) {
    if (type.referenceOffsets == null) {
      memory.need(40 + 8L * type.modes.length, "the classes");
      type.lay(idSize);
    }
    return type;
  }

  /**
   * Offset of a field in instances of a class and its type, as {@code offset << 4 | type}; or -1.
   */
  int slot(DumpType type, String name) {
    for (DumpType at = name == null ? null : type; at != null; at = at.superType) {
      int field = indexOf(at.dump.fieldNames, name);
      if (field >= 0) {
        return (type.offset(at, field, idSize) << 4) | at.dump.fieldTypes[field];
      }
    }
    return -1;
  }
}
