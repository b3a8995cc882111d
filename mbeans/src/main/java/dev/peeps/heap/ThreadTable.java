package dev.peeps.heap;

import java.io.IOException;

/**
 * All threads of a heap as rows of bytes, laid out as the THREAD record of a cut: a hundred
 * thousand virtual threads cost the bytes of their records, and are decoded when somebody asks.
 */
final class ThreadTable {
  static final int VIRTUAL = 1;
  static final int DAEMON = 2;
  static final int MOVED = 4;
  static final int LOCALS_UNKNOWN = 8;
  static final int STACK_UNAVAILABLE = 16;
  static final int STACK_CUT = 32;

  private static final int LONGEST_NAME = 256;

  private final LongIndex ids = new LongIndex();
  private final LongList positions = new LongList();
  private final ByteStore rows = new ByteStore();
  private int[] traces = {};
  private int idSize = 8;

  /** Keeps a THREAD record; the input's place is behind the subtype. */
  void add(HprofInput in) throws IOException {
    idSize = in.idSize();
    in.require(nameAt());
    int length = in.requireArray(in.left(), 1);
    long position = rows.add(length);
    byte[] row = rows.array(position);
    int start = rows.offset(position);
    in.read(row, start, length);
    long nameLength = Bytes.int4(row, start + nameAt() - 4) & 0xffff_ffffL;
    if (nameLength > length - nameAt()) {
      throw new CorruptRecord(in.offset(), "a thread's name of " + nameLength + " bytes");
    }
    keep(Bytes.id(row, start, idSize), position);
  }

  /** Keeps a thread that was put together from its fields. */
  void add(ThreadFacts facts, int idSize) {
    this.idSize = idSize;
    byte[] row = facts.row(idSize);
    long position = rows.add(row.length);
    System.arraycopy(row, 0, rows.array(position), rows.offset(position), row.length);
    keep(facts.id, position);
  }

  /** Of two records of one thread the first counts. */
  private void keep(long id, long position) {
    int before = ids.size();
    if (ids.add(id) == before) {
      positions.add(position);
    }
  }

  /** No more threads come: finds the stack of each. */
  void close(ThreadRoots roots, Stacks stacks) {
    traces = new int[size()];
    for (int i = 0; i < traces.length; i++) {
      int serial = serial(i);
      int root = serial == 0 ? -1 : roots.find(serial);
      int trace = root < 0 ? 0 : roots.trace(root);
      traces[i] = stacks.has(trace) ? trace : 0;
    }
  }

  int size() {
    return ids.size();
  }

  /** Number of the thread whose Thread object has this id, or -1. */
  int find(long id) {
    return ids.find(id);
  }

  long id(int thread) {
    return ids.key(thread);
  }

  /** Serial of its stack, 0 when none is known. */
  int trace(int thread) {
    return traces[thread];
  }

  int serial(int thread) {
    return int4(thread, idSize);
  }

  long tid(int thread) {
    return long8(thread, idSize + 4);
  }

  /** JVMTI thread state; {@link ThreadStates#UNKNOWN} when it is not known. */
  int state(int thread) {
    return int4(thread, idSize + 12);
  }

  int flags(int thread) {
    return row(thread)[start(thread) + idSize + 16];
  }

  long carrier(int thread) {
    return Bytes.id(row(thread), start(thread) + idSize + 17, idSize);
  }

  long blocker(int thread) {
    return Bytes.id(row(thread), start(thread) + 2 * idSize + 17, idSize);
  }

  long nativeId(int thread) {
    return long8(thread, 3 * idSize + 17);
  }

  String name(int thread) {
    int length = int4(thread, nameAt() - 4);
    String name = Bytes.text(row(thread), start(thread) + nameAt(), length);
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
  }

  private int nameAt() {
    return nameAt(idSize);
  }

  /** Where in a row the name starts; its length stands before it. */
  static int nameAt(int idSize) {
    return 3 * idSize + 29;
  }

  private byte[] row(int thread) {
    return rows.array(positions.get(thread));
  }

  private int start(int thread) {
    return rows.offset(positions.get(thread));
  }

  private int int4(int thread, int at) {
    return Bytes.int4(row(thread), start(thread) + at);
  }

  private long long8(int thread, int at) {
    return Bytes.long8(row(thread), start(thread) + at);
  }
}
