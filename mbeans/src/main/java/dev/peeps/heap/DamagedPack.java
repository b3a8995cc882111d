package dev.peeps.heap;

import java.io.EOFException;

/**
 * The compressed data makes no sense from here on: what was read until now is all that there is.
 */
final class DamagedPack extends EOFException {
  private static final long serialVersionUID = 1L;

  /**
   * @param offset in the file, a byte before which the damage is
   */
  DamagedPack(long offset) {
    super("the compressed data is damaged before byte " + offset + " of the file");
  }
}
