package dev.peeps.render;

import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;

/** Tasks that wait in the same way: one entry of the report. */
final class TaskGroup {
  private final Entities members;
  private int blocks;

  TaskGroup(Graph graph) {
    members = new Entities(graph);
  }

  /** Adds the task of this number. */
  void add(int number) {
    members.add(number);
  }

  void blocks(int count) {
    blocks = count;
  }

  /** All members in the graph's order; never empty. */
  Entities members() {
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
