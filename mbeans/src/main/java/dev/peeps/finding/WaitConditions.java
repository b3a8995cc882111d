package dev.peeps.finding;

import dev.peeps.graph.Adjacency;
import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * What has to happen before each entity goes on, in the AND-OR model of E. Knapp, Deadlock
 * Detection in Distributed Databases (ACM Computing Surveys 19, 1987): an entity goes on when
 * <em>all</em> its conditions are met, and a condition is met when <em>one</em> of its targets goes
 * on. A required edge is a condition with one target, a choice is one with several.
 *
 * <p>Left out, since nobody waits for ever because of it: a timed edge with its whole choice, and
 * everything an idle entity waits for. What is not known has no edge, so the unknown never blocks.
 *
 * <p>A thread that has ended is a dead end: it never gives what it still owes, and who waits for
 * its end does not wait any more. Others can be assumed to be dead ends, to see what hangs behind
 * them.
 */
final class WaitConditions {
  /** The attribute of what nobody alive holds; its value says why. */
  static final String ABANDONED = "abandoned";

  private static final String TERMINATED = Thread.State.TERMINATED.name();

  /** Condition → numbers of its edges in {@link Graph#edges}. */
  private final Adjacency edges;

  private final Adjacency ofOwner;
  private final Adjacency ofTarget;
  private final int[] owner;
  private final Graph graph;
  private final BitSet deadEnds;

  private WaitConditions(Graph graph, Collector collected) {
    this.graph = graph;
    this.deadEnds = collected.deadEnds;
    this.owner = Arrays.copyOf(collected.owner, collected.conditions);
    this.edges =
        Adjacency.of(collected.conditions, collected.condition, collected.edge, collected.edges);
    int nodes = graph.entities().size();
    int[] numbers = new int[collected.conditions];
    for (int condition = 0; condition < numbers.length; condition++) {
      numbers[condition] = condition;
    }
    this.ofOwner = Adjacency.of(nodes, owner, numbers, numbers.length);
    int[] target = new int[collected.edges];
    for (int place = 0; place < target.length; place++) {
      target[place] = graph.toIndex(collected.edge[place]);
    }
    this.ofTarget = Adjacency.of(nodes, target, collected.condition, collected.edges);
  }

  /** The conditions of this graph; linear in its edges. */
  static WaitConditions of(Graph graph) {
    return of(graph, new BitSet());
  }

  /**
   * As {@link #of(Graph)}, with some entities taken for dead ends.
   *
   * @param assumed numbers of entities
   */
  static WaitConditions of(Graph graph, BitSet assumed) {
    return of(graph, assumed, Hearsay.GIVEN);
  }

  /**
   * As {@link #of(Graph, BitSet)}. Who knows a thing that records no owner is one of several who
   * may be the one.
   *
   * @param hearsay of which things that counts
   */
  static WaitConditions of(Graph graph, BitSet assumed, Hearsay hearsay) {
    Collector collector = new Collector(graph, assumed, hearsay);
    Map<String, Integer> choices = new HashMap<>();
    Adjacency outgoing = graph.out();
    for (int node = 0; node < outgoing.nodes(); node++) {
      collector.look(node);
      // What never goes on waits for nobody: it is no part of a circle, but the end of a way.
      if (graph.idleAt(node) || collector.deadEnds.get(node)) {
        continue;
      }
      choices.clear();
      collector.begin(node);
      for (int each = outgoing.first(node); each < outgoing.end(node); each++) {
        collector.take(node, outgoing.target(each), choices);
      }
    }
    collector.dropTimed();
    return new WaitConditions(graph, collector);
  }

  int count() {
    return owner.length;
  }

  /** The entity that this condition holds up. */
  int owner(int condition) {
    return owner[condition];
  }

  /** Entity → its conditions. */
  Adjacency ofOwner() {
    return ofOwner;
  }

  /**
   * Entity → the conditions that it would meet by going on; one twice when two edges lead there.
   */
  Adjacency ofTarget() {
    return ofTarget;
  }

  /** Condition → numbers of its edges. */
  Adjacency edges() {
    return edges;
  }

  /** The entity at the end of the edge of this number. */
  int target(int edge) {
    return graph.toIndex(edge);
  }

  Graph graph() {
    return graph;
  }

  /** True when this entity never goes on, whatever becomes of all others. */
  boolean isDeadEnd(int node) {
    return deadEnds.get(node);
  }

  /** Pairs of condition and edge as they come. */
  private static final class Collector {
    private final int[] condition;
    private final int[] edge;
    private final int[] owner;
    private final boolean[] timed;
    private int edges;
    private int conditions;

    private final Graph graph;
    private final BitSet deadEnds;
    private final BitSet ended;
    private final Hearsay hearsay;

    /** The condition that one of those who know the entity at hand goes on; -1 when none yet. */
    private int known;

    private boolean counts;

    Collector(Graph graph, BitSet assumed, Hearsay hearsay) {
      this.graph = graph;
      this.hearsay = hearsay;
      this.deadEnds = (BitSet) assumed.clone();
      this.ended = ended(graph);
      int size = graph.edges().size();
      this.condition = new int[size];
      this.edge = new int[size];
      this.owner = new int[size];
      this.timed = new boolean[size];
    }

