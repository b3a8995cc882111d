package dev.peeps.cli.peer;

import dev.peeps.cli.proc.ProcFs;
import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityBuilder;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.heap.Heap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Goes on at processes that this one has started: who waits for the end of one, for what it writes
 * or for it to read, waits for ever when it is blocked itself in writing to a pipe that nobody here
 * reads. Who is to read it is known by the stream in his hands: where only such have it as wait for
 * that very process, they are a circle; where others have, it is theirs to empty.
 *
 * <p>Cost: nothing where no process is known that was started and runs; else the calls of the
 * process's threads, and a look at the descriptors of all processes for each that is waited for.
 */
final class ChildWaits {
  /** So long it has not run that is called blocked: a reader that is slow takes less for a page. */
  private static final long STILL_MILLIS = 1_200;

  /** Threads whose calls are looked at, and processes that are waited for. */
  private static final int MOST = 2000;

  private static final int MOST_PROCESSES = 20;

  private final ProcFs proc;
  private final Graph seen;
  private final String process;
  private final NativeThreads threads;
  private final Heap heap;

  /** Threads that tell others when a process has ended, with the process. */
  private final Map<Entity, Long> exits;

  private final Map<Long, Entity> started = new HashMap<>();
  private final Map<Long, Unattended> known = new HashMap<>();

  /** By who waits, the processes that he waits for; of several it takes one. */
  private final Map<Entity, Set<Long>> waits = new LinkedHashMap<>();

  private final Map<Entity, Call> calls = new HashMap<>();

  /**
   * @param heap what the process's part of the graph was read from
   * @param exits threads that have to tell others when a process has ended, with the process
   */
  ChildWaits(
      ProcFs proc,
      Graph seen,
      String process,
      NativeThreads threads,
      Heap heap,
      Map<Entity, Long> exits) {
    this.proc = proc;
    this.seen = seen;
    this.process = process;
    this.threads = threads;
    this.heap = heap;
    this.exits = exits;
    for (Entity entity : seen.entities()) {
      if (entity.process().equals(process) && isStarted(entity)) {
        started.put((Long) entity.attributes().get("pid"), entity);
      }
    }
  }

  /** Whether a process is known that was started and runs; cost: linear in the entities. */
  static boolean areNeeded(Graph graph) {
    for (Entity entity : graph.entities()) {
      if (isStarted(entity)) {
        return true;
      }
    }
    return false;
  }

  /** What runs outside and has a number: a process, as its layout says. */
  private static boolean isStarted(Entity entity) {
    return entity.kind() == EntityKind.CUSTOM
        && Boolean.TRUE.equals(entity.attributes().get("outside"))
        && entity.attributes().get("pid") instanceof Long;
  }

  /**
   * Adds what was found.
   *
   * @return the threads whose waits are told with it
   */
  Set<Entity> addTo(Graph.Builder into) {
    findWaits();
    Map<Long, Set<Entity>> stuck = new LinkedHashMap<>();
    for (Map.Entry<Entity, Set<Long>> wait : waits.entrySet()) {
      Unattended first = null;
      for (long pid : wait.getValue()) {
        Unattended its = unattended(pid);
        first = first == null ? its : first;
        if (its == null || its.stillMillis() < STILL_MILLIS) {
          first = null; // this one may still do it
          break;
        }
      }
      if (first != null) {
        Set<Entity> waiters = stuck.get(first.processes().get(0));
        if (waiters == null) {
          waiters = new LinkedHashSet<>();
          stuck.put(first.processes().get(0), waiters);
        }
        waiters.add(wait.getKey());
      }
    }
    Set<Entity> told = new HashSet<>();
    UnreadPipe pipe = new UnreadPipe(proc, seen, process, threads, heap, started, exits.keySet());
    for (Map.Entry<Long, Set<Entity>> each : stuck.entrySet()) {
      Unattended end = unattended(each.getKey());
      if (!isAttended(end)) {
        pipe.tell(into, end, each.getValue(), calls);
        told.addAll(each.getValue());
      }
    }
    for (Map.Entry<Long, Entity> each : started.entrySet()) {
      if (known.containsKey(each.getKey()) && !pipe.isTold(each.getValue())) {
        into.replace(described(each.getKey(), each.getValue()));
      }
    }
    return told;
  }

  /** One that is waited for and may yet end by itself. */
  private Entity described(long pid, Entity its) {
    EntityBuilder builder = PeerFacts.copy(its).attribute("peerPid", pid);
    String command = new Names(proc).of(pid);
    if (!command.isEmpty()) {
      builder.attribute("peerName", command);
    }
    Unattended end = known.get(pid);
    if (end != null) {
      String does = end.writes() ? "writes to " : "reads from ";
      builder.attribute("peerState", does + "a pipe whose other end only this process has");
    }
    return builder.build();
  }

  /** Who waits for the end of a process, or in a call at a pipe. */
  private void findWaits() {
    Map<String, Long> pids = new HashMap<>();
    for (Map.Entry<Long, Entity> each : started.entrySet()) {
      pids.put(each.getValue().id(), each.getKey());
    }
    for (Edge edge : seen.edges()) {
      Long pid = edge.kind() == EdgeKind.NEEDS && !edge.timed() ? pids.get(edge.to()) : null;
      if (pid != null && seen.entity(edge.from()).kind().isThread()) {
        waits(seen.entity(edge.from())).add(pid);
      }
    }
    for (Map.Entry<Entity, Long> exit : exits.entrySet()) {
      if (exit.getKey().process().equals(process)) {
        waits(exit.getKey()).add(exit.getValue());
      }
    }
    int looked = 0;
    for (Entity thread : seen.entities()) {
      if (thread.process().equals(process)
          && KernelWaits.isInNative(seen, thread)
          && looked++ < MOST) {
        Call call = threads.call(thread);
        List<Long> others = call == null ? List.of() : others(call);
        if (!others.isEmpty()) {
          calls.put(thread, call);
          waits(thread).addAll(others);
        }
      }
    }
  }

  private Set<Long> waits(Entity thread) {
    Set<Long> its = waits.get(thread);
    if (its == null) {
      its = new LinkedHashSet<>();
      waits.put(thread, its);
    }
    return its;
  }

  /** The processes at the other end of the pipe at which the thread waits; empty for no pipe. */
  private List<Long> others(Call call) {
    boolean writes = call.what() == Call.What.WRITE;
    if (!writes && call.what() != Call.What.READ) {
      return List.of();
    }
    String link = proc.link(threads.pid(), "fd/" + call.descriptor());
    if (!Pipes.is(proc, threads.pid(), call.descriptor(), link)) {
      return List.of();
    }
    List<Long> others = Descriptors.withLink(proc, link, !writes, threads.pid());
    return others == null ? List.of() : others;
  }

  /** Null for one that is not blocked in writing to us. */
  private Unattended unattended(long pid) {
    if (!known.containsKey(pid) && known.size() < MOST_PROCESSES) {
      known.put(pid, Unattended.of(proc, threads.pid(), pid));
    }
    Unattended found = known.get(pid);
    return found != null && found.writes() ? found : null;
  }

  /** Whether a thread of ours reads from the pipe at this moment, or that cannot be told. */
  private boolean isAttended(Unattended end) {
    for (Call call : threads.reads()) {
      if (proc.link(threads.pid(), "fd/" + call.descriptor()).equals(end.link())) {
        return true;
      }
    }
    return threads.left() > 0 || threads.hidden() > 0;
  }
}
