package dev.peeps.registry;

import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Waits;
import java.util.ArrayList;
import java.util.List;
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
  private int left;

  ResourceBeans(MBeanServer server) {
    this.server = server;
  }

  /** Shows the resources of this cut instead of those before. */
  synchronized void show(Snapshot snapshot) {
    clear();
    left = 0;
    Waits waits = new Waits(snapshot.graph());
    show("Executor", EntityKind.EXECUTOR, snapshot, waits);
    show("Lock", EntityKind.LOCK, snapshot, waits);
    show("Channel", EntityKind.CHANNEL, snapshot, waits);
  }

  /** How many resources of the last cut have no MBean. */
  synchronized int left() {
    return left;
  }

  /** Takes all away. */
  synchronized void clear() {
    for (ObjectName name : names) {
      try {
        server.unregisterMBean(name);
      } catch (JMException e) {
        // Somebody else has taken it away.
      }
    }
    names.clear();
  }

  private void show(String type, EntityKind kind, Snapshot snapshot, Waits waits) {
    List<Resource> wanted = new ArrayList<>();
    List<Entity> entities = new ArrayList<>();
    for (Entity entity : snapshot.graph().entities()) {
      if (entity.kind() == kind && isWanted(entity, waits)) {
        entities.add(entity);
      }
    }
    entities.sort(
        (a, b) -> Integer.compare(waits.blockedBehind(b.id()), waits.blockedBehind(a.id())));
    for (Entity entity : entities) {
      if (wanted.size() == MOST) {
        left += entities.size() - MOST;
        return;
      }
      Resource resource = new Resource(entity, waits);
      wanted.add(resource);
      register(Names.resource(type, entity), resource);
    }
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

  private void register(ObjectName name, Resource resource) {
    try {
      server.registerMBean(resource, name);
      names.add(name);
    } catch (JMException e) {
      left++;
    }
  }
}
