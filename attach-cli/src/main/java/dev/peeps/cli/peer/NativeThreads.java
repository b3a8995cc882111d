package dev.peeps.cli.peer;

import dev.peeps.cli.proc.ProcFs;
import dev.peeps.graph.Entity;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
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
  private final Map<Long, Long> byTime = new HashMap<>();

  /** How many of {@link #numbers} have been looked at for it. */
  private int timesRead;

  private int left;

  private Map<String, List<Long>> byName;
  private long[] numbers;

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
    return number < 0 ? null : call(number);
  }

  private Call call(long number) {
    try {
      return Call.of(proc, pid, number);
    } catch (IOException e) {
      if (new File(proc.name(pid, "task/" + number)).exists()) {
        hidden.add(number); // else it has ended
      }
      return null;
    }
  }

  /** The calls of all its threads that read; cost: a small file of each. */
  List<Call> reads() {
    List<Call> reads = new ArrayList<>();
    for (long number : allNumbers()) {
      Call call = call(number);
      if (call != null && call.what() == Call.What.READ) {
        reads.add(call);
      }
    }
    return reads;
  }

  /** How many threads were not looked at, since there are too many to tell one from another. */
  int left() {
    return left;
  }

  /** How many threads there are whose calls were asked for and may not be looked at. */
  int hidden() {
    return hidden.size();
  }

  /**
   * The calls in which a Java thread may be: its own where it can be told, else those of all
   * threads that are called so. One that wakes now and then to look at its timers has used the
   * processor since the picture was taken, and others of its pool share what the kernel keeps of
   * their names.
   */
  List<Call> calls(Entity thread) {
    List<Call> calls = new ArrayList<>(1);
    for (long number : numbers(thread)) {
      Call call = call(number);
      if (call != null) {
        calls.add(call);
      }
    }
    return calls;
  }

  /** The kernel's number of a Java thread; -1 when it cannot be told. */
  long number(Entity thread) {
    List<Long> numbers = numbers(thread);
    return numbers.size() == 1 ? numbers.get(0) : -1;
  }

  private List<Long> numbers(Entity thread) {
    Object nid = thread.attributes().get("nid");
    if (nid instanceof String && ((String) nid).startsWith("0x")) {
      return List.of(Long.parseUnsignedLong(((String) nid).substring(2), 16));
    }
    Object time = thread.attributes().get("cpuNanos");
    long used = time instanceof Long ? withTime((Long) time) : -1;
    if (used >= 0) {
      return List.of(used);
    }
    String name = thread.name();
    List<Long> called = called(name.substring(0, Math.min(NAME_LENGTH, name.length())));
    return called == null ? List.of() : called;
  }

  /** Reads on only until it is found: what is mostly asked about is the main thread, the second. */
  private long withTime(long nanos) {
    Long known = byTime.get(nanos);
    for (long[] all = allNumbers(); known == null && timesRead < all.length; timesRead++) {
      try {
        String times = proc.text(pid, "task/" + all[timesRead] + "/schedstat");
        long used = Long.parseLong(times.substring(0, Math.max(0, times.indexOf(' '))));
        byTime.put(used, all[timesRead]);
        known = used == nanos ? (Long) all[timesRead] : null;
      } catch (IOException | NumberFormatException e) {
        // It has ended, or the kernel keeps no such statistics.
      }
    }
    return known == null ? -1 : known;
  }

  /** Null when there is none. */
  private List<Long> called(String name) {
    if (byName == null) {
      byName = new HashMap<>();
      for (long number : allNumbers()) {
        try {
          String its = proc.text(pid, "task/" + number + "/comm").strip();
          List<Long> called = byName.get(its);
          if (called == null) {
            called = new ArrayList<>(1);
            byName.put(its, called);
          }
          called.add(number);
        } catch (IOException e) {
          // It has ended.
        }
      }
    }
    return byName.get(name);
  }

  /** Of all its threads, ascending: the main thread's is among the first. */
  private long[] allNumbers() {
    if (numbers == null) {
      String[] names = new File(proc.name(pid, "task")).list();
      long[] read = new long[names == null ? 0 : names.length];
      int count = 0;
      for (int i = 0; i < read.length; i++) {
        try {
          read[count] = Long.parseLong(names[i]);
          count++;
        } catch (NumberFormatException e) {
          // No thread: there is nothing else in that directory today.
        }
      }
      Arrays.sort(read, 0, count);
      numbers = Arrays.copyOf(read, Math.min(count, MOST));
      left = count - numbers.length;
    }
    return numbers;
  }
}
