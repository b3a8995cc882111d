package dev.peeps.heap.reach;

/**
 * The static field of an application's class from which the shortest way leads to an object of a
 * live JVM, over references that are neither weak nor a thread's own. Immutable.
 */
public final class LiveField {
  private final String owner;
  private final String name;
  private final long steps;
  private final boolean hooked;

  LiveField(String owner, String name, long steps, boolean hooked) {
    this.owner = owner;
    this.name = name;
    this.steps = steps;
    this.hooked = hooked;
  }

  /** Binary name of the class that has the field. */
  public String owner() {
    return owner;
  }

  /** True when code of a shutdown hook may use the field. */
  public boolean isHooked() {
    return hooked;
  }

  /** As one reads it: {@code RpcClient.PENDING}, with dots behind it when the way is longer. */
  public String words() {
    return TrailWords.simple(owner) + '.' + name + (steps > 1 ? " → …" : "");
  }
}
