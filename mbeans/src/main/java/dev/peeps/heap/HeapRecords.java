package dev.peeps.heap;

import java.io.IOException;

/** The sub-records of a HEAP DUMP or HEAP DUMP SEGMENT record. */
final class HeapRecords {
  private static final int ROOT_UNKNOWN = 0xFF;
  private static final int ROOT_JNI_GLOBAL = 0x01;
  private static final int ROOT_JNI_LOCAL = 0x02;
  private static final int ROOT_JAVA_FRAME = 0x03;
  private static final int ROOT_NATIVE_STACK = 0x04;
  private static final int ROOT_STICKY_CLASS = 0x05;
  private static final int ROOT_THREAD_BLOCK = 0x06;
  private static final int ROOT_MONITOR_USED = 0x07;
  private static final int ROOT_THREAD_OBJECT = 0x08;
  private static final int CLASS_DUMP = 0x20;
  static final int INSTANCE_DUMP = 0x21;
  static final int OBJECT_ARRAY_DUMP = 0x22;
  static final int PRIMITIVE_ARRAY_DUMP = 0x23;

  private final HprofInput in;
  private final HprofVisitor visitor;

  HeapRecords(HprofInput in, HprofVisitor visitor) {
    this.in = in;
    this.visitor = visitor;
  }

  /**
   * Reads up to this offset, or to the end of the record that crosses it. The heads of most records
   * are buffered as a whole, and a heap of tens of millions of objects is read at the pace of this
   * loop.
   */
  void read(long end) throws IOException {
    int ids = in.idSize();
    int head = 9 + 2 * ids;
    while (in.offset() < end) {
      visitor.skim(in);
      if (in.offset() >= end) {
        return;
      }
      in.mark();
      if (in.have(head)) {
        byte[] b = in.buffer();
        int at = in.at();
        if (b[at] == INSTANCE_DUMP) {
          long length = Bytes.int4(b, at + 5 + 2 * ids) & 0xffff_ffffL;
          in.advance(head);
          instance(Bytes.id(b, at + 1, ids), Bytes.id(b, at + 5 + ids, ids), length);
          continue;
        }
        if (b[at] == OBJECT_ARRAY_DUMP) {
          long length = Bytes.int4(b, at + 5 + ids) & 0xffff_ffffL;
          in.advance(head);
          objectArray(Bytes.id(b, at + 1, ids), Bytes.id(b, at + 9 + ids, ids), length);
          continue;
        }
        if (b[at] == PRIMITIVE_ARRAY_DUMP) {
          long length = Bytes.int4(b, at + 5 + ids) & 0xffff_ffffL;
          in.advance(10 + ids);
          primitiveArray(Bytes.id(b, at + 1, ids), length, b[at + 9 + ids] & 0xff);
          continue;
        }
      }
      int tag = in.u1();
      switch (tag) {
        case INSTANCE_DUMP:
          long instance = in.id();
          in.u4();
          instance(instance, in.id(), in.u4Long());
          break;
        case OBJECT_ARRAY_DUMP:
          long array = in.id();
          in.u4();
          long length = in.u4Long();
          objectArray(array, in.id(), length);
          break;
        case PRIMITIVE_ARRAY_DUMP:
          long primitives = in.id();
          in.u4();
          primitiveArray(primitives, in.u4Long(), in.u1());
          break;
        case CLASS_DUMP:
          visitor.classDump(new ClassDump(in));
          break;
        default:
          root(tag);
      }
    }
  }

  private void instance(long id, long type, long length) throws IOException {
    long end = bodyEnd(length, 1);
    visitor.instance(id, type, size(length), in);
    in.skipTo(end);
  }

  private void objectArray(long id, long type, long length) throws IOException {
    long end = bodyEnd(length, in.idSize());
    visitor.objectArray(id, type, size(length), in);
    in.skipTo(end);
  }

  private void primitiveArray(long id, long length, int element) throws IOException {
    int size = BasicType.size(element, in.idSize());
    if (size == 0 || element == BasicType.OBJECT) {
      throw new CorruptRecord(in.offset() - 1, "an array of the unknown type " + element);
    }
    long end = bodyEnd(length, size);
    visitor.primitiveArray(id, element, size(length), in);
    in.skipTo(end);
  }

  private long bodyEnd(long count, int size) throws IOException {
    in.require(count * size);
    return in.offset() + count * size;
  }

  private int size(long count) throws IOException {
    if (count > Integer.MAX_VALUE) {
      throw new CorruptRecord(in.offset(), count + " elements in one object");
    }
    return (int) count;
  }

  private void root(int tag) throws IOException {
    long offset = in.offset() - 1;
    switch (tag) {
      case ROOT_THREAD_OBJECT:
        visitor.threadRoot(in.id(), in.u4(), in.u4());
        break;
      case ROOT_JAVA_FRAME:
        visitor.frameRoot(in.id(), in.u4(), in.u4());
        break;
      case ROOT_JNI_LOCAL:
        visitor.jniLocal(in.id(), in.u4(), in.u4());
        break;
      case ROOT_JNI_GLOBAL:
        visitor.root(in.id());
        in.id();
        break;
      case ROOT_NATIVE_STACK:
      case ROOT_THREAD_BLOCK:
        visitor.root(in.id());
        in.u4();
        break;
      case ROOT_STICKY_CLASS:
      case ROOT_MONITOR_USED:
      case ROOT_UNKNOWN:
        visitor.root(in.id());
        break;
      default:
        throw new CorruptRecord(
            offset, "a heap dump record of the unknown kind 0x" + Integer.toHexString(tag));
    }
  }
}
