package dev.peeps.cli.peer;

import dev.peeps.cli.proc.ProcFs;
import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityBuilder;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.graph.GraphNotice;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What threads wait for of which no object tells: the other end of a pipe, a lock of a file. The
 * kernel is asked about threads in native methods behind which others wait, and about no others: a
 * program that reads its input is no news.
 */
final class KernelWaits {
  /** Whoever has told it: a second cut, which reads objects, does not. */
  static final String TOLD_BY = "toldBy";

  static final String KERNEL = "kernel";
  private static final int STANDARD_INPUT = 0;

  private static final int MOST = 1000;
  private static final String NATIVE = "(Native Method)";

  private final ProcFs proc;

  KernelWaits(ProcFs proc) {
    this.proc = proc;
  }

  /** Whether there is anybody to ask about; cost: linear in the entities. */
  static boolean areNeeded(Graph graph) {
    for (Entity entity : graph.entities()) {
      if (isOne(graph, entity)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOne(Graph graph, Entity thread) {
    if (!isInNative(graph, thread)) {
      return false;
    }
    for (Edge edge : graph.to(thread.id())) {
      if (edge.kind().isBlocking() && !graph.to(edge.from()).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** True for a thread in a native method that waits for nothing as far as objects tell. */
  static boolean isInNative(Graph graph, Entity thread) {
    if (thread.kind() != EntityKind.THREAD
        || thread.idle()
        || thread.stack().isEmpty()
        || !thread.stack().get(0).contains(NATIVE)
        || !thread.state().equals(Thread.State.RUNNABLE.name())) {
      return false;
    }
    for (Edge edge : graph.from(thread.id())) {
      if (edge.kind() == EdgeKind.NEEDS) {
        return false;
      }
    }
    return true;
  }

  /**
   * Adds what was found of the threads of one running process; whether there was anything.
   *
   * @param told those of which it is known already
   */
  boolean addTo(
      Graph.Builder into, Graph seen, String process, NativeThreads threads, Set<Entity> told) {
    boolean any = false;
    long pid = threads.pid();
    int looked = 0;
    for (Entity thread : seen.entities()) {
      if (thread.process().equals(process) && !told.contains(thread) && isOne(seen, thread)) {
        if (looked++ >= MOST) {
          continue;
        }
        Call call = threads.call(thread);
        EntityBuilder end = call == null ? null : end(thread, pid, threads.number(thread), call);
        if (end != null) {
          into.entity(end.attribute(TOLD_BY, KERNEL).attribute("outside", true).build());
          into.edge(Edge.exact(thread.id(), id(thread), EdgeKind.NEEDS, reason(call)));
          any = true;
        }
      }
    }
    int unseen = threads.hidden() + Math.max(0, looked - MOST);
    if (unseen > 0) {
      into.notice(
          new GraphNotice(
              process,
              "calls-unseen",
              unseen,
              "threads in native methods, for which others wait, may not be asked what they wait"
                  + " for (kernel.yama.ptrace_scope; as root they may), or are too many."));
    }
    return any || unseen > 0;
  }

  private static String id(Entity thread) {
    return thread.id() + "-call";
  }

  private static String reason(Call call) {
    switch (call.what()) {
      case READ:
        return "waits for it to write";
      case WRITE:
        return "waits for it to read";
      case LOCK:
        return "waits for it to be unlocked";
      default:
        return "waits for it to open the other end";
    }
  }

  /** Null for a file that simply is read, or what is not known. */
  private EntityBuilder end(Entity thread, long pid, long nid, Call call) {
    String link = call.descriptor() < 0 ? "" : proc.link(pid, "fd/" + call.descriptor());
    switch (call.what()) {
      case OPEN:
        return isOpeningPipe(pid, nid)
            ? new EntityBuilder(id(thread), thread.process(), EntityKind.CUSTOM)
                .type("FIFO")
                .attribute("remote", "whoever is at the other end of the FIFO")
            : null;
      case LOCK:
        return link.startsWith("/") ? lock(thread, pid, call.descriptor(), link) : null;
      case READ:
        // Whoever has started a program may leave its standard input alone for ever: it owes
        // nothing.
        if (call.descriptor() == STANDARD_INPUT) {
          return null;
        }
        return Pipes.is(proc, pid, call.descriptor(), link) ? pipe(thread, pid, call, link) : null;
      case WRITE:
        return Pipes.is(proc, pid, call.descriptor(), link) ? pipe(thread, pid, call, link) : null;
      default:
        return null;
    }
  }

  private boolean isOpeningPipe(long pid, long nid) {
    try {
      String where = proc.text(pid, "task/" + nid + "/wchan");
      return where.startsWith("wait_for_partner") || where.startsWith("fifo_open");
    } catch (IOException e) {
      return false;
    }
  }

  private EntityBuilder pipe(Entity thread, long pid, Call call, String link) {
    EntityBuilder end =
        new EntityBuilder(id(thread), thread.process(), EntityKind.CUSTOM)
            .type(link.startsWith("pipe:") ? "pipe" : "FIFO")
            .attribute("descriptor", (long) call.descriptor());
    boolean writes = call.what() == Call.What.READ;
    List<Long> others = Descriptors.withLink(proc, link, writes, pid);
    String name = link.startsWith("pipe:") ? "a pipe" : link;
    end.attribute("remote", "the other end of " + name);
    if (others == null) {
      return end; // there was no time, or not all processes may be looked at
    }
    if (others.isEmpty()) {
      return end.attribute("peerState", "is open in no other process");
    }
    end.attribute("peerPid", others.get(0));
    String peer = new Names(proc).of(others.get(0));
    if (!peer.isEmpty()) {
      end.attribute("peerName", peer);
    }
    return others.size() == 1 ? end : end.attribute("peers", new ArrayList<Object>(others));
  }

  private EntityBuilder lock(Entity thread, long pid, int descriptor, String link) {
    EntityBuilder end =
        new EntityBuilder(id(thread), thread.process(), EntityKind.CUSTOM)
            .type("file lock")
            .attribute("remote", "the lock of " + link);
    long inode = 0;
    try {
      inode = (Long) Files.getAttribute(proc.path(pid, "fd/" + descriptor), "unix:ino");
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      // Then it is the only lock for which the process waits, or the list does not say.
    }
    long holder = FileLocks.holder(proc.file("locks"), pid, inode);
    if (holder <= 0) {
      return end;
    }
    String peer = new Names(proc).of(holder);
    return peer.isEmpty()
        ? end.attribute("peerPid", holder)
        : end.attribute("peerPid", holder).attribute("peerName", peer);
  }
}
