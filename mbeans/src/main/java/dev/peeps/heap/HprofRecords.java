package dev.peeps.heap;

import java.io.EOFException;
import java.io.IOException;

/**
 * One pass over the records of an HPROF file, 1.0.1 and 1.0.2, with 4- or 8-byte ids. Knows the
 * format and nothing of what the records are for. Memory: one buffer, whatever the file's size.
 */
final class HprofRecords {
  private static final int STRING = 0x01;
  private static final int LOAD_CLASS = 0x02;
  private static final int FRAME = 0x04;
  private static final int TRACE = 0x05;
  private static final int HEAP_DUMP = 0x0C;
  private static final int LAST_KNOWN = 0x0E;
  private static final int HEAP_DUMP_SEGMENT = 0x1C;
  private static final int HEAP_DUMP_END = 0x2C;
  static final int PEEPS = 0x50;

  private static final int LONGEST_FORMAT = 32;
  private static final int RECORD_HEAD = 9;
  private static final long CARRY = 1L << 32;

  private final HprofInput in;
  private final HprofVisitor visitor;
  private long timestamp;
  private boolean ended;
  private boolean unsegmented;

  HprofRecords(HprofInput in, HprofVisitor visitor) {
    this.in = in;
    this.visitor = visitor;
  }

  /** When the file says it was made, epoch milliseconds. */
  long timestamp() {
    return timestamp;
  }

  /**
   * True when the record that ends a heap dump was there; one that is not made of segments has
   * none.
   *
   * @param cut a cut always has that record
   */
  boolean ended(boolean cut) {
    return ended || (!cut && unsegmented);
  }

  /**
   * Reads the first line and the id size.
   *
   * @throws CorruptRecord when this is not HPROF
   */
  void header() throws IOException {
    StringBuilder format = new StringBuilder();
    int c = in.u1();
    while (c != 0 && format.length() < LONGEST_FORMAT) {
      format.append((char) c);
      c = in.u1();
    }
    String line = format.toString();
    if (!line.equals("JAVA PROFILE 1.0.2")
        && !line.equals("JAVA PROFILE 1.0.1")
        && !line.equals("JAVA PROFILE 1.0.3")) {
      throw new CorruptRecord(0, "this is not an HPROF file of version 1.0.1, 1.0.2 or 1.0.3");
    }
    int idSize = in.u4();
    if (idSize != 4 && idSize != 8) {
      throw new CorruptRecord(in.offset() - 4, "identifiers of " + idSize + " bytes");
    }
    in.idSize(idSize);
    timestamp = in.u8();
  }

  /**
   * Reads all records to the end of the file.
   *
   * @throws EOFException when the file ends in the middle of a record
   */
  void records() throws IOException {
    while (!in.atEnd()) {
      int tag = in.u1();
      in.u4();
      long length = tag == HEAP_DUMP ? heapDumpLength(in.u4Long()) : in.u4Long();
      long end = in.offset() + length;
      if (tag == HEAP_DUMP) {
        unsegmented(end);
        continue;
      }
      in.limit(end);
      try {
        record(tag, length);
      } catch (CorruptRecord e) {
        visitor.corrupt(e.offset, Math.max(0, end - in.offset()), e.getMessage());
      }
      in.noLimit();
      in.skipTo(end);
    }
  }

  /**
   * Length of a heap dump in one record. The field has 32 bits, whose carry is lost in larger dumps
   * (JDK 8 and before); such a record goes to the end of the file.
   */
  private long heapDumpLength(long length) {
    long rest = in.fileSize() - in.offset();
    if (in.fileSize() == Long.MAX_VALUE || rest <= length) {
      return length;
    }
    boolean wrapped = (rest - length) % CARRY == 0;
    boolean wrappedWithEnd =
        rest - length > RECORD_HEAD && (rest - RECORD_HEAD - length) % CARRY == 0;
    return wrapped ? rest : wrappedWithEnd ? rest - RECORD_HEAD : length;
  }

  /**
   * Where the file does not tell that the length lost its carry, a record that crosses the end
   * does.
   */
  private void unsegmented(long declaredEnd) throws IOException {
    unsegmented = true;
    long end = declaredEnd;
    try {
      new HeapRecords(in, visitor).read(end);
      while (in.offset() > end) {
        end += CARRY;
        new HeapRecords(in, visitor).read(end);
      }
    } catch (CorruptRecord e) {
      visitor.corrupt(e.offset, Math.max(0, end - in.offset()), e.getMessage());
      in.skipTo(Math.max(end, in.offset()));
    }
  }

  private void record(int tag, long length) throws IOException {
    switch (tag) {
      case STRING:
        in.require(in.idSize());
        visitor.string(in.id(), checked(length - in.idSize(), 1), in);
        break;
      case LOAD_CLASS:
        int serial = in.u4();
        long id = in.id();
        in.u4();
        visitor.loadClass(serial, id, in.id());
        break;
      case FRAME:
        visitor.frame(in.id(), in.id(), in.id(), in.id(), in.u4(), in.u4());
        break;
      case TRACE:
        int trace = in.u4();
        in.u4();
        visitor.trace(trace, checked(in.u4Long(), in.idSize()), in);
        break;
      case HEAP_DUMP_SEGMENT:
        new HeapRecords(in, visitor).read(in.offset() + length);
        break;
      case HEAP_DUMP_END:
        ended = true;
        break;
      case PEEPS:
        visitor.peeps(in);
        break;
      default:
        if (tag == 0 || tag > LAST_KNOWN) {
          visitor.unknownRecord(tag);
        }
    }
  }

  private int checked(long count, int size) throws IOException {
    in.require(count * size);
    return (int) Math.min(count, Integer.MAX_VALUE);
  }
}
