package dev.peeps.render;

import dev.peeps.graph.Entity;
import java.util.ArrayList;
import java.util.List;

/** Tasks that wait in the same way: one entry of the report. */
final class TaskGroup {
  private final List<Entity> members = new ArrayList<>();
  private int blocks;

  void add(Entity task) {
    members.add(task);
  }

  void blocks(int count) {
    blocks = count;
  }

  /** All members in the graph's order; never empty. */
  List<Entity> members() {
    return members;
  }

  /** The member that stands for all. */
  Entity example() {
    return members.get(0);
  }

  /** How many other tasks are stuck behind its members. */
  int blocks() {
    return blocks;
  }
}
