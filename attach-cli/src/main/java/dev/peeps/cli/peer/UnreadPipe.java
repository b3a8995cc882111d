package dev.peeps.cli.peer;

import dev.peeps.cli.proc.ProcFs;
import dev.peeps.finding.Bystanders;
import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityBuilder;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Evidence;
import dev.peeps.graph.Graph;
import dev.peeps.heap.Heap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts into the graph that a process waits for room in a pipe that this one is to read. Who is to
 * read it is known by the stream in his hands: where only such have it as wait for that very
 * process, they are a circle; where others have, it is theirs to empty. What is read off the kernel
 * is marked so: a second cut does not show it.
 */
final class UnreadPipe {
  /**
   * As an object of the application refers to a reader, that to a decoder, and that to a stream.
   */
  private static final int DEPTH = 6;

  private final ProcFs proc;
  private final Graph seen;
  private final String process;
  private final NativeThreads threads;
  private final Heap heap;
  private final Map<Long, Entity> started;
  private final Set<Entity> tellers;
  private final Set<String> told = new HashSet<>();

  /**
   * @param started processes that the picture has
   * @param tellers threads that have to tell others when a process has ended
   */
  UnreadPipe(
      ProcFs proc,
      Graph seen,
      String process,
      NativeThreads threads,
      Heap heap,
      Map<Long, Entity> started,
      Set<Entity> tellers) {
    this.proc = proc;
    this.seen = seen;
    this.process = process;
    this.threads = threads;
    this.heap = heap;
    this.started = started;
    this.tellers = tellers;
  }

  /**
   * Says it.
   *
   * @param waiters threads that wait for the first of the processes
   * @param calls of those of them that wait at a pipe
   */
  void tell(Graph.Builder into, Unattended end, Set<Entity> waiters, Map<Entity, Call> calls) {
    String before = null;
    for (long pid : end.processes()) {
      Entity its = process(pid);
      put(into, its);
      if (before != null) {
        into.edge(Edge.exact(before, its.id(), EdgeKind.NEEDS, "waits for it to exit"));
      }
      before = its.id();
    }
    String first = process(end.processes().get(0)).id();
    for (Entity waiter : waiters) {
      Call call = calls.get(waiter);
      if (call != null) {
        boolean writes = call.what() == Call.What.WRITE;
        String reason = writes ? "waits for it to read" : "waits for it to write";
        into.edge(Edge.exact(waiter.id(), first, EdgeKind.NEEDS, reason));
      }
    }
    Entity stream = stream(end.link());
    Entity pipe = pipe(end, stream);
    put(into, pipe);
    into.edge(Edge.exact(before, pipe.id(), EdgeKind.NEEDS, "is blocked in writing to it"));
    boolean only = tellers.containsAll(waiters);
    for (Entity waiter : waiters) {
      if (tellers.contains(waiter)) {
        into.replace(within(waiter, !only));
      }
      if (only) {
        // Straight to the pipe: to the process there may be a way back, since it tells its end.
        into.edge(Edge.exact(waiter.id(), pipe.id(), EdgeKind.NEEDS, "waits for who writes to it"));
      }
    }
    hand(into, pipe, stream == null ? Set.of() : holders(stream), dependents(waiters));
  }

  /** Who waits for the end of a process of which it is known what that waits for in turn. */
  private static Entity within(Entity thread, boolean idle) {
    return PeerFacts.copy(thread, Set.of("outside", "remote"))
        .idle(idle)
        .attribute(KernelWaits.TOLD_BY, KernelWaits.KERNEL)
        .build();
  }

  /** These, and all who wait for them without end. */
  private Set<Entity> dependents(Set<Entity> waiters) {
    Set<Entity> dependents = new LinkedHashSet<>(waiters);
    Deque<Entity> open = new ArrayDeque<>(waiters);
    while (!open.isEmpty()) {
      for (Edge edge : seen.to(open.remove().id())) {
        Entity from = seen.entity(edge.from());
        if (edge.kind().isBlocking() && !edge.timed() && !from.idle() && dependents.add(from)) {
          open.add(from);
        }
      }
    }
    return dependents;
  }

