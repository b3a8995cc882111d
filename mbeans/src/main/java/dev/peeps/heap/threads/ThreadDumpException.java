package dev.peeps.heap.threads;

import java.nio.file.Path;

/** A file that gives no thread dump at all; the message names the file and the line. */
public final class ThreadDumpException extends Exception {
  private static final long serialVersionUID = 1L;

  ThreadDumpException(Path file, int line, String problem, Throwable cause) {
    super(file + (line > 0 ? ", line " + line : "") + ": " + problem, cause);
  }
}
