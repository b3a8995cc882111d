package dev.peeps.heap;

import java.io.IOException;
import java.util.List;

/** Tells by the first look at an instance whether anything can wait behind it. */
final class SettledRule {
  private static final int ABSENT = -1;

  private final int idSize;
  private final int[] settled;
  private final int[] unless;
  private final int[][] keep;

  SettledRule(DumpType type, DumpTypes types, int idSize) {
    this.idSize = idSize;
    List<Plan.Type> plans = type.plans;
    settled = new int[plans.size()];
    unless = new int[plans.size()];
    keep = new int[plans.size()][];
    for (int i = 0; i < settled.length; i++) {
      Plan.Type plan = plans.get(i);
      settled[i] = types.slot(type, plan.settled);
      unless[i] = types.slot(type, plan.unless);
      keep[i] = new int[plan.keep.size()];
      for (int k = 0; k < keep[i].length; k++) {
        keep[i][k] = types.slot(type, plan.keep.get(k));
      }
    }
  }

  /** Looks at the fields at the input's place without using them up. */
  boolean unsettled(int length, HprofInput in) throws IOException {
    if (!in.have(length)) {
      return true;
    }
    for (int i = 0; i < settled.length; i++) {
      if (!isNull(settled[i], length, in) && isNull(unless[i], length, in)) {
        return false;
      }
      boolean kept = keep[i].length == 0;
      for (int slot : keep[i]) {
        kept |= !isNull(slot, length, in);
      }
      if (!kept) {
        return false;
      }
    }
    return true;
  }

  /** True also for zero, and for a field that this version of the class does not have. */
  private boolean isNull(int slot, int length, HprofInput in) {
    if (slot == ABSENT) {
      return true;
    }
    int size = BasicType.size(slot & 0xf, idSize);
    int offset = slot >> 4;
    if (offset + size > length) {
      return true;
    }
    byte[] bytes = in.buffer();
    int bits = 0;
    for (int i = in.at() + offset; size > 0; i++, size--) {
      bits |= bytes[i];
    }
    return bits == 0;
  }
}
