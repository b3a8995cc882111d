package dev.peeps.heap.threads;

import dev.peeps.heap.ClassInit;
import dev.peeps.heap.Heap;
import dev.peeps.heap.HeapThread;
import dev.peeps.heap.Monitor;
import dev.peeps.heap.Notice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins a thread dump to a heap dump of the same process: HPROF has no monitor owners, and thread
 * dumps have no objects.
 *
 * <p>What a thread waits for is taken over only when its stack is the same in both pictures; a
 * thread with another stack has run in between and is {@linkplain HeapThread#moved() moved}. What
 * it owns is taken over as long as the frame that entered the monitor, and all outside it, are the
 * same. A monitor whose object cannot be told in the heap is a monitor all the same: the thread
 * dump itself says who owns it and who waits.
 */
public final class MonitorJoin {
  /** Ids of objects that the heap does not have; no address and no tag is that large. */
  private static final long FIRST_MADE_UP = 0x7f00_0000_0000_0000L;

  private static final String NOT_THERE =
      "the thread dump names no owner; it may have been between two owners";

  private final Heap heap;
  private final ThreadDump dump;
  private final ThreadMatches threads;
  private final MentionIndex index = new MentionIndex();
  private final LockObjects objects;
  private final Map<String, KnownMonitor> monitors = new LinkedHashMap<>();
  private final Map<Long, Long> blockers = new HashMap<>();
  private long madeUp = FIRST_MADE_UP;
  private long contradictions;

  private MonitorJoin(Heap heap, ThreadDump dump) {
    this.heap = heap;
    this.dump = dump;
    this.threads = new ThreadMatches(heap, dump);
    for (ThreadMatches.Match match : threads.matches) {
      index.add(match, match.dumped);
    }
    for (DumpedThread thread : threads.unmatched) {
      index.add(null, thread);
    }
    this.objects = new LockObjects(heap, index.places);
  }

  /**
   * The heap with the monitors, class initialisations, native thread ids and carriers that the
   * thread dump tells of. Its notices say, counted, which threads were not found again and which
   * had moved; its info has {@code threadDump} (which tool) and {@code threadsMatched}.
   *
   * <p>Cost: linear in the threads and frames of both.
   */
  public static Heap join(Heap heap, ThreadDump dump) {
    return new MonitorJoin(heap, dump).joined();
  }

  private Heap joined() {
    for (Map.Entry<String, List<MentionIndex.Place>> entry : index.places.entrySet()) {
      monitor(entry.getKey(), entry.getValue());
    }
    List<Monitor> all = new ArrayList<>();
    for (KnownMonitor monitor : monitors.values()) {
      if (monitor.owner() == 0 && monitor.ownerUnknown.isEmpty() && !monitor.entering().isEmpty()) {
        monitor.ownerUnknown = NOT_THERE;
      }
      all.add(monitor);
    }
    List<ClassInit> inits = new ClassInits(heap, threads).all();
    Map<String, String> facts = new HashMap<>();
    facts.put("threadDump", dump.format().words());
    facts.put("threadDumpTime", dump.time());
    facts.put("threadsMatched", Integer.toString(threads.matches.size()));
    return new DecoratedHeap(heap, facts, changed(), all, inits, notices());
  }

  /** One object of the dump: each thread has one part in it, however many of its frames name it. */
  private void monitor(String label, List<MentionIndex.Place> places) {
    Map<DumpedThread, List<MentionIndex.Place>> byThread = new LinkedHashMap<>();
    for (MentionIndex.Place place : places) {
      if (place.mention.kind() != LockMention.Kind.PARKED) {
        byThread.computeIfAbsent(place.dumped, thread -> new ArrayList<>()).add(place);
      }
    }
    for (List<MentionIndex.Place> part : byThread.values()) {
      take(label, part);
    }
  }

  private void take(String label, List<MentionIndex.Place> part) {
    MentionIndex.Place waits = null;
    MentionIndex.Place enters = null;
    MentionIndex.Place owned = null;
    int entries = 0;
    for (MentionIndex.Place place : part) {
      switch (place.mention.kind()) {
        case WAITING:
          waits = place;
          break;
        case ENTERING:
        case REENTERING:
          enters = place;
          break;
        default:
          owned = owned == null ? place : owned;
          entries++;
      }
    }
    ThreadMatches.Match match = part.get(0).match;
    if (enters != null || waits != null) {
      // A thread in wait() has given the monitor up, though its frames still name it.
      if (match != null && !match.moved()) {
        KnownMonitor monitor = monitorOf(label, part.get(0).mention);
        long thread = match.thread.id();
        if (enters != null || match.dumped.state() == Thread.State.BLOCKED) {
          monitor.entering(thread);
        } else {
          monitor.waiting(thread);
        }
        blockers.put(thread, monitor.object());
      }
    } else if (owned != null) {
      own(monitorOf(label, owned.mention), owned, entries);
    }
  }

  private void own(KnownMonitor monitor, MentionIndex.Place place, int entries) {
    if (place.match == null) {
      monitor.ownerUnknown = "its owner is a thread that only the thread dump has";
      return;
    }
    int depth = place.match.alignment.place(place.frame);
    if (place.match.moved() && depth < 0) {
      monitor.ownerUnknown = "its owner ran on between the heap dump and the thread dump";
      return;
    }
    if (monitor.owner != 0 && monitor.owner != place.match.thread.id()) {
      contradictions++;
      monitor.owner = 0;
      monitor.ownerUnknown = "the thread dump names two owners";
      return;
    }
    monitor.owner = place.match.thread.id();
    monitor.ownerDepth = depth;
    monitor.entries = entries;
  }

  private KnownMonitor monitorOf(String label, LockMention mention) {
    return monitors.computeIfAbsent(
        label,
        name -> {
          long object = objects.of(name);
          String type =
              mention.classFor().isEmpty() ? mention.className() : "class " + mention.classFor();
          return new KnownMonitor(
              object == 0 ? madeUp++ : object, type, Monitor.Source.THREAD_DUMP, "");
        });
  }

  private Map<Long, HeapThread> changed() {
    Map<Long, HeapThread> changed = new HashMap<>();
    for (ThreadMatches.Match match : threads.matches) {
      HeapThread thread = match.thread;
      DumpedThread dumped = match.dumped;
      boolean moved = thread.moved() || match.moved();
      long blocker = blockers.getOrDefault(thread.id(), 0L);
      changed.put(
          thread.id(),
          new JoinedThread(
              thread,
              thread.nativeId() == 0 ? dumped.nativeId() : thread.nativeId(),
              thread.state() == null ? dumped.state() : thread.state(),
              thread.blocker() == 0 && heap.object(blocker) != null ? blocker : thread.blocker(),
              thread.carrier() == 0 ? carrier(dumped) : thread.carrier(),
              moved,
              threads.stacksOfDump ? thread.frames() : null));
    }
    return changed;
  }

  private long carrier(DumpedThread dumped) {
    HeapThread carrier = threads.byTid(dumped.carrier());
    return carrier == null ? 0 : carrier.id();
  }

  private List<Notice> notices() {
    List<Notice> notices = new ArrayList<>(dump.notices());
    int moved = 0;
    for (ThreadMatches.Match match : threads.matches) {
      moved += match.moved() ? 1 : 0;
    }
    count(
        notices,
        "threads-moved",
        moved,
        "threads have another stack in the thread dump than in the heap dump: they ran in between,"
            + " and nothing rests on what they wait for");
    count(
        notices,
        "threads-unmatched",
        threads.unmatched.size() - threads.strangers,
        "threads of the thread dump are not in the heap dump");
    count(
        notices,
        "threads-strange",
        threads.strangers,
        "threads have the number of a thread of the heap dump, but another name and stack: is the"
            + " thread dump of the same process?");
    count(
        notices,
        "monitor-unknown",
        contradictions,
        "monitors have two owners in the thread dump, and so none here");
    if (!dump.tellsMonitors() && dump.format() == ThreadDump.Format.JSON) {
      notices.add(
          new Notice(
              "monitor-unknown",
              0,
              "this Thread.dump_to_file says nothing about monitors (JDK 25 and later do when there"
                  + " are any); take Thread.print -l"));
    }
    return notices;
  }

  private static void count(List<Notice> notices, String code, long count, String detail) {
    if (count > 0) {
      notices.add(new Notice(code, count, detail));
    }
  }
}
