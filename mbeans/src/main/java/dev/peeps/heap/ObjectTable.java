package dev.peeps.heap;

import java.io.IOException;
import java.util.Arrays;

/**
 * All instances and arrays of a heap in plain arrays: about 40 bytes an object and its fields. An
 * object is known by its number, which is its place in the file.
 */
final class ObjectTable {
  /** Kind of an instance; arrays have the code of their elements' {@link BasicType}. */
  static final int INSTANCE = 0;

  private static final int KIND = 0x0f;
  private static final int INCOMPLETE = 0x10;
  private static final int SETTLED = 0x20;

  /** Longest prefix of a primitive array that is kept, in bytes: names are shorter. */
  private static final int LONGEST_PRIMITIVE = 1 << 16;

  private final LongIndex ids = new LongIndex();
  private final IntList classes = new IntList();
  private final LongList positions = new LongList();
  private final ByteStore bodies = new ByteStore();
  private final LongIndex longer = new LongIndex();
  private final IntList trueLengths = new IntList();
  private byte[] flags = new byte[64];
  private int duplicates;
  private int cutArrays;

  /**
   * Keeps an object. A second record of the same id is counted and otherwise ignored.
   *
   * @param type number of its class in the class table, -1 for primitive arrays
   * @param kind {@link #INSTANCE} or the element type
   * @param bytes length of the body at the input's place
   */
  void add(long id, int type, int kind, long bytes, HprofInput in) throws IOException {
    int number = ids.size();
    if (ids.add(id) < number) {
      duplicates++;
      return;
    }
    int kept = (int) Math.min(bytes, Integer.MAX_VALUE);
    if (kind > BasicType.OBJECT && bytes > LONGEST_PRIMITIVE) {
      kept = LONGEST_PRIMITIVE;
      cutArrays++;
      trueLength(id, (int) (bytes / BasicType.size(kind, in.idSize())));
    }
    row(number, type, kind);
    long position = bodies.add(kept);
    positions.add(position);
    in.read(bodies.array(position), bodies.offset(position), kept);
  }

  /** Keeps an object whose body is at hand. */
  void add(long id, int type, int kind, byte[] body, int offset, int bytes) {
    int number = ids.size();
    if (ids.add(id) < number) {
      duplicates++;
      return;
    }
    row(number, type, kind);
    positions.add(bodies.add(body, offset, bytes));
  }

  private void row(int number, int type, int kind) {
    if (number == flags.length) {
      flags = Arrays.copyOf(flags, number * 2);
    }
    flags[number] = (byte) kind;
    classes.add(type);
  }

  /** Says how long an array really is of which the file has only a part. */
  void trueLength(long id, int length) {
    int number = longer.add(id);
    if (number == trueLengths.size()) {
      trueLengths.add(length);
    }
  }

  /** The true length of a cut array, or -1. */
  int trueLength(long id) {
    int number = longer.find(id);
    return number < 0 ? -1 : trueLengths.get(number);
  }

  void incomplete(long id) {
    flag(id, INCOMPLETE);
  }

  void settled(long id) {
    flag(id, SETTLED);
  }

  private void flag(long id, int flag) {
    int number = ids.find(id);
    if (number >= 0) {
      flags[number] |= (byte) flag;
    }
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

  int type(int number) {
    return classes.get(number);
  }

  int kind(int number) {
    return flags[number] & KIND;
  }

  boolean incomplete(int number) {
    return (flags[number] & INCOMPLETE) != 0;
  }

  boolean settled(int number) {
    return (flags[number] & SETTLED) != 0;
  }

  byte[] bytes(int number) {
    return bodies.array(positions.get(number));
  }

  int offset(int number) {
    return bodies.offset(positions.get(number));
  }

  /** Bytes of the body that were kept. */
  int length(int number) {
    return bodies.length(positions.get(number));
  }

  /** Records that were ignored because there was one of the same id before. */
  int duplicates() {
    return duplicates;
  }

  /** Primitive arrays of which only the beginning was kept. */
  int cutArrays() {
    return cutArrays;
  }
}
