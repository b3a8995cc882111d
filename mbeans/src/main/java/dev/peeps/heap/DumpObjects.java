package dev.peeps.heap;

import java.io.IOException;
import java.util.Arrays;

/**
 * The objects of a heap dump that a walk has met or may meet: what they are, what was asked of
 * them, and their bodies as far as they are wanted. About 60 bytes an object and its body.
 */
final class DumpObjects {
  // Kinds beside those of ObjectTable.
  static final int UNSEEN = -1;
  static final int MISSING = -2;

  // What was asked of an object, with the names that libpeeps has for it.
  static final int ENTER = 1;
  static final int FOLLOW = 2;
  static final int ELEMENTS = 4;
  static final int ELEMENTS_TASK = 8;
  static final int DEEP = 16;
  static final int APP = 32;
  static final int NAME = 64;
  static final int WANTS = 127;
  static final int CUT = 128;
  static final int MET = 512;

  /** Its edges were followed as far as its wants ask for it. */
  static final int VISITED = 1024;

  /** An array whose elements were counted. */
  static final int COUNTED = 2048;

  /** Stands in the list of those that are sought in the file. */
  static final int SOUGHT = 4096;

  /** Met only by way of objects that were found by their class alone. */
  static final int BY_CLASS = 8192;

  /** Found by its class, and to be looked into though nothing else leads to it. */
  static final int WIDE = 16384;

  /** A text of one byte to a character. */
  static final int LATIN = 32768;

  private static final int COST = 96;
  private static final int LONGEST_INSTANCE = 1 << 20;

  private final Memory memory;
  private final LongIndex ids = new LongIndex();
  private final ByteStore bodies = new ByteStore();
  private byte[] kinds = new byte[64];
  private int[] types = new int[64];
  private int[] flags = new int[64];
  private int[] requests = new int[64];
  private int[] lengths = new int[64];
  private long[] positions = new long[64];
  private byte[] depths = new byte[64];

  DumpObjects(Memory memory) {
    this.memory = memory;
  }

  int size() {
    return ids.size();
  }

  /** Number of the object with this id, or -1. */
  int find(long id) {
    return ids.find(id);
  }

  long id(int number) {
    return ids.key(number);
  }

  /** Number of the object with this id, a new one if need be; -1 when there is no room for it. */
  int add(long id) {
    int known = ids.find(id);
    if (known >= 0) {
      return known;
    }
    if (!memory.take(COST)) {
      return -1;
    }
    int number = ids.add(id);
    if (number == kinds.length) {
      int size = number * 2;
      kinds = Arrays.copyOf(kinds, size);
      types = Arrays.copyOf(types, size);
      flags = Arrays.copyOf(flags, size);
      requests = Arrays.copyOf(requests, size);
      lengths = Arrays.copyOf(lengths, size);
      positions = Arrays.copyOf(positions, size);
      depths = Arrays.copyOf(depths, size);
    }
    kinds[number] = UNSEEN;
    types[number] = -1;
    lengths[number] = -1;
    positions[number] = -1;
    return number;
  }

  /** What a record says of it. */
  void seen(int number, int kind, int type, int length) {
    kinds[number] = (byte) kind;
    types[number] = type;
    lengths[number] = length;
  }

  /** There is no record of it. */
  void missing(int number) {
    kinds[number] = MISSING;
  }

  /** INSTANCE, an element type, {@link #UNSEEN} or {@link #MISSING}. */
  int kind(int number) {
    return kinds[number];
  }

  /** Number of its class; -1 for arrays of primitives and when it is not known. */
  int type(int number) {
    return types[number];
  }

  /** Elements of an array. */
  int length(int number) {
    return lengths[number];
  }

  int flags(int number) {
    return flags[number];
  }

  boolean is(int number, int flag) {
    return (flags[number] & flag) != 0;
  }

  void set(int number, int flag) {
    flags[number] |= flag;
  }

  void clear(int number, int flag) {
    flags[number] &= ~flag;
  }

  /** What waits for its record. */
  int requests(int number) {
    return requests[number];
  }

  void requests(int number, int bits) {
    requests[number] = bits;
  }

  int depth(int number) {
    return depths[number];
  }

  void depth(int number, int depth) {
    depths[number] = (byte) depth;
  }

  boolean hasBody(int number) {
    return positions[number] >= 0;
  }

  /** Keeps so many bytes at the input's place as its body; false when there is no room. */
  boolean body(int number, int bytes, HprofInput in) throws IOException {
    if (bytes > LONGEST_INSTANCE && kinds[number] == ObjectTable.INSTANCE) {
      throw new CorruptRecord(in.offset(), "an instance of " + bytes + " bytes");
    }
    in.require(bytes);
    if (!memory.take(2L * bytes + 8)) {
      return false;
    }
    long position = bodies.add(bytes);
    in.read(bodies.array(position), bodies.offset(position), bytes);
    positions[number] = position;
    return true;
  }

  byte[] bytes(int number) {
    return bodies.array(positions[number]);
  }

  int offset(int number) {
    return bodies.offset(positions[number]);
  }

  /** Bytes of the body. */
  int bodyLength(int number) {
    return bodies.length(positions[number]);
  }
}
