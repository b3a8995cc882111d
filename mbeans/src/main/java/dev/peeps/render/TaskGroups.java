package dev.peeps.render;

import dev.peeps.graph.Edge;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import dev.peeps.graph.Waits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups tasks that wait in the same way: same kind, type and state, same stack, and for the same
 * types of things. 100,000 like threads are one group. Cost: linear in tasks, their edges and the
 * distinct stacks.
 */
final class TaskGroups {
  private final Graph graph;
  private final Waits waits;
  private final Map<String, Integer> words = new HashMap<>();
  private final Map<List<String>, Integer> stacks = new HashMap<>();

  /** Equal stacks share one list nearly always; looking that up first saves hashing every line. */
  private final IdentityHashMap<List<String>, Integer> knownStacks = new IdentityHashMap<>();

  /** Of the task that is looked at: one for all of them, of which most are in a group already. */
  private final Key looked = new Key(new int[16]);

  TaskGroups(Scene scene) {
    this.graph = scene.graph;
    this.waits = scene.waits;
  }

  /** The groups: those that block most first, then the largest, then in the graph's order. */
  List<TaskGroup> group(Entities tasks) {
    Map<Key, TaskGroup> groups = new LinkedHashMap<>();
    for (int place = 0; place < tasks.size(); place++) {
      look(tasks.number(place));
      TaskGroup group = groups.get(looked);
      if (group == null) {
        group = new TaskGroup(graph);
        groups.put(looked.copy(), group);
      }
      group.add(tasks.number(place));
    }
    List<TaskGroup> sorted = new ArrayList<>(groups.values());
    for (TaskGroup group : sorted) {
      group.blocks(waits.blockedBehindAny(group.members().numbers()));
    }
    sorted.sort(new MostBlockingFirst());
    return sorted;
  }

  private static final class MostBlockingFirst implements Comparator<TaskGroup> {
    @Override
    public int compare(TaskGroup a, TaskGroup b) {
      return a.blocks() != b.blocks()
          ? Integer.compare(b.blocks(), a.blocks())
          : Integer.compare(b.members().size(), a.members().size());
    }
  }

  private void look(int index) {
    Entity task = graph.entityAt(index);
    int first = graph.out().first(index);
    int end = graph.out().end(index);
    int[] parts = looked.room(5 + 3 * (end - first));
    parts[0] = number(task.kind().name());
    parts[1] = number(task.type());
    parts[2] = number(task.state());
    parts[3] = stack(task.stack());
    parts[4] = stack(task.logicalStack());
    int used = 5;
    for (int each = first; each < end; each++) {
      int number = graph.out().target(each);
      Edge edge = graph.edges().get(number);
      if (edge.kind().isBlocking()) {
        Entity to = graph.entityAt(graph.toIndex(number));
        parts[used++] =
            number(edge.kind().name()) * 4
                + (edge.timed() ? 2 : 0)
                + (edge.choice() == null ? 0 : 1);
        parts[used++] = number(to.kind().name());
        parts[used++] = number(to.type());
      }
    }
    looked.close(used);
  }

  private int number(String word) {
    Integer number = words.get(word);
    if (number == null) {
      number = words.size();
      words.put(word, number);
    }
    return number;
  }

  private int stack(List<String> stack) {
    if (stack.isEmpty()) {
      return -1;
    }
    Integer number = knownStacks.get(stack);
    if (number == null) {
      number = stacks.get(stack);
      if (number == null) {
        number = stacks.size();
        stacks.put(stack, number);
      }
      knownStacks.put(stack, number);
    }
    return number;
  }

  private static final class Key {
    private int[] parts;
    private int used;
    private int hash;

    Key(int[] parts) {
      this.parts = parts;
    }

    /** Its parts, to be written over: at least so many. */
    int[] room(int most) {
      parts = most > parts.length ? new int[2 * most] : parts;
      return parts;
    }

    /** So many parts were written. */
    void close(int count) {
      used = count;
      hash = 1;
      for (int i = 0; i < count; i++) {
        hash = 31 * hash + parts[i];
      }
    }

    Key copy() {
      Key copy = new Key(Arrays.copyOf(parts, used));
      copy.used = used;
      copy.hash = hash;
      return copy;
    }

    @Override
    public boolean equals(Object other) {
      if (!(other instanceof Key) || ((Key) other).used != used) {
        return false;
      }
      int[] others = ((Key) other).parts;
      for (int i = 0; i < used; i++) {
        if (parts[i] != others[i]) {
          return false;
        }
      }
      return true;
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
