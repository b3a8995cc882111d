package dev.peeps.heap.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A monitor of a cut under construction: free and unwanted until said otherwise. */
public final class MonitorSpec {
  final HasId object;
  final List<HasId> entering = new ArrayList<>();
  final List<HasId> waiting = new ArrayList<>();
  HasId owner;
  int entryCount;
  int ownerDepth = -1;
  int source = 1;

  MonitorSpec(HasId object) {
    this.object = object;
  }

  /** The owner, having entered it once. */
  public MonitorSpec owner(HasId owner) {
    this.owner = owner;
    this.entryCount = 1;
    return this;
  }

  public MonitorSpec entryCount(int count) {
    this.entryCount = count;
    return this;
  }

  public MonitorSpec ownerDepth(int depth) {
    this.ownerDepth = depth;
    return this;
  }

  public MonitorSpec entering(HasId... threads) {
    Collections.addAll(entering, threads);
    return this;
  }

  public MonitorSpec waiting(HasId... threads) {
    Collections.addAll(waiting, threads);
    return this;
  }

  /** Code of the source as docs/cut-format.md has it; 1 when never called. */
  public MonitorSpec source(int code) {
    this.source = code;
    return this;
  }
}
