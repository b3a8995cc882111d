package dev.peeps.heap;

import java.util.BitSet;

/**
 * Makes the heap of what the walk has met: planned fields of planned classes, names, elements, and
 * points for all else, as in a cut.
 */
final class DumpAssembly {
  private static final String[] ALWAYS = {
    "java.lang.Object", "java.lang.Class", "java.lang.String", "java.lang.Thread"
  };

  private final FirstPass first;
  private final DumpWalk walk;
  private final int idSize;
  private final HeapBuilder builder;
  private final BitSet byClass = new BitSet();

  DumpAssembly(FirstPass first, DumpWalk walk, HeapBuilder builder, int idSize) {
    this.first = first;
    this.walk = walk;
    this.builder = builder;
    this.idSize = idSize;
  }

  /** Objects of the heap, by number, that nothing but their class led to. */
  BitSet byClass() {
    return byClass;
  }

  /** Fills the builder. */
  void assemble() {
    classes();
    for (int i = 0; i < first.objects.size(); i++) {
      if (first.objects.is(i, DumpObjects.MET)) {
        object(i);
      }
    }
  }

  private void classes() {
    for (String name : ALWAYS) {
      for (int i = 0; i < first.types.size(); i++) {
        mark(first.types.get(i).name.equals(name) ? first.types.get(i) : null);
      }
    }
    for (int i = 0; i < first.objects.size(); i++) {
      int type = first.objects.type(i);
      if (type >= 0 && first.objects.is(i, DumpObjects.MET)) {
        mark(first.types.get(type));
      }
    }
    interfaces();
    long object = 0;
    for (int i = 0; i < first.types.size(); i++) {
      DumpType type = first.types.get(i);
      for (int mode : type.staticModes) {
        mark(mode != 0 ? type : null);
      }
      mark(type.is(DumpType.WRITTEN) ? type : null);
      object = type.name.equals("java.lang.Object") ? type.id : object;
    }
    for (int i = 0; i < first.types.size(); i++) {
      if (first.types.get(i).is(DumpType.WRITTEN)) {
        builder.classDump(reduced(first.types.get(i), object));
      }
    }
  }

  /** What a layout names and has no objects is recorded when it may be an interface. */
  private void interfaces() {
    for (int i = 0; i < first.types.size(); i++) {
      DumpType above = first.types.get(i).superType;
      if (above != null) {
        above.flags |= DumpType.EXTENDED;
      }
    }
    for (int i = 0; i < first.types.size(); i++) {
      DumpType type = first.types.get(i);
      if (type.is(DumpType.PLANNED) && !type.is(DumpType.WRITTEN) && type.mayBeInterface()) {
        mark(type);
      }
    }
  }

  /** Only a class whose records hold fields keeps its superclasses. */
  private static void mark(DumpType type) {
    for (DumpType at = type; at != null; at = keepsChain(at) ? at.superType : null) {
      at.flags |= DumpType.WRITTEN;
    }
  }

  private static boolean keepsChain(DumpType type) {
    return type.is(DumpType.PLANNED) && !type.is(DumpType.STRING);
  }

  private ClassDump reduced(DumpType type, long object) {
    boolean[] statics = new boolean[type.staticModes.length];
    for (int i = 0; i < statics.length; i++) {
      boolean number = type.dump.staticValues[i].kind() == Value.Kind.NUMBER;
      statics[i] = type.staticModes[i] != 0 || (type.is(DumpType.VIRTUAL) && number);
    }
    boolean[] fields = new boolean[type.modes.length];
    for (int i = 0; i < fields.length; i++) {
      String name = type.is(DumpType.STRING) ? first.symbols.text(type.dump.fieldNames[i]) : "";
      fields[i] =
          type.is(DumpType.STRING)
              ? "value".equals(name) || "coder".equals(name)
              : type.modes[i] != 0 && type.is(DumpType.PLANNED);
    }
    long superclass = type.id == object ? 0 : object;
    if (keepsChain(type)) {
      superclass = type.superType == null ? 0 : type.superType.id;
    }
    return type.dump.reduced(superclass, statics, fields);
  }

