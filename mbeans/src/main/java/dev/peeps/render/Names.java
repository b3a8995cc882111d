package dev.peeps.render;

import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Labels;
import dev.peeps.render.Palette.Style;
import java.util.List;

/** How an entity is called in the text: {@code "name" #12} or {@code <lock-1c> (a Type)}. */
final class Names {
  /** More than this many names are shown as a range. */
  private static final int NAMES = 4;

  private final Page page;
  private final boolean several;

  /**
   * @param several true when the report is about several processes, so that ids must say which
   */
  Names(Page page, boolean several) {
    this.page = page;
    this.several = several;
  }

  static boolean isThread(Entity entity) {
    return entity.kind().isThread();
  }

  /** The entity in a sentence: types without their packages. */
  Page of(Entity entity) {
    return isThread(entity) ? thread(entity) : thing(entity, Labels.shortType(entity));
  }

  /** The entity where it is described: its type in full. */
  Page full(Entity entity) {
    return isThread(entity) ? thread(entity) : thing(entity, entity.type());
  }

  private Page thread(Entity thread) {
    Object tid = thread.attributes().get("tid");
    if (thread.name().isEmpty()) {
      page.put(thread.kind() == EntityKind.VIRTUAL_THREAD ? "virtual thread" : "thread");
    } else {
      page.name(thread.name());
    }
    if (tid != null) {
      page.put(" #").raw(tid.toString());
    } else if (thread.name().isEmpty()) {
      page.put(" ").raw(thread.id());
    }
    if (several) {
      page.put(" of ").raw(thread.process());
    }
    return page;
  }

  private Page thing(Entity thing, String type) {
    id(thing);
    if (!thing.name().isEmpty()) {
      page.put(" ").name(thing.name());
    }
    if (!type.isEmpty()) {
      page.put(" (a ").raw(type).put(")");
    }
    return page;
  }

  /** {@code <lock-1c>}. */
  Page id(Entity thing) {
    String id = thing.id();
    String prefix = thing.process();
    if (!several && id.length() > prefix.length() + 1 && id.startsWith(prefix)) {
      id = id.substring(prefix.length() + 1);
    }
    return page.styled(Style.RESOURCE, "<" + id + ">");
  }

  /** The first line about a task that has an entry of its own, as a thread dump begins it. */
  Page title(Entity task) {
    if (!isThread(task)) {
      return thing(task, task.type());
    }
    page.name(task.name());
    Object tid = task.attributes().get("tid");
    if (tid != null) {
      page.put(" #").raw(tid.toString());
    }
    if (Boolean.TRUE.equals(task.attributes().get("daemon"))) {
      page.put(" daemon");
    }
    if (task.kind() == EntityKind.VIRTUAL_THREAD) {
      page.put(" virtual");
    }
    Object priority = task.attributes().get("priority");
    if (priority != null) {
      page.put(" prio=").raw(priority.toString());
    }
    Object nid = task.attributes().get("nid");
    if (nid != null) {
      page.put(" nid=").raw(nid.toString());
    }
    return page;
  }

  /** Few by name; many as a range when they are numbered, else the first ones and a count. */
  Page some(List<Entity> entities) {
    if (entities.size() <= NAMES) {
      return list(entities, entities.size());
    }
    NameRange range = new NameRange(entities);
    Entity first = range.first();
    Entity last = range.last();
    if (NameRange.stem(first.name()).equals(NameRange.stem(last.name()))) {
      brief(first);
      page.put(" .. ");
      return brief(last);
    }
    list(entities, NAMES - 1);
    return page.put(" and ").put(Numbers.count(entities.size() - NAMES + 1)).put(" more");
  }

  private Page list(List<Entity> entities, int count) {
    for (int i = 0; i < count; i++) {
      page.put(i > 0 ? ", " : "");
      brief(entities.get(i));
    }
    return page;
  }

  /** In a list of like things the type has been said. */
  private Page brief(Entity entity) {
    return isThread(entity) ? thread(entity) : thing(entity, "");
  }
}
