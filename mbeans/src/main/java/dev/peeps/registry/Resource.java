package dev.peeps.registry;

import dev.peeps.graph.Entity;
import dev.peeps.graph.Labels;
import dev.peeps.graph.Waits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One resource of one cut. Immutable. */
final class Resource implements ResourceMXBean {
  private static final int NAMED = 100;

  private final Entity entity;
  private final List<String> holders;
  private final List<String> waiters;
  private final Map<String, String> facts = new TreeMap<>();
  private final int waiting;
  private final int waitingInAll;

  Resource(Entity entity, Waits waits) {
    this.entity = entity;
    List<Entity> all = waits.waitersOf(entity.id());
    this.waiting = all.size();
    this.waiters = labels(all);
    this.holders = labels(waits.holdersOf(entity.id()));
    this.waitingInAll = waits.blockedBehind(entity.id());
    entity.attributes().forEach((key, value) -> facts.put(key, String.valueOf(value)));
  }

  private static List<String> labels(List<Entity> entities) {
    List<String> labels = new ArrayList<>();
    for (Entity entity : entities.subList(0, Math.min(entities.size(), NAMED))) {
      labels.add(Labels.of(entity));
    }
    return labels;
  }

  @Override
  public String getId() {
    return entity.id();
  }

  @Override
  public String getKind() {
    return entity.kind().word();
  }

  @Override
  public String getType() {
    return entity.type();
  }

  @Override
  public String getState() {
    return entity.state();
  }

  @Override
  public Map<String, String> getFacts() {
    return facts;
  }

  @Override
  public List<String> getHolders() {
    return holders;
  }

  @Override
  public List<String> getWaiters() {
    return waiters;
  }

  @Override
  public int getWaiting() {
    return waiting;
  }

  @Override
  public int getWaitingInAll() {
    return waitingInAll;
  }
}
