package dev.peeps.heap.threads;

import dev.peeps.heap.ClassInit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A class initialisation as a thread dump gives it. */
final class KnownClassInit implements ClassInit {
  private final long type;
  private final String typeName;
  private final long initialiser;
  private final String reason;
  private final List<Long> waiting = new ArrayList<>();

  KnownClassInit(long type, String typeName, long initialiser, String reason) {
    this.type = type;
    this.typeName = typeName;
    this.initialiser = initialiser;
    this.reason = reason;
  }

  void waiting(long thread) {
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
