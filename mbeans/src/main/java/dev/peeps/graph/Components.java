package dev.peeps.graph;

import java.util.Arrays;

/**
 * Strongly connected components, by Tarjan's algorithm (Depth-first search and linear graph
 * algorithms, SIAM J. Comput. 1, 1972) with the recursion unrolled, since a chain of waits may be a
 * million links long. Linear in nodes and successors.
 */
public final class Components {
  private static final int UNSEEN = -1;

  private final Adjacency graph;
  private final int[] component;
  private final int[] low;
  private final int[] open;
  private int opened;
  private int seen;
  private int count;

  private Components(Adjacency graph) {
    this.graph = graph;
    this.component = new int[graph.nodes()];
    this.low = new int[graph.nodes()];
    this.open = new int[graph.nodes()];
    Arrays.fill(component, UNSEEN);
  }

  /** The components of this graph. */
  public static Components of(Adjacency graph) {
    Components components = new Components(graph);
    int[] order = new int[graph.nodes()];
    int[] path = new int[graph.nodes()];
    int[] next = new int[graph.nodes()];
    for (int root = 0; root < graph.nodes(); root++) {
      if (order[root] == 0) {
        components.visit(root, order, path, next);
      }
    }
    return components;
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /**
   * Component of this node, numbered so that what a component's nodes lead to has a lower number: 0
   * leads nowhere else.
   */
  public int of(int node) {
    return component[node];
  }

  /** {@code order} is 0 for a node not seen yet; {@code next} is where its scan goes on. */
  private void visit(int root, int[] order, int[] path, int[] next) {
    int depth = 0;
    path[0] = root;
    enter(root, order, next);
    while (depth >= 0) {
      int node = path[depth];
      if (next[node] < graph.end(node)) {
        int target = graph.target(next[node]++);
        if (order[target] == 0) {
          path[++depth] = target;
          enter(target, order, next);
        } else if (component[target] == UNSEEN) {
          low[node] = Math.min(low[node], order[target]);
        }
      } else {
        if (low[node] == order[node]) {
          close(node);
        }
        depth--;
        if (depth >= 0) {
          low[path[depth]] = Math.min(low[path[depth]], low[node]);
        }
      }
    }
  }

  private void enter(int node, int[] order, int[] next) {
    order[node] = ++seen;
    low[node] = order[node];
    next[node] = graph.first(node);
    open[opened++] = node;
  }

  private void close(int node) {
    int member;
    do {
      member = open[--opened];
      component[member] = count;
    } while (member != node);
    count++;
  }
}
