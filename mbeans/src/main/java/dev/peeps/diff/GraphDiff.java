package dev.peeps.diff;

import dev.peeps.finding.Finding;
import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.graph.Labels;
import dev.peeps.graph.ProcessInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is different between two pictures. Immutable.
 *
 * <p>A task still waits when it waits in both pictures for the same things, at the same place in
 * the code. Objects have no identity that outlives a picture: they are told by the tasks at them,
 * so a task that went on and came back to the same place, to wait for another object of the same
 * kind, counts as one that still waits. Stacks of tasks that wait for nothing are not compared.
 *
 * <p>Cost: about linear in both graphs.
 */
public final class GraphDiff {
  private final Graph before;
  private final Graph after;
  private final ProcessPairs processes;
  private final Matching matching;
  private final List<Entity> appeared = new ArrayList<>();
  private final List<Entity> gone = new ArrayList<>();
  private final List<Entity> still = new ArrayList<>();
  private final List<Change> moved = new ArrayList<>();
  private final List<Change> owners = new ArrayList<>();
  private final List<Change> numbers = new ArrayList<>();
  private final FindingPairs findings;

  private GraphDiff(
      Graph before, List<Finding> findingsBefore, Graph after, List<Finding> findingsAfter) {
    this.before = before;
    this.after = after;
    this.processes = new ProcessPairs(before, after);
    this.matching = new Matching(before, after, processes);
    for (Entity one : before.entities()) {
      Entity other = matching.of(one);
      if (other == null) {
        gone.add(one);
      } else {
        compare(one, other);
      }
    }
    for (Entity other : after.entities()) {
      if (matching.back(other) == null) {
        appeared.add(other);
      }
    }
    this.findings = new FindingPairs(findingsBefore, findingsAfter, before, matching);
  }

  /** Compares. */
  public static GraphDiff of(
      Graph before, List<Finding> findingsBefore, Graph after, List<Finding> findingsAfter) {
    return new GraphDiff(before, findingsBefore, after, findingsAfter);
  }

  public Graph before() {
    return before;
  }

  public Graph after() {
    return after;
  }

  /** Processes of the first picture with their counterparts in the second. */
  public Map<ProcessInfo, ProcessInfo> processes() {
    Map<ProcessInfo, ProcessInfo> pairs = new LinkedHashMap<>();
    for (ProcessInfo process : before.processes()) {
      if (processes.of(process.id()) != null) {
        pairs.put(process, processes.of(process.id()));
      }
    }
    return pairs;
  }

  /** Whether this process of the first picture is the same run of it in the second. */
  public boolean isSameRun(ProcessInfo process) {
    return processes.isSameRun(process.id());
  }

  /**
   * Milliseconds between the two pictures of the same run, the shortest of several processes; -1
   * when none is the same run or the times are not known.
   */
  public long millis() {
    long shortest = -1;
    for (Map.Entry<ProcessInfo, ProcessInfo> pair : processes().entrySet()) {
      long one = Times.taken(pair.getKey());
      long other = Times.taken(pair.getValue());
      if (isSameRun(pair.getKey()) && one > 0 && other > 0) {
        long between = Math.abs(other - one);
        shortest = shortest < 0 ? between : Math.min(shortest, between);
      }
    }
    return shortest;
  }

  /** True when the two pictures show no difference. */
  public boolean isSame() {
    return appeared.isEmpty()
        && gone.isEmpty()
        && moved.isEmpty()
        && owners.isEmpty()
        && numbers.isEmpty()
        && newFindings().isEmpty()
        && goneFindings().isEmpty();
  }

  /** Entities of the second picture that the first does not show. */
  public List<Entity> appeared() {
    return Collections.unmodifiableList(appeared);
  }

  /** Entities of the first picture that the second does not show any more. */
  public List<Entity> gone() {
    return Collections.unmodifiableList(gone);
  }

  /** Tasks, as the second picture shows them, that wait as they did in the first. */
  public List<Entity> still() {
    return Collections.unmodifiableList(still);
  }

  /** Tasks that wait for something else or elsewhere, that wait now, or do not wait any more. */
  public List<Change> moved() {
    return Collections.unmodifiableList(moved);
  }

  /** What has other owners. */
  public List<Change> owners() {
    return Collections.unmodifiableList(owners);
  }

  /** Numbers that have changed: items of channels, tasks queued, permits left, counts. */
  public List<Change> numbers() {
    return Collections.unmodifiableList(numbers);
  }

  /** Findings of the second picture that the first does not have. */
  public List<Finding> newFindings() {
    return findings.added();
  }