  /** True for a process of which it is said what it waits for. */
  boolean isTold(Entity entity) {
    return told.contains(entity.id());
  }

  private void put(Graph.Builder into, Entity entity) {
    boolean first = told.add(entity.id());
    if (seen.entity(entity.id()) != null) {
      into.replace(entity);
    } else if (first) {
      into.entity(entity);
    }
  }

  private Entity process(long pid) {
    Entity its = started.get(pid);
    String command = new Names(proc).of(pid);
    EntityBuilder builder =
        its == null
            ? new EntityBuilder(process + "/process-" + pid, process, EntityKind.CUSTOM)
                .type("process")
                .attribute("pid", pid)
            : PeerFacts.copy(its, Set.of("outside", PeerFacts.UNKNOWN));
    return builder
        .name("process " + pid + (command.isEmpty() ? "" : ", " + command))
        .attribute(KernelWaits.TOLD_BY, KernelWaits.KERNEL)
        .build();
  }

  private Entity pipe(Unattended end, Entity stream) {
    String id = process + "/pipe-" + end.last();
    EntityBuilder builder =
        stream == null
            ? new EntityBuilder(id, process, EntityKind.CHANNEL).type("pipe")
            : PeerFacts.copy(stream, Set.of(PeerFacts.UNKNOWN));
    return builder
        .name("what process " + end.last() + " writes")
        .state("full")
        .attribute(KernelWaits.TOLD_BY, KernelWaits.KERNEL)
        .attribute("stillMillis", end.stillMillis())
        .build();
  }

  /** The object with which our end of the pipe is read; null when it is not in the picture. */
  private Entity stream(String link) {
    for (Entity entity : seen.entities()) {
      Object descriptor = entity.attributes().get("descriptor");
      if (entity.kind() == EntityKind.CHANNEL
          && entity.process().equals(process)
          && descriptor instanceof Long
          && proc.link(threads.pid(), "fd/" + descriptor).equals(link)) {
        return entity;
      }
    }
    return null;
  }

  /**
   * Who has it in his hands, but for those who only wait for the end of a process, and a main
   * method that has started everything and waits.
   */
  private Set<Entity> holders(Entity stream) {
    List<String> executors = new ArrayList<>();
    for (Entity entity : seen.entities()) {
      if (entity.process().equals(process)
          && entity.kind() == EntityKind.EXECUTOR
          && Servants.hasQueued(entity)) {
        executors.add(entity.id());
      }
    }
    Set<Entity> holders = new LinkedHashSet<>();
    for (String holder : new Hands(heap, DEPTH, List.of(stream.id()), executors).of(stream.id())) {
      Entity task = seen.entity(process + "/" + holder);
      if (task != null && !awaitsAnEnd(task) && !isBystander(task)) {
        holders.add(task);
      }
    }
    return holders;
  }

  /** One that only sleeps may go on and read. */
  private static boolean isBystander(Entity task) {
    return Bystanders.isWaitingMain(task) && task.state().equals(Thread.State.WAITING.name());
  }

  private boolean awaitsAnEnd(Entity task) {
    Call call = task.kind() == EntityKind.THREAD && task.idle() ? threads.call(task) : null;
    return call != null && call.what() == Call.What.EXIT;
  }

  /** Says who is to read it. */
  private static void hand(
      Graph.Builder into, Entity pipe, Set<Entity> holders, Set<Entity> waiters) {
    boolean circle = waiters.containsAll(holders);
    String choice = holders.size() == 1 ? null : "reader of " + pipe.id();
    for (Entity holder : holders) {
      into.edge(
          new Edge(
              pipe.id(),
              holder.id(),
              circle ? EdgeKind.PROVIDED_BY : EdgeKind.KNOWN_TO,
              Evidence.INFERRED,
              circle ? "nobody else has it in his hands, and nobody reads it" : "refers to it",
              circle ? choice : null,
              false));
    }
  }
}
