package dev.peeps.graph;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Anything that can wait or be waited for. Immutable; made with {@link EntityBuilder}.
 *
 * <p>Ids are stable for one object over the cuts of one command ({@code PROCESS/KIND-NUMBER}, e.g.
 * {@code 4711/lock-1c}, threads by their thread id: {@code 4711/thread-12}).
 */
public final class Entity {
  /**
   * The attribute that changes whenever something goes through a queue or a lock. It is compared
   * only between cuts of one command: it may be an id, which means nothing elsewhere.
   */
  public static final String MARK = "mark";

  private final String id;
  private final String process;
  private final EntityKind kind;
  private final String type;
  private final String name;
  private final String state;
  private final boolean idle;
  private final Map<String, Object> attributes;
  private final List<String> stack;
  private final List<String> logicalStack;

  Entity(EntityBuilder builder) {
    this.id = Objects.requireNonNull(builder.id);
    this.process = Objects.requireNonNull(builder.process);
    this.kind = Objects.requireNonNull(builder.kind);
    this.type = Objects.requireNonNull(builder.type);
    this.name = Objects.requireNonNull(builder.name);
    this.state = Objects.requireNonNull(builder.state);
    this.idle = builder.idle;
    this.attributes = Attributes.of(builder.attributes, builder.attributesUsed);
    // Not wrapped: the identity of a shared stack is what makes 100,000 equal ones cheap to
    // compare.
    this.stack = Objects.requireNonNull(builder.stack);
    this.logicalStack = Objects.requireNonNull(builder.logicalStack);
  }

  public String id() {
    return id;
  }

  /** Id of the process it lives in. */
  public String process() {
    return process;
  }

  public EntityKind kind() {
    return kind;
  }

  /**
   * What a programmer calls it, usually the class name: {@code
   * java.util.concurrent.locks.ReentrantLock}.
   */
  public String type() {
    return type;
  }

  /** Name, unescaped as it is in the target; empty when it has none. */
  public String name() {
    return name;
  }

  /** One word, {@code pending}, {@code WAITING}, {@code locked}; empty when unknown. */
  public String state() {
    return state;
  }

  /** True when it waits for work and not for an answer; shown on request only. */
  public boolean idle() {
    return idle;
  }

  /** Facts in a stable order; values are String, Long, Double, Boolean or List of those. */
  public Map<String, Object> attributes() {
    return attributes;
  }

  /**
   * Raw stack, innermost first, as in a Java stack trace; empty for what has none. Equal stacks
   * share one list, so readers must not change it.
   */
  public List<String> stack() {
    return stack;
  }

  /** Logical stack, innermost first; empty when the raw stack says all. */
  public List<String> logicalStack() {
    return logicalStack;
  }

  @Override
  public String toString() {
    return id + (name.isEmpty() ? "" : " \"" + name + "\"");
  }
}
