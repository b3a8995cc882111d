package dev.peeps.graph;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** One process of a graph and what its cut cost. Immutable. */
public final class ProcessInfo {
  private final String id;
  private final long pid;
  private final String name;
  private final Map<String, String> facts;
  private final boolean complete;

  /**
   * @param id id of the process in this graph, unique
   * @param pid process id, or -1 when unknown
   * @param name main class or jar; empty when unknown
   * @param facts the INFO facts of the cut (docs/cut-format.md) plus what the command knows ({@code
   *     via}, {@code bytes})
   * @param complete false when anything was not seen
   */
  public ProcessInfo(
      String id, long pid, String name, Map<String, String> facts, boolean complete) {
    this.id = Objects.requireNonNull(id);
    this.pid = pid;
    this.name = Objects.requireNonNull(name);
    this.facts = Collections.unmodifiableMap(new TreeMap<>(facts));
    this.complete = complete;
  }

  public String id() {
    return id;
  }

  public long pid() {
    return pid;
  }

  public String name() {
    return name;
  }

  public Map<String, String> facts() {
    return facts;
  }

  public boolean complete() {
    return complete;
  }
}