    /** Before the edges of an entity. */
    void begin(int node) {
      known = -1;
      counts = false;
      if (!isKnown(node)) {
        return;
      }
      Entity thing = graph.entityAt(node);
      // What queued tasks would wait for as well is within reach of all who know their pool, which
      // says nothing: it comes by who is known to have it beside them.
      boolean queued = thing.attributes().containsKey("queuedWaiters");
      counts = queued || (hearsay.covers(thing) && !isJudged(thing, hearsay));
      boolean said = isOutOfReach(thing) || hearsay.covers(thing);
      Adjacency out = graph.out();
      for (int each = out.first(node); each < out.end(node) && !counts; each++) {
        Edge edge = graph.edges().get(out.target(each));
        counts =
            edge.kind() == EdgeKind.KNOWN_TO
                && (isGiven(edge) || (said && !graph.entity(edge.to()).kind().isThread()));
      }
    }

    private boolean isKnown(int node) {
      Adjacency out = graph.out();
      for (int each = out.first(node); each < out.end(node); each++) {
        if (graph.edges().get(out.target(each)).kind() == EdgeKind.KNOWN_TO) {
          return true;
        }
      }
      return false;
    }

    /**
     * No thread that will run can get at it. Where a queued task refers to it, it comes, if at all,
     * by who is known to have it; where one can, it may only be over the queue, and that is
     * hearsay.
     */
    private static boolean isOutOfReach(Entity thing) {
      Object word = thing.attributes().get("liveness");
      return "unreached".equals(word) || "queued".equals(word);
    }

    /**
     * True when the whole heap says who can still get at the thing ({@link LostDetector}), so that
     * nothing has to be guessed. Of a full queue it says nothing about who takes from it, and of a
     * pool nothing about who has what it has lent. Of an empty one that nobody who runs can get at
     * those who know it are all who could fill it.
     */
    private static boolean isJudged(Entity thing, Hearsay hearsay) {
      return thing.attributes().containsKey("liveness")
          && !LostThings.isFull(thing)
          && !Unexplained.isPool(thing)
          && !(hearsay == Hearsay.EMPTY_CHANNELS && isOutOfReach(thing));
    }

    /**
     * What was handed a latch or a future will count it down or complete it; a permit it may want.
     * The callback of a stage may have it for the case of a failure only, so that two that pass
     * failures on to each other look like a circle: it counts while nobody who runs is known to get
     * at the thing as well.
     */
    private boolean isGiven(Edge edge) {
      Entity thing = graph.entity(edge.from());
      EntityKind kind = thing.kind();
      return edge.reason().equals(Edge.GIVEN)
          && (kind == EntityKind.LATCH || kind == EntityKind.FUTURE)
          && !("reached".equals(thing.attributes().get("liveness")) && isStage(edge.to()));
    }

    /** True for what comes after something else, and so is called when that has come. */
    private boolean isStage(String task) {
      for (Edge edge : graph.from(task)) {
        if (edge.kind() == EdgeKind.NEEDS) {
          return true;
        }
      }
      return false;
    }

    /** {@code choices} are those of this source met so far. */
    void take(int from, int number, Map<String, Integer> choices) {
      Edge one = graph.edges().get(number);
      if (one.kind() == EdgeKind.KNOWN_TO && counts) {
        known = known < 0 ? open(from) : known;
        add(known, number, false);
      }
      if (!one.kind().isBlocking()) {
        return;
      }
      int target = graph.toIndex(number);
      boolean over = one.timed();
      if (ended.get(target)) {
        over |= one.kind() == EdgeKind.NEEDS; // it was to end, and has
        if (!over) {
          deadEnds.set(target);
        }
      }
      if (one.choice() != null) {
        Integer known = choices.get(one.choice());
        int into = known != null ? known : open(from);
        choices.put(one.choice(), into);
        add(into, number, over);
      } else if (!over) {
        add(open(from), number, false);
      }
    }

    /** What nobody alive holds, as its layout knows, is a dead end itself. */
    void look(int node) {
      if (graph.entityAt(node).attributes().containsKey(ABANDONED)) {
        deadEnds.set(node);
      }
    }

    /** All of them at once, in the order in which they lie in memory. */
    private static BitSet ended(Graph graph) {
      BitSet ended = new BitSet();
      for (int node = 0; node < graph.entities().size(); node++) {
        if (graph.kindAt(node).isTask()) {
          Entity task = graph.entityAt(node);
          ended.set(node, task.stack().isEmpty() && task.state().equals(TERMINATED));
        }
      }
      return ended;
    }

    private int open(int from) {
      owner[conditions] = from;
      return conditions++;
    }

    private void add(int intoCondition, int number, boolean isTimed) {
      condition[edges] = intoCondition;
      edge[edges++] = number;
      timed[intoCondition] |= isTimed;
    }

    /** A choice with a timed alternative meets itself in the end: it goes, and numbers close up. */
    void dropTimed() {
      int[] renumbered = new int[conditions];
      int kept = 0;
      for (int each = 0; each < conditions; each++) {
        renumbered[each] = timed[each] ? -1 : kept;
        if (!timed[each]) {
          owner[kept++] = owner[each];
        }
      }
      conditions = kept;
      int keptEdges = 0;
      for (int place = 0; place < edges; place++) {
        if (renumbered[condition[place]] >= 0) {
          condition[keptEdges] = renumbered[condition[place]];
          edge[keptEdges++] = edge[place];
        }
      }
      edges = keptEdges;
    }
  }
}
