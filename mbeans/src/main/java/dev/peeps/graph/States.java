package dev.peeps.graph;

/** What the words mean that an entity's state is told by. */
public final class States {
  private States() {}

  /**
   * True for a future, a task or a process that is over: nobody has to complete it any more, and
   * who waits for it has only not woken yet.
   */
  public static boolean isOver(String state) {
    switch (state) {
      case "done":
      case "failed":
      case "cancelled":
      case "terminated":
      case "exited":
        return true;
      default:
        return false;
    }
  }
}
