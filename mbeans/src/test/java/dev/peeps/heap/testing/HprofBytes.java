package dev.peeps.heap.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Big-endian bytes with the identifier size of one file. */
final class HprofBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final int idSize;

  HprofBytes(int idSize) {
    this.idSize = idSize;
  }

  HprofBytes u1(long value) {
    out.write((int) value);
    return this;
  }

  HprofBytes u2(long value) {
    return u1(value >>> 8).u1(value);
  }

  HprofBytes u4(long value) {
    return u2(value >>> 16).u2(value);
  }

  HprofBytes u8(long value) {
    return u4(value >>> 32).u4(value);
  }

  HprofBytes id(long value) {
    return idSize == 4 ? u4(value) : u8(value);
  }

  HprofBytes id(HasId thing) {
    return id(thing == null ? 0 : thing.id());
  }

  HprofBytes ids(Iterable<? extends HasId> things) {
    int count = 0;
    for (HasId ignored : things) {
      count++;
    }
    u4(count);
    for (HasId thing : things) {
      id(thing);
    }
    return this;
  }

  HprofBytes bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  HprofBytes utf8(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Text with its length before it, as the PEEPS records have it. */
  HprofBytes text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return u4(bytes.length).bytes(bytes);
  }

  /** A value of this type; null is 0. */
  HprofBytes value(Type type, Object value) {
    switch (type) {
      case OBJECT:
        return id((HasId) value);
      case BOOLEAN:
        return u1(Boolean.TRUE.equals(value) ? 1 : 0);
      case CHAR:
        return u2(value == null ? 0 : (Character) value);
      case FLOAT:
        return u4(Float.floatToRawIntBits(value == null ? 0 : (Float) value));
      case DOUBLE:
        return u8(Double.doubleToRawLongBits(value == null ? 0 : (Double) value));
      case BYTE:
        return u1(number(value));
      case SHORT:
        return u2(number(value));
      case INT:
        return u4(number(value));
      case LONG:
        return u8(number(value));
    }
    throw new AssertionError(type);
  }

  private static long number(Object value) {
    return value == null ? 0 : ((Number) value).longValue();
  }

  /** A top-level record. */
  HprofBytes record(int tag, HprofBytes body) {
    byte[] bytes = body.toByteArray();
    return u1(tag).u4(0).u4(bytes.length).bytes(bytes);
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }
}
