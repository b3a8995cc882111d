package dev.peeps.cli.peer;

import dev.peeps.cli.proc.ProcFs;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A pipe at which another process waits and whose other end only this process has: what it writes
 * is not read, or nothing is written of what it reads.
 *
 * @param processes the one that was asked about first, and each one that the one before it waits
 *     for; the last one is at the pipe
 * @param link what descriptors of the pipe point at
 * @param writes whether the process writes into it, and so waits for room
 * @param stillMillis for how long the last one has not run; -1 when that is not known
 */
record Unattended(List<Long> processes, String link, boolean writes, long stillMillis) {
  /** As a shell waits for a shell, and that for the last of several programs. */
  private static final int DEPTH = 5;

  /** Threads of a process, and its children, to look at. */
  private static final int MOST = 200;

  Unattended {
    processes = List.copyOf(processes);
  }

  /** The one at the pipe. */
  long last() {
    return processes.get(processes.size() - 1);
  }

  /**
   * What a process waits for, itself or through those that it waits for. Cost: a look at the
   * descriptors of all processes for each step.
   *
   * @param own the process whose pipes are meant
   * @param pid another one
   * @return null when it waits for something else, works, or may not be looked at
   */
  static Unattended of(ProcFs proc, long own, long pid) {
    return of(proc, own, pid, new ArrayList<>());
  }

  private static Unattended of(ProcFs proc, long own, long pid, List<Long> before) {
    if (before.size() >= DEPTH || before.contains(pid) || pid == own) {
      return null;
    }
    List<Long> processes = new ArrayList<>(before);
    processes.add(pid);
    Unattended reads = null;
    for (long thread : numbers(proc, pid, "task")) {
      Call call = call(proc, pid, thread);
      if (call == null) {
        continue;
      }
      Unattended found = null;
      if (call.what() == Call.What.EXIT) {
        found = child(proc, own, pid, processes);
      } else if (call.what() == Call.What.READ || call.what() == Call.What.WRITE) {
        found = pipe(proc, own, pid, thread, call, processes);
      }
      if (found != null && found.writes) {
        return found; // what has begun to write is in the midst of it; who reads may be idle
      }
      reads = reads == null ? found : reads;
    }
    return reads;
  }

  private static Unattended pipe(
      ProcFs proc, long own, long pid, long thread, Call call, List<Long> processes) {
    boolean writes = call.what() == Call.What.WRITE;
    String link = proc.link(pid, "fd/" + call.descriptor());
    if (!Pipes.is(proc, pid, call.descriptor(), link)) {
      return null;
    }
    List<Long> others = Descriptors.withLink(proc, link, !writes, pid);
    if (others == null || others.size() != 1) {
      return null;
    }
    return others.get(0) == own
        ? new Unattended(processes, link, writes, Stillness.millis(proc, pid, thread))
        : of(proc, own, others.get(0), processes);
  }

  /** Of several children one that is at a pipe, if nobody of them is at work. */
  private static Unattended child(ProcFs proc, long own, long pid, List<Long> processes) {
    Unattended found = null;
    for (long child : children(proc, pid)) {
      Unattended its = of(proc, own, child, processes);
      found = found == null || (its != null && its.writes) ? its : found;
      if (its == null && Stillness.isAtWork(proc, child)) {
        return null;
      }
    }
    return found;
  }

  private static List<Long> children(ProcFs proc, long pid) {
    List<Long> children = new ArrayList<>();
    for (long thread : numbers(proc, pid, "task")) {
      try {
        for (String word : proc.text(pid, "task/" + thread + "/children").strip().split(" ", -1)) {
          if (!word.isEmpty() && children.size() < MOST) {
            children.add(Long.parseLong(word));
          }
        }
      } catch (IOException | NumberFormatException e) {
        // It has ended, or the kernel keeps no such list.
      }
    }
    return children;
  }

  private static Call call(ProcFs proc, long pid, long thread) {
    try {
      return Call.of(proc, pid, thread);
    } catch (IOException e) {
      return null; // it has ended, or may not be looked at
    }
  }

  private static List<Long> numbers(ProcFs proc, long pid, String folder) {
    String[] names = new File(proc.name(pid, folder)).list();
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; names != null && i < names.length && i < MOST; i++) {
      try {
        numbers.add(Long.parseLong(names[i]));
      } catch (NumberFormatException e) {
        // No thread: there is nothing else in that directory today.
      }
    }
    return numbers;
  }
}
