package dev.peeps.registry;

import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Waits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * MBeans for executors, contended locks and full channels: those of the last cut, at most {@link
 * #MOST} of each, those with most waiters first. Replaced at each cut.
 */
final class ResourceBeans {
  static final int MOST = 100;

  private final MBeanServer server;
  private final List<ObjectName> names = new ArrayList<>();
  private final AtomicReference<Optional<Snapshot>> wanted = new AtomicReference<>();
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile boolean closed;
  private volatile int left;

  ResourceBeans(MBeanServer server) {
    this.server = server;
  }

  /**
   * Shows the resources of this cut instead of those before; nothing after {@link #close}. Never
   * waits: while another thread is at it, that one does this, too.
   */
  void show(Snapshot snapshot) {
    wanted.set(Optional.of(snapshot));
    replace();
  }

  /** How many resources of the last cut have no MBean. */
  int left() {
    return left;
  }

  /** Takes all away, for good; the thread that is just showing some does it, if there is one. */
  void close() {
    closed = true;
    wanted.set(Optional.empty());
    replace();
  }

  /**
   * Whoever listens for new MBeans is called while they are registered, and may never return: no
   * lock is held that others need.
   */
  private void replace() {
    while (wanted.get() != null && busy.compareAndSet(false, true)) {
      try {
        Optional<Snapshot> snapshot = wanted.getAndSet(null);
        clear();
        if (snapshot != null && snapshot.isPresent() && !closed) {
          show(snapshot.get(), new Waits(snapshot.get().graph()));
        }
        if (closed) {
          clear(); // it has ended in between
        }
      } finally {
        busy.set(false);
      }
    }
  }

  private void show(Snapshot snapshot, Waits waits) {
    left = 0;
    int more = show("Executor", EntityKind.EXECUTOR, snapshot, waits);
    more += show("Lock", EntityKind.LOCK, snapshot, waits);
    more += show("Channel", EntityKind.CHANNEL, snapshot, waits);
    left = more;
  }

  private void clear() {
    for (ObjectName name : names) {
      try {
        server.unregisterMBean(name);
      } catch (JMException e) {
        // Somebody else has taken it away.
      }
    }
    names.clear();
  }

  /** How many have no MBean. */
  private int show(String type, EntityKind kind, Snapshot snapshot, Waits waits) {
    int more = 0;
    int shown = 0;
    List<Entity> entities = new ArrayList<>();
    for (Entity entity : snapshot.graph().entities()) {
      if (entity.kind() == kind && isWanted(entity, waits)) {
        entities.add(entity);
      }
    }
    entities.sort(
        (a, b) -> Integer.compare(waits.blockedBehind(b.id()), waits.blockedBehind(a.id())));
    for (Entity entity : entities) {
      if (shown++ == MOST) {
        return more + entities.size() - MOST;
      }
      Resource resource = new Resource(entity, waits);
      more += register(Names.resource(type, entity), resource) ? 0 : 1;
    }
    return more;
  }

  private static boolean isWanted(Entity entity, Waits waits) {
    switch (entity.kind()) {
      case LOCK:
        return !waits.waitersOf(entity.id()).isEmpty();
      case CHANNEL:
        return entity.state().equals("full");
      default:
        return true;
    }
  }

  private boolean register(ObjectName name, Resource resource) {
    try {
      server.registerMBean(resource, name);
      names.add(name);
      return true;
    } catch (JMException e) {
      return false;
    }
  }
}
