package dev.peeps.cli.peer;

import dev.peeps.cli.proc.ProcFs;
import java.io.IOException;
import java.nio.file.Files;

/** Which descriptors are pipes, with a name or without. */
final class Pipes {
  private static final int TYPE = 0170000;
  private static final int FIFO = 0010000;

  private Pipes() {}

  /**
   * Whether it is one.
   *
   * @param link what the descriptor points at
   */
  static boolean is(ProcFs proc, long pid, int descriptor, String link) {
    if (link.startsWith("pipe:[")) {
      return true;
    }
    try {
      Object mode = Files.getAttribute(proc.path(pid, "fd/" + descriptor), "unix:mode");
      return mode instanceof Integer && ((Integer) mode & TYPE) == FIFO;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }
}
