package dev.peeps.heap;

import java.io.IOException;

/** A record that contradicts itself; the file may make sense again after it. */
final class CorruptRecord extends IOException {
  private static final long serialVersionUID = 1L;

  final long offset;

  CorruptRecord(long offset, String problem) {
    super(problem);
    this.offset = offset;
  }
}