  private void object(int number) {
    int kind = first.objects.kind(number);
    int typeNumber = first.objects.type(number);
    if (kind == DumpObjects.UNSEEN || kind == DumpObjects.MISSING) {
      return;
    }
    int before = builder.objects.size();
    boolean complete;
    if (kind > BasicType.OBJECT) {
      complete = text(number, kind);
    } else if (typeNumber < 0) {
      return;
    } else if (kind == BasicType.OBJECT) {
      complete = array(number);
    } else {
      complete = instance(number, first.types.get(typeNumber));
    }
    if (builder.objects.size() == before) {
      return;
    }
    if (!complete) {
      builder.objects.incomplete(first.objects.id(number));
    }
    if (first.objects.is(number, DumpObjects.BY_CLASS)) {
      byClass.set(before);
    }
  }

  private boolean text(int number, int kind) {
    int length = first.objects.length(number);
    int size = BasicType.size(kind, idSize);
    byte[] bytes = {};
    int offset = 0;
    int kept = 0;
    if (first.objects.hasBody(number)) {
      bytes = first.objects.bytes(number);
      offset = first.objects.offset(number);
      kept = first.objects.bodyLength(number) / size * size;
    }
    long id = first.objects.id(number);
    builder.objects.add(id, -1, kind, bytes, offset, kept);
    if (kept / size < length) {
      builder.objects.trueLength(id, length);
    }
    return first.objects.hasBody(number);
  }

  private boolean array(int number) {
    boolean elements = first.objects.is(number, DumpObjects.ELEMENTS);
    boolean visited = first.objects.is(number, DumpObjects.VISITED);
    boolean known = elements && visited && first.objects.hasBody(number);
    int kept = known ? walk.elementsKept(number) : 0;
    long id = first.objects.id(number);
    int type = builder.classes.number(first.types.get(first.objects.type(number)).id);
    builder.objects.add(
        id,
        type,
        BasicType.OBJECT,
        known ? first.objects.bytes(number) : new byte[0],
        known ? first.objects.offset(number) : 0,
        kept * idSize);
    if (kept < first.objects.length(number)) {
      builder.objects.trueLength(id, first.objects.length(number));
    }
    return known && !first.objects.is(number, DumpObjects.CUT);
  }

  private boolean instance(int number, DumpType type) {
    long id = first.objects.id(number);
    boolean string = type.is(DumpType.STRING);
    boolean planned = type.is(DumpType.PLANNED);
    boolean visited = first.objects.is(number, DumpObjects.VISITED);
    boolean known = visited && first.objects.hasBody(number);
    int typeNumber = builder.classes.number(type.id);
    byte[] body = {};
    if (planned || string) {
      body = planned(number, type, known);
    }
    builder.objects.add(id, typeNumber, ObjectTable.INSTANCE, body, 0, body.length);
    return known || !(planned || string);
  }

  /** The planned fields side by side; zeros when they are not known. */
  private byte[] planned(int number, DumpType type, boolean known) {
    int size = 0;
    for (DumpType at = type; at != null; at = keepsChain(at) ? at.superType : null) {
      for (int i = 0; i < at.modes.length; i++) {
        size += isKept(at, i) ? BasicType.size(at.dump.fieldTypes[i], idSize) : 0;
      }
    }
    byte[] body = new byte[size];
    if (!known) {
      return body;
    }
    byte[] bytes = first.objects.bytes(number);
    int from = first.objects.offset(number);
    int end = from + first.objects.bodyLength(number);
    int to = 0;
    for (DumpType at = type; at != null; at = keepsChain(at) ? at.superType : null) {
      for (int i = 0; i < at.modes.length; i++) {
        int bytesOfField = BasicType.size(at.dump.fieldTypes[i], idSize);
        if (from + bytesOfField > end) {
          return body;
        }
        if (isKept(at, i)) {
          System.arraycopy(bytes, from, body, to, bytesOfField);
          to += bytesOfField;
        }
        from += bytesOfField;
      }
    }
    return body;
  }

  private boolean isKept(DumpType type, int field) {
    if (!type.is(DumpType.STRING)) {
      return type.modes[field] != 0;
    }
    String name = first.symbols.text(type.dump.fieldNames[field]);
    return "value".equals(name) || "coder".equals(name);
  }
}
