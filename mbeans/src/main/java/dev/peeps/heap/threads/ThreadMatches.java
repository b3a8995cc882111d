package dev.peeps.heap.threads;

import dev.peeps.heap.Heap;
import dev.peeps.heap.HeapThread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which thread of a thread dump is which thread of a heap. */
final class ThreadMatches {
  private static final int LONGEST_NAME = 256;

  /** A thread in both pictures. */
  static final class Match {
    final DumpedThread dumped;
    final HeapThread thread;
    final Alignment alignment;

    Match(DumpedThread dumped, HeapThread thread) {
      this.dumped = dumped;
      this.thread = thread;
      this.alignment = Alignment.of(dumped.frames(), thread.frames(), thread.stackCut());
    }

    /** It ran between the two pictures: nothing that it waits for may be joined. */
    boolean moved() {
      return thread.stackKnown() && !alignment.whole();
    }
  }

  final List<Match> matches = new ArrayList<>();
  final Map<Long, Match> byId = new HashMap<>();

  /** Java threads of the dump that the heap has not. */
  final List<DumpedThread> unmatched = new ArrayList<>();

  /** Threads with the id of a thread of the heap, and another name and stack. */
  int strangers;

  /** The heap has no stacks (jhsdb writes such ones): the thread dump's stand in for them. */
  final boolean stacksOfDump;

  private final Map<Long, HeapThread> tids = new HashMap<>();
  private final Map<String, HeapThread> names = new HashMap<>();

  ThreadMatches(Heap heap, ThreadDump dump) {
    boolean stacks = false;
    for (HeapThread thread : heap.threads()) {
      stacks |= !thread.frames().isEmpty();
      if (thread.tid() > 0) {
        tids.putIfAbsent(thread.tid(), thread);
      }
      if (!thread.name().isEmpty()) {
        // Two threads of one name: the name tells nothing.
        names.put(thread.name(), names.containsKey(thread.name()) ? null : thread);
      }
    }
    stacksOfDump = !stacks;
    for (DumpedThread dumped : dump.threads()) {
      match(dumped);
    }
  }

  private void match(DumpedThread dumped) {
    boolean numbered = dumped.tid() > 0;
    HeapThread thread = numbered ? tids.get(dumped.tid()) : names.get(cut(dumped.name()));
    if (thread == null) {
      // The VM's own threads, compilers and the like, have no frames; no heap dump has them.
      if (!dumped.frames().isEmpty()) {
        unmatched.add(dumped);
      }
      return;
    }
    Match match = new Match(dumped, stacksOfDump ? JoinedThread.withStack(thread, dumped) : thread);
    boolean named = dumped.name().isEmpty() || cut(dumped.name()).equals(thread.name());
    if (!named && (stacksOfDump || match.moved() || !thread.stackKnown())) {
      strangers++;
      unmatched.add(dumped);
      return;
    }
    if (byId.putIfAbsent(thread.id(), match) == null) {
      matches.add(match);
    }
  }

  /** The thread of the heap with this Thread.threadId, or null. */
  HeapThread byTid(long tid) {
    return tids.get(tid);
  }

  private static String cut(String name) {
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
  }
}
