package dev.peeps.cli.source;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.attach.Attachment;
import dev.peeps.cli.proc.Jvm;

/** How much of its heap a JVM uses, garbage included, and what a dump of that may take on disk. */
final class HeapUse {
  /**
   * HPROF writes references in eight bytes and has larger headers than a compressed heap: small
   * objects and arrays of references take up to twice their size.
   */
  private static final long GROWTH = 2;

  /** Names of classes and methods, stacks, and what is allocated meanwhile. */
  private static final long REST = 32L << 20;

  private HeapUse() {}

  /** The most bytes that a heap dump can take; an estimate that errs on the safe side. */
  static long dumpBytes(Jvm jvm, Attachment attachment) throws CommandFailure {
    long used = used(attachment.ask("jcmd", "GC.heap_info"));
    if (used <= 0) {
      used = jvm.residentBytes();
    }
    return used * GROWTH + REST;
  }

  /**
   * The sum of what {@code GC.heap_info} calls used, of all generations; -1 when nothing in it was
   * understood. Each collector has a line of its own for each generation, indented by one space.
   */
  static long used(String info) {
    long sum = -1;
    for (String line : info.split("\n", -1)) {
      boolean part = line.startsWith("  ");
      String words = line.strip();
      if (part || words.startsWith("Metaspace") || words.startsWith("class space")) {
        continue;
      }
      long used = used(words.split("[ ,]+", -1));
      if (used >= 0) {
        sum = Math.max(0, sum) + used;
      }
    }
    return sum;
  }

  /** {@code used 123K}, or {@code 123K used} as Shenandoah has it. */
  private static long used(String[] words) {
    for (int i = 0; i < words.length; i++) {
      if (words[i].equals("used")) {
        long after = i + 1 < words.length ? bytes(words[i + 1]) : -1;
        return after >= 0 || i == 0 ? after : bytes(words[i - 1]);
      }
    }
    return -1;
  }

  private static long bytes(String word) {
    int unit = word.isEmpty() ? -1 : "BKMGT".indexOf(word.charAt(word.length() - 1));
    if (unit < 0) {
      return -1;
    }
    try {
      return Long.parseLong(word.substring(0, word.length() - 1)) << (10 * unit);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
