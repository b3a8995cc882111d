package dev.peeps.cli.peer;

import dev.peeps.cli.proc.ProcFs;
import dev.peeps.graph.Entity;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which of a process's threads, as the kernel knows them, a Java thread is. Where a picture does
 * not give the number, it is told by the processor time that it has used, to the nanosecond, which
 * does not change while it waits; else by its name, when only one is called so.
 */
final class NativeThreads {
  /** Two small files are read of each. */
  private static final int MOST = 5000;

  /** What the kernel keeps of a name. */
  private static final int NAME_LENGTH = 15;

  private final ProcFs proc;
  private final long pid;
  private final Set<Long> hidden = new HashSet<>();
  private Map<Long, Long> byTime;
  private Map<String, List<Long>> byName;

  NativeThreads(ProcFs proc, long pid) {
    this.proc = proc;
    this.pid = pid;
  }

  long pid() {
    return pid;
  }

  /** The call in which a Java thread is; null when that is not known, or none that matters. */
  Call call(Entity thread) {
    long number = number(thread);
    if (number < 0) {
      return null;
    }
    try {
      return Call.of(proc, pid, number);
    } catch (IOException e) {
      if (new File(proc.name(pid, "task/" + number)).exists()) {
        hidden.add(number); // else it has ended
      }
      return null;
    }
  }

  /** How many threads there are whose calls were asked for and may not be looked at. */
  int hidden() {
    return hidden.size();
  }

  /** The kernel's number of a Java thread; -1 when it cannot be told. */
  long number(Entity thread) {
    Object nid = thread.attributes().get("nid");
    if (nid instanceof String && ((String) nid).startsWith("0x")) {
      return Long.parseUnsignedLong(((String) nid).substring(2), 16);
    }
    read();
    Object time = thread.attributes().get("cpuNanos");
    Long number = time instanceof Long ? byTime.get(time) : null;
    if (number != null) {
      return number;
    }
    String name = thread.name();
    String kept = name.length() > NAME_LENGTH ? name.substring(0, NAME_LENGTH) : name;
    List<Long> called = byName.get(kept);
    return called != null && called.size() == 1 ? called.get(0) : -1;
  }

  private void read() {
    if (byTime != null) {
      return;
    }
    byTime = new HashMap<>();
    byName = new HashMap<>();
    String[] numbers = new File(proc.name(pid, "task")).list();
    for (int i = 0; numbers != null && i < Math.min(numbers.length, MOST); i++) {
      try {
        long number = Long.parseLong(numbers[i]);
        String times = proc.text(pid, "task/" + number + "/schedstat");
        byTime.put(Long.parseLong(times.substring(0, Math.max(0, times.indexOf(' ')))), number);
        String name = proc.text(pid, "task/" + number + "/comm").strip();
        List<Long> called = byName.get(name);
        if (called == null) {
          called = new ArrayList<>(1);
          byName.put(name, called);
        }
        called.add(number);
      } catch (IOException | NumberFormatException e) {
        // It has ended, or the kernel keeps no such statistics.
      }
    }
  }
}
