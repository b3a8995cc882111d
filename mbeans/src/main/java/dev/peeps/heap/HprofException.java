package dev.peeps.heap;

import java.nio.file.Path;

/**
 * A file that gives no heap at all: not there, not HPROF, of a version that is not known. The
 * message names the file and the byte offset, and says what is likely wrong. Files of which some
 * part can be read do not end here; they become heaps with {@linkplain Heap#notices() notices}.
 */
public final class HprofException extends Exception {
  private static final long serialVersionUID = 1L;

  private final long offset;

  HprofException(Path file, long offset, String problem) {
    this(file, offset, problem, null);
  }

  HprofException(Path file, long offset, String problem, Throwable cause) {
    super(file + ", byte " + offset + ": " + problem, cause);
    this.offset = offset;
  }

  /** Byte offset in the file at which it stopped making sense. */
  public long offset() {
    return offset;
  }
}
