package dev.peeps.heap;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A class of a {@link RecordedHeap}. */
final class RecordedClass implements HeapClass {
  private static final String[] NONE = {};
  private static final int TYPE_BITS = 4;
  private static final int LARGEST_OFFSET = 1 << 24;

  /** Result of {@link #slot}: no class on the way declares the field. */
  static final int ABSENT = -1;

  /** Result of {@link #slot}: a class on the way has no record, so nobody knows. */
  static final int UNKNOWN = -2;

  private final long id;
  private final String name;
  private final boolean known;
  private final ClassDump dump;
  private final Symbols symbols;
  private final int idSize;
  private RecordedClass superclass;
  private String[] planned = NONE;
  private final int ownSize;
  private volatile Map<String, Integer> ownSlots;

  /**
   * @param name binary name, null when the file has none
   * @param dump its record, null when the file has none
   */
  RecordedClass(long id, String name, ClassDump dump, Symbols symbols, int idSize) {
    this.id = id;
    this.name = name;
    this.known = name != null || dump != null;
    this.dump = dump;
    this.symbols = symbols;
    this.idSize = idSize;
    int size = 0;
    for (int i = 0; dump != null && i < dump.fieldTypes.length; i++) {
      size += BasicType.size(dump.fieldTypes[i], idSize);
    }
    this.ownSize = size;
  }

  /** Only while the heap is made. */
  void superclass(RecordedClass superclass) {
    this.superclass = superclass;
  }

  /** Only while the heap is made: what it is besides its own and its superclasses' names. */
  void planned(String[] names) {
    this.planned = names;
  }

  /** Id of the superclass as recorded; 0 when there is none. */
  long superclassId() {
    return dump == null ? 0 : dump.superclass;
  }

  /** False for a stand-in: the file has neither a name nor a record of it. */
  boolean known() {
    return known;
  }

  /**
   * Where the field is in an instance's bytes: {@code offset << 4 | type}, or {@link #ABSENT} or
   * {@link #UNKNOWN}. An instance has its own class's fields first, then the superclass's.
   */
  int slot(String field) {
    int offset = 0;
    for (RecordedClass at = this; at != null; at = at.superclass) {
      if (at.dump == null || offset > LARGEST_OFFSET) {
        return UNKNOWN;
      }
      Integer own = at.ownSlots().get(field);
      if (own != null) {
        return own + (offset << TYPE_BITS);
      }
      if (at.superclass == null && at.dump.superclass != 0) {
        return UNKNOWN;
      }
      offset += at.ownSize;
    }
    return ABSENT;
  }

  static int offset(int slot) {
    return slot >> TYPE_BITS;
  }

  static int type(int slot) {
    return slot & ((1 << TYPE_BITS) - 1);
  }

  /** Fields of this class alone: classes share nothing, so that memory stays that of the file. */
  private Map<String, Integer> ownSlots() {
    Map<String, Integer> known = ownSlots;
    if (known == null) {
      known = new HashMap<>();
      int offset = 0;
      for (int i = 0; i < dump.fieldNames.length; i++) {
        int type = dump.fieldTypes[i];
        String field = symbols.text(dump.fieldNames[i]);
        if (field != null) {
          known.putIfAbsent(field, (offset << TYPE_BITS) | type);
        }
        offset += BasicType.size(type, idSize);
      }
      ownSlots = known;
    }
    return known;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public String name() {
    return name == null ? "class@" + Long.toHexString(id) : name;
  }

  @Override
  public HeapClass superclass() {
    return superclass;
  }

  @Override
  public long loader() {
    return dump == null ? 0 : dump.loader;
  }

  @Override
  public List<String> fieldNames() {
    return dump == null ? List.of() : names(dump.fieldNames);
  }

  @Override
  public List<String> staticNames() {
    return dump == null ? List.of() : names(dump.staticNames);
  }

  private List<String> names(long[] ids) {
    List<String> names = new ArrayList<>(ids.length);
    for (long nameId : ids) {
      String text = symbols.text(nameId);
      names.add(text == null ? "?" : text);
    }
    return Collections.unmodifiableList(names);
  }

  @Override
  public Value staticField(String field) {
    if (dump != null) {
      for (int i = 0; i < dump.staticNames.length; i++) {
        if (field.equals(symbols.text(dump.staticNames[i]))) {
          return dump.staticValues[i];
        }
      }
    }
    return Value.UNKNOWN;
  }

  @Override
  public boolean hasField(String field) {
    return slot(field) >= 0;
  }

  @Override
  public boolean isA(String binaryName) {
    for (RecordedClass at = this; at != null; at = at.superclass) {
      if (at.name().equals(binaryName)) {
        return true;
      }
      for (String is : at.planned) {
        if (is.equals(binaryName)) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public boolean isMore() {
    for (RecordedClass at = this; at != null; at = at.superclass) {
      if (at.planned.length > 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return name();
  }
}
