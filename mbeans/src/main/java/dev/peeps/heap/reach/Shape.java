package dev.peeps.heap.reach;

/** Where the references of an instance stand among its fields, and how each is followed. */
final class Shape {
  /** Followed as any other. */
  static final byte STRONG = 0;

  /** The referent of a weak or soft reference: followed only to tell what nothing else holds. */
  static final byte WEAK = 1;

  /** What only the thread itself looks at: it counts as a part of its stack. */
  static final byte OWN = 2;

  /** Never followed. */
  static final byte NEVER = 3;

  /** The task of a thread, which counts for nothing when that has ended. */
  static final byte TASK = 4;

  /** What is registered as an MBean: who asks for that manages a thing, and does not use it. */
  static final byte REGISTERED = 5;

  static final Shape LEAF = new Shape(new int[0], new byte[0], 0, false, false);

  final int[] offsets;
  final byte[] kinds;

  /** Bytes that an instance must have. */
  final int size;

  /** A phantom reference: what it has is for when nobody else has it. */
  final boolean cleanup;

  /** A final reference: likewise, and then finalize() gets the referent. */
  final boolean finalizer;

  Shape(int[] offsets, byte[] kinds, int size, boolean cleanup, boolean finalizer) {
    this.offsets = offsets;
    this.kinds = kinds;
    this.size = size;
    this.cleanup = cleanup;
    this.finalizer = finalizer;
  }
}
