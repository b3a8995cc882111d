package dev.peeps.why;

import dev.peeps.graph.Adjacency;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who waits because of one entity: a tree against the arrows, like ones grouped. Immutable.
 *
 * <p>Everyone stands in it once, where the way to him is shortest; where another way leads to
 * somebody who stands there already, a node without children says so. Cost: linear in what waits.
 */
public final class Blocked {
  /**
   * So few like ones that have somebody behind them stand alone, so that one sees who is behind.
   */
  private static final int ALONE = 5;

  private final Node root;
  private final int tasks;

  private Blocked(Node root, int tasks) {
    this.root = root;
    this.tasks = tasks;
  }

  /** Goes against the arrows from this entity of the graph. */
  public static Blocked of(Graph graph, Entity start) {
    return new Walk(graph).from(start);
  }

  /** The start. */
  public Node root() {
    return root;
  }

  /** How many different tasks wait because of the start, directly or through others; not itself. */
  public int tasks() {
    return tasks;
  }

  /** Like entities that wait in the same way for the same one or for like ones. */
  public static final class Node {
    private final List<Entity> members = new ArrayList<>();
    private final List<Node> children = new ArrayList<>();
    private final Link link;
    private final boolean again;
    private final int depth;

    private Node(Link link, boolean again, int depth) {
      this.link = link;
      this.again = again;
      this.depth = depth;
    }

    /** Never empty; the first one stands for all. */
    public List<Entity> members() {
      return Collections.unmodifiableList(members);
    }

    /** How the first member waits for one of the node above; null for the start. */
    public Link link() {
      return link;
    }

    /** True when the members stand elsewhere in the tree, with what is behind them. */
    public boolean again() {
      return again;
    }

    /** 0 for the start. */
    public int depth() {
      return depth;
    }

    /** Who waits for the members, in the order of the graph. */
    public List<Node> children() {
      return Collections.unmodifiableList(children);
    }
  }

  private static final class Walk {
    private final Graph graph;
    private final Relation relation;
    private final boolean[] seen;
    private final Map<List<String>, Integer> stacks = new HashMap<>();

    /**
     * Equal stacks share one list nearly always; looking that up first saves hashing every line.
     */
    private final IdentityHashMap<List<String>, Integer> known = new IdentityHashMap<>();

    /** The last expansion in which each entity was met: it may wait for several members. */
    private final int[] met;

    private int expansion;
    private int tasks;

    Walk(Graph graph) {
      this.graph = graph;
      this.relation = Relation.of(graph);
      this.seen = new boolean[graph.entities().size()];
      this.met = new int[seen.length];
    }

    Blocked from(Entity start) {
      Node root = new Node(null, false, 0);
      root.members.add(start);
      seen[graph.indexOf(start.id())] = true;
      Deque<Node> open = new ArrayDeque<>();
      open.add(root);
      while (!open.isEmpty()) {
        Node node = open.remove();
        expand(node);
        for (Node child : node.children) {
          if (!child.again) {
            open.add(child);
          }
        }
      }
      return new Blocked(root, tasks);
    }

    private void expand(Node node) {
      Map<List<Object>, Node> groups = new LinkedHashMap<>();
      Adjacency in = relation.in();
      expansion++;
      for (Entity member : node.members) {
        int number = graph.indexOf(member.id());
        for (int each = in.first(number); each < in.end(number); each++) {
          int link = in.target(each);
          int waiter = relation.from(link);
          boolean again = seen[waiter];
          if (met[waiter] == expansion) {
            continue;
          }
          met[waiter] = expansion;
          if (!again) {
            seen[waiter] = true;
            tasks += graph.entityAt(waiter).kind().isTask() ? 1 : 0;
          }
          Link how = relation.link(link);
          List<Object> key = key(graph.entityAt(waiter), how, again, hasWaiters(waiter));
          Node group = groups.get(key);
          if (group == null) {
            group = new Node(how, again, node.depth + 1);
            groups.put(key, group);
          }
          group.members.add(graph.entityAt(waiter));
        }
      }
      for (Node group : groups.values()) {
        add(node, group);
      }
    }

    private void add(Node node, Node group) {
      boolean behind = hasWaiters(graph.indexOf(group.members.get(0).id()));
      if (group.members.size() == 1 || group.members.size() > ALONE || group.again || !behind) {
        node.children.add(group);
        return;
      }
      for (Entity member : group.members) {
        Node alone = new Node(group.link, false, group.depth);
        alone.members.add(member);
        node.children.add(alone);
      }
    }

    private boolean hasWaiters(int node) {
      return relation.in().first(node) < relation.in().end(node);
    }

    private List<Object> key(Entity waiter, Link link, boolean again, boolean hasWaiters) {
      return Arrays.asList(
          link.kind(),
          link.edge().kind(),
          again,
          hasWaiters,
          waiter.kind(),
          waiter.type(),
          waiter.state(),
          stack(waiter.stack()),
          stack(waiter.logicalStack()));
    }

    private Integer stack(List<String> stack) {
      Integer number = known.get(stack);
      if (number == null) {
        number = stacks.get(stack);
        if (number == null) {
          number = stacks.size();
          stacks.put(stack, number);
        }
        known.put(stack, number);
      }
      return number;
    }
  }
}
