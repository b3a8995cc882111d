package dev.peeps.heap;

import java.util.Objects;

/** A value read from a heap: known, null, unknown or absent. Immutable. */
public final class Value {

  /** What kind of value this is. */
  public enum Kind {
    /** The class has no such field: another version of it may. */
    ABSENT,
    /** There is a value, but the picture does not have it. */
    UNKNOWN,
    /** The null reference. */
    NULL,
    /** A reference to an object; its id is {@link #id()}. */
    REFERENCE,
    /** boolean (0 or 1), byte, char, short, int or long; {@link #number()}. */
    NUMBER,
    /** float or double; {@link #decimal()}. */
    DECIMAL
  }

  /** No such field. */
  public static final Value ABSENT = new Value(Kind.ABSENT, 0);

  /** Not recorded. */
  public static final Value UNKNOWN = new Value(Kind.UNKNOWN, 0);

  /** The null reference. */
  public static final Value NULL = new Value(Kind.NULL, 0);

  private final Kind kind;
  private final long bits;

  private Value(Kind kind, long bits) {
    this.kind = kind;
    this.bits = bits;
  }

  /** A reference; {@link #NULL} for id 0. */
  public static Value reference(long id) {
    return id == 0 ? NULL : new Value(Kind.REFERENCE, id);
  }

  /** A whole number. */
  public static Value number(long number) {
    return new Value(Kind.NUMBER, number);
  }

  /** A floating-point number. */
  public static Value decimal(double number) {
    return new Value(Kind.DECIMAL, Double.doubleToRawLongBits(number));
  }

  public Kind kind() {
    return kind;
  }

  /** True for {@link Kind#UNKNOWN} and {@link Kind#ABSENT}. */
  public boolean isUnknown() {
    return kind == Kind.UNKNOWN || kind == Kind.ABSENT;
  }

  public boolean isNull() {
    return kind == Kind.NULL;
  }

  public boolean isReference() {
    return kind == Kind.REFERENCE;
  }

  /** Id of the object referred to; 0 unless {@link #isReference()}. */
  public long id() {
    return kind == Kind.REFERENCE ? bits : 0;
  }

  /**
   * The number.
   *
   * @throws IllegalStateException unless the kind is {@link Kind#NUMBER}
   */
  public long number() {
    if (kind != Kind.NUMBER) {
      throw new IllegalStateException("not a number: " + this);
    }
    return bits;
  }

  /**
   * The number.
   *
   * @throws IllegalStateException unless the kind is {@link Kind#DECIMAL}
   */
  public double decimal() {
    if (kind != Kind.DECIMAL) {
      throw new IllegalStateException("not a decimal: " + this);
    }
    return Double.longBitsToDouble(bits);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Value && ((Value) other).kind == kind && ((Value) other).bits == bits;
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, bits);
  }

  @Override
  public String toString() {
    switch (kind) {
      case REFERENCE:
        return "@" + Long.toHexString(bits);
      case NUMBER:
        return Long.toString(bits);
      case DECIMAL:
        return Double.toString(Double.longBitsToDouble(bits));
      default:
        return kind.name();
    }
  }
}
