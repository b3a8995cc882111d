package dev.peeps.graph;

/**
 * Successors of nodes numbered from 0, all in two arrays: those of node {@code n} are {@code
 * targets[start[n]]} to {@code targets[start[n + 1] - 1]}.
 */
public final class Adjacency {
  private final int[] start;
  private final int[] targets;

  private Adjacency(int[] start, int[] targets) {
    this.start = start;
    this.targets = targets;
  }

  /**
   * Groups pairs by their first number, keeping the order of the pairs within a group.
   *
   * @param nodes how many nodes there are
   * @param from first number of each pair
   * @param to second number of each pair
   * @param pairs how many pairs the arrays hold
   */
  public static Adjacency of(int nodes, int[] from, int[] to, int pairs) {
    int[] start = new int[nodes + 1];
    for (int pair = 0; pair < pairs; pair++) {
      start[from[pair] + 1]++;
    }
    for (int node = 0; node < nodes; node++) {
      start[node + 1] += start[node];
    }
    int[] next = start.clone();
    int[] targets = new int[pairs];
    for (int pair = 0; pair < pairs; pair++) {
      targets[next[from[pair]]++] = to[pair];
    }
    return new Adjacency(start, targets);
  }

  /** How many nodes there are. */
  public int nodes() {
    return start.length - 1;
  }

  /** Number of the first successor of this node. */
  public int first(int node) {
    return start[node];
  }

  /** One more than the number of the last successor of this node. */
  public int end(int node) {
    return start[node + 1];
  }

  /** The successor of this number. */
  public int target(int number) {
    return targets[number];
  }
}
