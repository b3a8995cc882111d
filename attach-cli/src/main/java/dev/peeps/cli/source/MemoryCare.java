package dev.peeps.cli.source;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.proc.Jvm;
import dev.peeps.cli.proc.MemoryRoom;

/**
 * Sees that a cut does not get the target killed: libpeeps takes memory of the target's, and in a
 * control group that is nearly full the kernel kills whoever asks for more.
 */
final class MemoryCare {
  /** The library, its stacks and the cut of a small program. */
  private static final long LEAST = 12L << 20;

  /** Room in which nothing has to be bounded further: the library's arena and its tables. */
  private static final long ENOUGH = 128L << 20;

  /** What one object of the walk takes in the target, its tag included, generously. */
  private static final long BYTES_PER_OBJECT = 1024;

  private final MemoryRoom memory;

  MemoryCare(MemoryRoom memory) {
    this.memory = memory;
  }

  /**
   * The bound on objects that this target's memory allows.
   *
   * @param asked bound that was asked for; -1 for none
   * @return the smaller of both; -1 for the library's own default
   * @throws CommandFailure when there is too little room for any cut
   */
  long maxObjects(Jvm jvm, long asked) throws CommandFailure {
    long room = memory.of(jvm.pid());
    if (room >= ENOUGH) {
      return asked;
    }
    if (room < LEAST) {
      throw new CommandFailure(
          ExitStatus.NO_ATTACH,
          "a cut could get " + jvm + " killed, so none was taken",
          "its memory limit (control group) leaves "
              + (room >> 20)
              + " MiB, and a cut takes up to "
              + (LEAST >> 20)
              + " MiB of the target's memory",
          "raise the limit of its container, then try again");
    }
    long bound = (room - LEAST) / BYTES_PER_OBJECT;
    return asked >= 0 ? Math.min(asked, bound) : bound;
  }
}
