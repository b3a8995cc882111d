package dev.peeps.layout;

import dev.peeps.heap.HprofException;
import dev.peeps.heap.reach.NotEnoughMemory;
import dev.peeps.heap.reach.WholeHeap;

/**
 * The whole heap behind a picture, for when it is needed to tell what can never come: it is only
 * asked for then.
 */
public interface DeepLook {

  /** Whether the whole heap may be read, whatever it costs or because it costs little. */
  boolean isAllowed();

  /** What it would take to read it, as a sentence, for when it is not allowed. */
  String advice();

  /**
   * Reads it.
   *
   * @throws HprofException when the file cannot be read
   * @throws NotEnoughMemory when it does not fit
   */
  WholeHeap read() throws HprofException, NotEnoughMemory;
}
