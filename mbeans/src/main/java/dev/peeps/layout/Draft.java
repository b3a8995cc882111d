package dev.peeps.layout;

import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityBuilder;
import dev.peeps.graph.EntityKind;
import dev.peeps.heap.HeapThread;
import java.util.List;

/** An entity while its facts are being collected. */
final class Draft {
  final String id;
  final EntityKind kind;

  /** The object it stands for; 0 for what is no object (a class initialisation). */
  final long object;

  /** Its place in {@link Drafts#all}. */
  int number;

  /** Set for threads whose stack is in the picture. */
  HeapThread thread;

  /** The object that its logical stack begins with; 0 when that is its own. */
  long logical;

  String type;
  String name = "";
  String state = "";
  boolean idle;

  /** Its wait ends by itself. */
  boolean timed;

  /** Not worth showing unless an edge names it. */
  boolean skipped;

  /** Nothing refers to it any more: left out unless something that is shown waits for it. */
  boolean garbage;

  boolean referenced;
  boolean needed;

  /** It waits for something itself, or it is known who brings or holds it. */
  boolean owed;

  /** {@link Liveness} has it on its list. */
  boolean awaited;

  /** Why its holder or provider cannot be told; null when nothing was said about it. */
  String unknown;

  /** Null once the entity is handed out. */
  private EntityBuilder entity;

  /** Made ahead, as long as nothing was said about it since. */
  private Entity made;

  Draft(String id, String process, EntityKind kind, long object, String type) {
    this.id = id;
    this.kind = kind;
    this.object = object;
    this.type = type;
    this.entity = new EntityBuilder(id, process, kind);
  }

  /** One of its own, without asking the JVM for it: the maps of a large picture are many. */
  @Override
  public int hashCode() {
    return number;
  }

  void attribute(String key, Object value) {
    made = null;
    entity.attribute(key, value);
  }

  /** Whether there is such a fact about it. */
  boolean has(String key) {
    return entity.has(key);
  }

  /** What a fact about it says; null when there is none such. */
  Object fact(String key) {
    return entity.get(key);
  }

  /** Takes the list itself: equal stacks are shared. */
  void stack(List<String> frames) {
    made = null;
    entity.stack(frames);
  }

  boolean shown() {
    return !skipped || referenced;
  }

  /** Makes the entity already now; {@link #made} gives it. */
  void make(List<String> logicalStack) {
    made = build(entity, logicalStack);
  }

  /** Null when it was not made ahead, or something else is known of it since. */
  @SuppressWarnings("ReferenceEquality") // whoever says something new says it with another object
  Entity made() {
    Entity ahead = made;
    boolean still =
        ahead != null
            && ahead.type() == type
            && ahead.name() == name
            && ahead.state() == state
            && ahead.idle() == idle;
    return still ? ahead : null;
  }

  /** Makes the entity; nothing can be said about it any more, so that it is in memory once. */
  Entity entity(List<String> logicalStack) {
    EntityBuilder facts = entity;
    entity = null;
    return build(facts, logicalStack);
  }

  private Entity build(EntityBuilder facts, List<String> logicalStack) {
    return facts.type(type).name(name).state(state).idle(idle).logicalStack(logicalStack).build();
  }
}
