package dev.peeps.heap;

import java.util.List;

/** A class of a heap dump and what the plan makes of it. */
final class DumpType {
  static final int PLANNED = 1;
  static final int WIDE = 2;
  static final int APP = 4;
  static final int ARRAY = 8;
  static final int PRIMITIVES = 16;
  static final int VIRTUAL = 32;
  static final int STRING = 64;
  static final int BY_FIELD = 128;

  /** An object of it is in the heap that is made. */
  static final int WRITTEN = 256;

  /** Some class extends it. */
  static final int EXTENDED = 512;

  final long id;
  final String name;
  final ClassDump dump;
  DumpType superType;
  int flags;
  List<Plan.Type> plans = List.of();

  /** How many more objects of it may be entered, and at all; -1: no bound of its own. */
  long room = -1;

  /** Modes of the fields of {@link #dump}, 0 for those that the plan does not name. */
  final int[] modes;

  final int[] staticModes;

  /** All references in an instance, inherited ones too: where, and what the plan asks of them. */
  int[] referenceOffsets;

  int[] referenceModes;

  DumpType(long id, String name, ClassDump dump) {
    this.id = id;
    this.name = name;
    this.dump = dump;
    this.modes = new int[dump.fieldNames.length];
    this.staticModes = new int[dump.staticNames.length];
    if (name.endsWith("[]")) {
      boolean primitive = BasicType.arrayNamed(name) > 0;
      flags = primitive ? PRIMITIVES : ARRAY;
    } else if (name.equals("java.lang.String")) {
      flags = STRING;
    } else if (name.equals("java.lang.VirtualThread")) {
      flags = VIRTUAL;
    }
  }

  /**
   * True when nothing speaks against it: a dump says what a class extends, which for an interface
   * is Object, but neither that it is one nor what implements it.
   */
  boolean mayBeInterface() {
    return !is(EXTENDED | ARRAY | PRIMITIVES)
        && dump.fieldNames.length == 0
        && superType != null
        && superType.superType == null;
  }

  boolean is(int flag) {
    return (flags & flag) != 0;
  }

  /** Where in an instance this field of a class on the way up starts, or -1. */
  int offset(DumpType owner, int field, int idSize) {
    int offset = 0;
    for (DumpType at = this; at != null; at = at.superType) {
      int fields = at == owner ? field : at.modes.length;
      for (int i = 0; i < fields; i++) {
        offset += BasicType.size(at.dump.fieldTypes[i], idSize);
      }
      if (at == owner) {
        return offset;
      }
    }
    return -1;
  }

  /** Finds the references; after all modes are known. */
  void lay(int idSize) {
    int count = 0;
    for (DumpType at = this; at != null; at = at.superType) {
      for (byte type : at.dump.fieldTypes) {
        count += type == BasicType.OBJECT ? 1 : 0;
      }
    }
    referenceOffsets = new int[count];
    referenceModes = new int[count];
    int offset = 0;
    int next = 0;
    for (DumpType at = this; at != null; at = at.superType) {
      for (int i = 0; i < at.modes.length; i++) {
        byte type = at.dump.fieldTypes[i];
        if (type == BasicType.OBJECT) {
          referenceOffsets[next] = offset;
          referenceModes[next++] = at.modes[i];
        }
        offset += BasicType.size(type, idSize);
      }
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
