package dev.peeps.heap;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A class initialisation that is told by a thread dump or by the frames of threads. Those that wait
 * for it are added as they come.
 */
public final class KnownClassInit implements ClassInit {
  private final long type;
  private final String typeName;
  private final long initialiser;
  private final String reason;
  private final List<Long> waiting = new ArrayList<>();

  /**
   * Nobody waits for it yet.
   *
   * @param type id of the class; a number of its own when the heap has no record of it
   * @param typeName its binary name; may be empty when the heap has a record of it
   * @param initialiser id of the Thread object that runs the initialiser, 0 when unknown
   * @param reason why it is believed; empty when somebody says so
   */
  public KnownClassInit(long type, String typeName, long initialiser, String reason) {
    this.type = type;
    this.typeName = typeName;
    this.initialiser = initialiser;
    this.reason = reason;
  }

  /** Adds one that waits, by the id of its Thread object. */
  public void waiting(long thread) {
    waiting.add(thread);
  }

  @Override
  public long type() {
    return type;
  }

  @Override
  public long initialiser() {
    return initialiser;
  }

  @Override
  public List<Long> waiting() {
    return Collections.unmodifiableList(waiting);
  }

  @Override
  public String typeName() {
    return typeName;
  }

  @Override
  public String reason() {
    return reason;
  }
}
