package dev.peeps.heap.threads;

import java.io.IOException;

/** JSON that makes no sense, or is larger than anything a thread dump holds. */
final class JsonException extends IOException {
  private static final long serialVersionUID = 1L;

  final int line;

  JsonException(int line, String problem) {
    super(problem);
    this.line = line;
  }
}
