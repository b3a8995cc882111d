package dev.peeps.heap;

import java.io.IOException;

/** A file of which nothing may be read, because what it says could be misunderstood. */
final class Refused extends IOException {
  private static final long serialVersionUID = 1L;

  final long offset;

  Refused(long offset, String problem) {
    super(problem);
    this.offset = offset;
  }
}
