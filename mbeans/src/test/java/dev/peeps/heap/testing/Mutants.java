package dev.peeps.heap.testing;

import java.util.Random;

/** Files as accidents and malice change them. */
public final class Mutants {
  private Mutants() {}

  /** A copy with one to four changes: a bit, a byte, a value as large as can be, a piece moved. */
  public static byte[] of(byte[] original, Random random) {
    byte[] mutant = original.clone();
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(mutant.length);
      switch (random.nextInt(4)) {
        case 0:
          mutant[at] ^= (byte) (1 << random.nextInt(8));
          break;
        case 1:
          mutant[at] = (byte) random.nextInt();
          break;
        case 2:
          for (int i = at; i < Math.min(at + 4, mutant.length); i++) {
            mutant[i] = (byte) (random.nextBoolean() ? 0xff : 0x7f);
          }
          break;
        default:
          int length = Math.min(1 + random.nextInt(64), mutant.length - at);
          System.arraycopy(original, random.nextInt(original.length - length), mutant, at, length);
      }
    }
    return mutant;
  }
}
