package dev.peeps.heap;

/**
 * What an edge of a {@link DumpWalk} asks of an object whose class may not be known yet. The low
 * bits are modes of the plan.
 */
final class DumpRequest {
  static final int MODES = 0xff;
  static final int ELEMENT = 1 << 8;
  static final int MEET = 1 << 9;
  static final int LOOK = 1 << 10;
  static final int LOOK_APP = 1 << 11;
  static final int LOOK_DEEP = 1 << 12;
  static final int ROOT = 1 << 13;
  static final int LOCAL = 1 << 14;
  static final int LOCAL_WANTED = 1 << 15;
  static final int TEXT = 1 << 16;
  static final int TEXT_LATIN = 1 << 17;

  private DumpRequest() {}
}