  /** Findings of the first picture that the second does not have any more. */
  public List<Finding> goneFindings() {
    return findings.gone();
  }

  /** Findings of the second picture that the first has, too. */
  public List<Finding> sameFindings() {
    return findings.same();
  }

  private void compare(Entity one, Entity other) {
    if (one.kind().isTask()) {
      task(one, other);
    } else {
      owners(one, other);
    }
    if (!one.kind().isThread()) {
      numbers(one, other);
    }
  }

  private void task(Entity one, Entity other) {
    Set<String> then = waits(before, one, true);
    Set<String> now = waits(after, other, false);
    boolean waited = !one.idle() && !then.isEmpty();
    boolean waits = !other.idle() && !now.isEmpty();
    if (!waited && !waits) {
      return;
    }
    if (waited != waits || !then.equals(now)) {
      moved.add(
          change(one, other, "wait", labels(before, one, waited), labels(after, other, waits)));
    } else if (!Place.of(one).equals(Place.of(other))) {
      moved.add(change(one, other, "place", Place.site(one), Place.site(other)));
    } else if (matching.isSure(one)) {
      still.add(other);
    }
  }

  /** What it waits for: kinds of edges and ids of the first picture, where there are any. */
  private Set<String> waits(Graph graph, Entity task, boolean first) {
    TreeSet<String> waits = new TreeSet<>();
    for (Edge edge : graph.from(task.id())) {
      if (edge.kind() == EdgeKind.NEEDS) {
        Entity target = graph.entity(edge.to());
        Entity counterpart = first ? target : matching.back(target);
        waits.add(counterpart == null ? "new " + target.id() : counterpart.id());
      }
    }
    return waits;
  }

  private static String labels(Graph graph, Entity task, boolean waits) {
    StringBuilder labels = new StringBuilder();
    for (Edge edge : graph.from(task.id())) {
      if (waits && edge.kind() == EdgeKind.NEEDS) {
        labels.append(labels.length() == 0 ? "" : ", ");
        labels.append(Labels.of(graph.entity(edge.to())));
      }
    }
    return labels.toString();
  }

  private void owners(Entity one, Entity other) {
    TreeSet<String> then = new TreeSet<>();
    TreeSet<String> now = new TreeSet<>();
    StringBuilder from = new StringBuilder();
    StringBuilder to = new StringBuilder();
    for (Edge edge : before.from(one.id())) {
      if (edge.kind() == EdgeKind.HELD_BY) {
        then.add(edge.to());
        from.append(from.length() == 0 ? "" : ", ").append(Labels.of(before.entity(edge.to())));
      }
    }
    for (Edge edge : after.from(other.id())) {
      if (edge.kind() == EdgeKind.HELD_BY) {
        Entity owner = matching.back(after.entity(edge.to()));
        now.add(owner == null ? "new " + edge.to() : owner.id());
        to.append(to.length() == 0 ? "" : ", ").append(Labels.of(after.entity(edge.to())));
      }
    }
    if (!then.equals(now)) {
      owners.add(change(one, other, "owner", from.toString(), to.toString()));
    }
  }

  private void numbers(Entity one, Entity other) {
    for (Map.Entry<String, Object> fact : one.attributes().entrySet()) {
      Object then = fact.getValue();
      Object now = other.attributes().get(fact.getKey());
      boolean isNumber = !fact.getKey().equals(Entity.MARK) && then instanceof Number;
      if (isNumber && now instanceof Number && !Objects.equals(then, now)) {
        numbers.add(change(one, other, fact.getKey(), then.toString(), now.toString()));
      }
    }
  }

  private static Change change(Entity one, Entity other, String what, String from, String to) {
    return new Change(one, other, what, from, to);
  }

  /** Channels, as the second picture shows them, that have somebody waiting and have not moved. */
  public List<Entity> unmovedChannels() {
    List<Entity> unmoved = new ArrayList<>();
    TreeSet<String> changed = new TreeSet<>();
    for (Change change : numbers) {
      changed.add(change.after().id());
    }
    for (Entity channel : after.entities()) {
      if (channel.kind() == EntityKind.CHANNEL
          && !changed.contains(channel.id())
          && matching.back(channel) != null
          && isWaitedFor(channel)) {
        unmoved.add(channel);
      }
    }
    return unmoved;
  }

  private boolean isWaitedFor(Entity channel) {
    for (Edge edge : after.to(channel.id())) {
      if (edge.kind() == EdgeKind.NEEDS && !after.entity(edge.from()).idle()) {
        return true;
      }
    }
    return false;
  }
}
