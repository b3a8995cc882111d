package dev.peeps.diff;

import dev.peeps.finding.Site;
import dev.peeps.graph.Edge;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import dev.peeps.graph.ProcessInfo;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who of the first picture is who in the second. Ids of objects are good for one picture, so it
 * goes from what is stable to what hangs on it, as tree differencing does (Falleri et al., GumTree,
 * ASE 2014: anchors first, then their neighbours):
 *
 * <ol>
 *   <li>threads: within one run by thread id, else by name and place in the code
 *   <li>what the ends of like edges of a pair are, where there is one of a kind on either side
 *   <li>the same where there are several, in the order of their ids
 *   <li>what is left, by kind, type and name; that proves no identity
 * </ol>
 *
 * <p>The order of entities and edges in the pictures does not matter. Linear but for sorting.
 */
final class Matching {
  private final Graph before;
  private final Graph after;
  private final ProcessPairs processes;
  private final Map<String, Entity> forward = new HashMap<>();
  private final Map<String, Entity> backward = new HashMap<>();
  private final Set<String> weak = new HashSet<>();
  private final Deque<Entity> open = new ArrayDeque<>();
  private final Deque<Several> several = new ArrayDeque<>();

  Matching(Graph before, Graph after, ProcessPairs processes) {
    this.before = before;
    this.after = after;
    this.processes = processes;
    threads();
    spread();
    leftovers();
  }

  /** The counterpart in the second picture; null when it is gone. */
  Entity of(Entity one) {
    return forward.get(one.id());
  }

  /** The counterpart in the first picture; null when it is new. */
  Entity back(Entity other) {
    return backward.get(other.id());
  }

  /** Whether more than kind, type and name speak for it that these two are the same. */
  boolean isSure(Entity one) {
    return forward.containsKey(one.id()) && !weak.contains(one.id());
  }

  private void pair(Entity one, Entity other) {
    forward.put(one.id(), other);
    backward.put(other.id(), one);
    open.add(one);
  }

  private void threads() {
    // By thread id and name, by name and place, by name, by place: the surer first.
    for (int rule = 0; rule < 4; rule++) {
      Map<String, List<Entity>> there = new HashMap<>();
      for (Entity other : sorted(after)) {
        if (other.kind().isThread() && !backward.containsKey(other.id())) {
          there
              .computeIfAbsent(key(other, other.process(), rule), any -> new ArrayList<>())
              .add(other);
        }
      }
      Map<String, Integer> used = new HashMap<>();
      for (Entity one : sorted(before)) {
        ProcessInfo process = processes.of(one.process());
        if (!one.kind().isThread()
            || process == null
            || forward.containsKey(one.id())
            || processes.isSameRun(one.process()) != (rule == 0)) {
          continue;
        }
        String key = key(one, process.id(), rule);
        List<Entity> candidates = there.getOrDefault(key, List.of());
        int next = used.merge(key, 1, Integer::sum) - 1;
        if (!key.isEmpty() && next < candidates.size()) {
          pair(one, candidates.get(next));
        }
      }
    }
  }

  private static String key(Entity thread, String process, int rule) {
    String start = process + '\0' + thread.kind() + '\0';
    switch (rule) {
      case 0:
        return start + thread.attributes().get("tid") + '\0' + thread.name();
      case 1:
        return start + thread.name() + '\0' + Site.of(List.of(thread));
      case 2:
        return thread.name().isEmpty() ? "" : start + thread.name();
      default:
        return start + Site.of(List.of(thread));
    }
  }

  private void spread() {
    while (!open.isEmpty() || !several.isEmpty()) {
      if (!open.isEmpty()) {
        Entity one = open.remove();
        neighbours(one, true);
        neighbours(one, false);
      } else {
        Several group = several.remove();
        List<Entity> left = unmatched(group.ones, forward);
        List<Entity> right = unmatched(group.others, backward);
        for (int each = 0; each < left.size() && each < right.size(); each++) {
          pair(left.get(each), right.get(each));
        }
      }
    }
  }

  private void neighbours(Entity one, boolean out) {
    Entity other = of(one);
    Map<String, List<Entity>> here = byKey(before, one, out, true);
    if (here.isEmpty()) {
      return;
    }
    Map<String, List<Entity>> there = byKey(after, other, out, false);
    for (Map.Entry<String, List<Entity>> entry : here.entrySet()) {
      List<Entity> ones = entry.getValue();
      List<Entity> others = there.getOrDefault(entry.getKey(), List.of());
      if (ones.size() == 1 && others.size() == 1) {
        if (!forward.containsKey(ones.get(0).id()) && !backward.containsKey(others.get(0).id())) {
          pair(ones.get(0), others.get(0));
        }
      } else if (!others.isEmpty()) {
        several.add(new Several(ones, others));
      }
    }
  }

  /** Ends of edges that have no counterpart yet, by what they are and how they are reached. */
  private Map<String, List<Entity>> byKey(Graph graph, Entity entity, boolean out, boolean first) {
    Map<String, Set<Entity>> byKey = new TreeMap<>();
    for (Edge edge : out ? graph.from(entity.id()) : graph.to(entity.id())) {
      Entity end = graph.entity(out ? edge.to() : edge.from());
      boolean matched = first ? forward.containsKey(end.id()) : backward.containsKey(end.id());
      if (!matched && !end.kind().isThread()) {
        String key = edge.kind() + "\0" + what(end);
        byKey.computeIfAbsent(key, any -> new LinkedHashSet<>()).add(end);
      }
    }
    Map<String, List<Entity>> sorted = new TreeMap<>();
    for (Map.Entry<String, Set<Entity>> ends : byKey.entrySet()) {
      List<Entity> list = new ArrayList<>(ends.getValue());
      list.sort(Comparator.comparing(Entity::id));
      sorted.put(ends.getKey(), list);
    }
    return sorted;
  }

  private static String what(Entity entity) {
    return entity.kind() + "\0" + entity.type() + '\0' + entity.name();
  }

  private static List<Entity> unmatched(List<Entity> entities, Map<String, Entity> matched) {
    List<Entity> left = new ArrayList<>();
    for (Entity entity : entities) {
      if (!matched.containsKey(entity.id())) {
        left.add(entity);
      }
    }
    return left;
  }

  private void leftovers() {
    Map<String, Deque<Entity>> there = new LinkedHashMap<>();
    for (Entity other : sorted(after)) {
      if (!other.kind().isThread() && !backward.containsKey(other.id())) {
        there
            .computeIfAbsent(other.process() + '\0' + what(other), any -> new ArrayDeque<>())
            .add(other);
      }
    }
    for (Entity one : sorted(before)) {
      ProcessInfo process = processes.of(one.process());
      if (one.kind().isThread() || process == null || forward.containsKey(one.id())) {
        continue;
      }
      Deque<Entity> candidates = there.get(process.id() + '\0' + what(one));
      if (candidates != null && !candidates.isEmpty()) {
        Entity other = candidates.remove();
        forward.put(one.id(), other);
        backward.put(other.id(), one);
        weak.add(one.id());
      }
    }
  }

  /** By id, so that the order in the pictures does not matter. */
  private static List<Entity> sorted(Graph graph) {
    List<Entity> entities = new ArrayList<>(graph.entities());
    entities.sort(Comparator.comparing(Entity::id));
    return entities;
  }

  /** Like ends on both sides of a pair, of which one cannot tell who is who. */
  private static final class Several {
    private final List<Entity> ones;
    private final List<Entity> others;

    Several(List<Entity> ones, List<Entity> others) {
      this.ones = ones;
      this.others = others;
    }
  }
}
