package dev.peeps.macro;

import dev.peeps.graph.Adjacency;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import java.util.ArrayList;
import java.util.List;

/** Which tasks wait behind some entities. Not safe for use by several threads. */
final class Blocked {
  /** For all questions together: a thousand findings about one lock with 100,000 waiters end. */
  static final int BUDGET = 5_000_000;

  private int budget;
  private boolean cutShort;

  private final Graph graph;
  private final int[] visited;
  private int visit;

  Blocked(Graph graph) {
    this(graph, BUDGET);
  }

  Blocked(Graph graph, int budget) {
    this.budget = budget;
    this.graph = graph;
    this.visited = new int[graph.entities().size()];
  }

  /**
   * The tasks among these entities and those that wait for one of them, directly or through others,
   * the nearest first; only the nearest once very many have been visited. Who is idle waits for
   * work, so that neither he nor anybody behind him counts, as in {@link dev.peeps.graph.Waits}.
   */
  List<String> behind(List<Entity> entities) {
    visit++;
    List<Integer> queue = new ArrayList<>();
    for (Entity entity : entities) {
      visit(graph.indexOf(entity.id()), queue);
    }
    List<String> tasks = new ArrayList<>();
    for (int head = 0; head < queue.size(); head++) {
      int node = queue.get(head);
      Entity entity = graph.entityAt(node);
      if (entity.kind().isTask() && !entity.idle()) {
        tasks.add(entity.id());
      }
      Adjacency in = graph.in();
      for (int each = in.first(node); each < in.end(node); each++) {
        if (budget-- <= 0) {
          budget = 0;
          cutShort = true;
          break;
        }
        int edge = in.target(each);
        int waiter = graph.fromIndex(edge);
        if (graph.edges().get(edge).kind().isBlocking() && !graph.entityAt(waiter).idle()) {
          visit(waiter, queue);
        }
      }
    }
    return tasks;
  }

  /** Whether some that wait were not counted. */
  boolean isCutShort() {
    return cutShort;
  }

  private void visit(int node, List<Integer> queue) {
    if (node >= 0 && visited[node] != visit) {
      visited[node] = visit;
      queue.add(node);
    }
  }
}
