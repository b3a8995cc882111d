package dev.peeps.heap.threads;

import java.util.Objects;

/** A line of a thread dump that names an object next to a frame. Immutable. */
public final class LockMention {

  /** What the thread has to do with the object. */
  public enum Kind {
    /** It has entered the monitor and not left it. */
    OWNED,
    /** It wants to enter the monitor. */
    ENTERING,
    /** It is in Object.wait. */
    WAITING,
    /** It was woken from Object.wait and wants to enter the monitor again. */
    REENTERING,
    /** It is parked, and this is the blocker it gave. */
    PARKED,
    /** It waits until another thread has initialised the class of this name. */
    CLASS_INIT
  }

  private final Kind kind;
  private final String label;
  private final long address;
  private final String className;
  private final String classFor;

  /**
   * @param label what tells one object from another within its dump: {@code <0x…>} of a text, or
   *     {@code a.b.C@1f2e} of JSON
   * @param address where the object was; 0 when the dump does not say
   * @param className binary name of the object's class; empty when the dump does not say
   * @param classFor of a class object the class that it is, else empty
   */
  LockMention(Kind kind, String label, long address, String className, String classFor) {
    this.kind = Objects.requireNonNull(kind);
    this.label = Objects.requireNonNull(label);
    this.address = address;
    this.className = Objects.requireNonNull(className);
    this.classFor = Objects.requireNonNull(classFor);
  }

  public Kind kind() {
    return kind;
  }

  /** Equal for equal objects of one dump, and different for different ones. */
  public String label() {
    return label;
  }

  /** Where the object was when the dump was made, 0 when unknown. */
  public long address() {
    return address;
  }

  /** Binary name of its class, empty when unknown. */
  public String className() {
    return className;
  }

  /** Of a class object, or a class that is being initialised, its binary name; else empty. */
  public String classFor() {
    return classFor;
  }

  LockMention as(Kind other) {
    return new LockMention(other, label, address, className, classFor);
  }

  @Override
  public String toString() {
    return kind + " " + label + " (" + className + ")";
  }
}
