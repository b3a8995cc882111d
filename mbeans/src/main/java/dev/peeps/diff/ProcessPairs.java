package dev.peeps.diff;

import dev.peeps.graph.Graph;
import dev.peeps.graph.ProcessInfo;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Which process of the first picture is which of the second, and whether it is the same run. */
final class ProcessPairs {
  /** Two readings of one JVM's start differ by the clocks' grain. */
  private static final long SAME_START_MILLIS = 2_000;

  private final Map<String, ProcessInfo> pairs = new LinkedHashMap<>();
  private final Set<String> sameRun = new HashSet<>();
  private final Set<String> taken = new HashSet<>();

  ProcessPairs(Graph before, Graph after) {
    for (ProcessInfo one : before.processes()) {
      for (ProcessInfo other : after.processes()) {
        if (isSameRun(one, other)) {
          pair(one, other, true);
        }
      }
    }
    for (ProcessInfo one : before.processes()) {
      for (ProcessInfo other : after.processes()) {
        if (one.name().equals(other.name())) {
          pair(one, other, false);
        }
      }
    }
    if (before.processes().size() == 1 && after.processes().size() == 1) {
      pair(before.processes().get(0), after.processes().get(0), false);
    }
  }

  private void pair(ProcessInfo one, ProcessInfo other, boolean same) {
    if (!pairs.containsKey(one.id()) && taken.add(other.id())) {
      pairs.put(one.id(), other);
      if (same) {
        sameRun.add(one.id());
      }
    }
  }

  /** The same process id and, as far as is known, the same start. */
  private static boolean isSameRun(ProcessInfo one, ProcessInfo other) {
    if (one.pid() < 0 || one.pid() != other.pid()) {
      return false;
    }
    long start = Times.start(one);
    long otherStart = Times.start(other);
    return start < 0 || otherStart < 0 || Math.abs(start - otherStart) <= SAME_START_MILLIS;
  }

  /** The counterpart in the second picture; null when there is none. */
  ProcessInfo of(String process) {
    return pairs.get(process);
  }

  /** Whether thread ids mean the same threads in both. */
  boolean isSameRun(String process) {
    return sameRun.contains(process);
  }
}
