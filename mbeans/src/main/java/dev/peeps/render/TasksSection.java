package dev.peeps.render;

import dev.peeps.graph.Edge;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;

/** Tasks in groups, each with one example that looks like an entry of a thread dump. */
final class TasksSection {
  private final Scene scene;
  private final Census census;
  private final Page page;
  private final TaskEntry entry;

  TasksSection(Scene scene, Census census) {
    this.scene = scene;
    this.census = census;
    this.page = scene.page;
    this.entry = new TaskEntry(scene);
  }

  /** The tasks that wait; who is left out is counted. */
  void waiting() throws IOException {
    List<TaskGroup> groups = new TaskGroups(scene).group(census.waiting());
    page.heading("Tasks waiting: " + Numbers.count(census.waiting().size()));
    if (groups.size() > 1) {
      page.put(" in ").put(Numbers.count(groups.size(), "group"));
    }
    if (!scene.options.all()) {
      scene.hidden(census.idle().size(), "idle task", "idle tasks");
      scene.hidden(census.running().size(), "task that does not wait", "tasks that do not wait");
    }
    page.nl().nl();
    groups(groups);
  }

  /** Who was left out of {@link #waiting}. */
  void others() throws IOException {
    Entities idle = census.idle();
    if (!idle.isEmpty()) {
      page.heading("Idle, waiting for work: " + Numbers.count(idle.size())).nl().nl();
      groups(new TaskGroups(scene).group(idle));
    }
    Entities running = census.running();
    if (!running.isEmpty()) {
      page.heading("Not waiting: " + Numbers.count(running.size())).nl().nl();
      groups(new TaskGroups(scene).group(running));
    }
  }

  private void groups(List<TaskGroup> groups) throws IOException {
    int shown = scene.shown(groups.size());
    for (int i = 0; i < shown; i++) {
      group(groups.get(i));
    }
    if (shown < groups.size()) {
      long tasks = 0;
      for (TaskGroup group : groups.subList(shown, groups.size())) {
        tasks += group.members().size();
      }
      page.put("... and ").put(Numbers.count(groups.size() - shown, "more group"));
      page.put(" of ").put(Numbers.count(tasks, "task")).put(" (--top shows more)").nl().nl();
    }
  }

  /** How many different things the members wait for: one lock or one each is not the same. */
  private int targets(TaskGroup group) {
    BitSet targets = new BitSet();
    Graph graph = scene.graph;
    for (int place = 0; place < group.members().size(); place++) {
      int member = group.members().number(place);
      for (int each = graph.out().first(member); each < graph.out().end(member); each++) {
        int edge = graph.out().target(each);
        if (graph.edges().get(edge).kind().isBlocking()) {
          targets.set(graph.toIndex(edge));
        }
      }
    }
    return targets.cardinality();
  }

  private int waits(Entity task) {
    int waits = 0;
    for (Edge edge : scene.graph.from(task.id())) {
      waits += edge.kind().isBlocking() ? 1 : 0;
    }
    return waits;
  }

  private void group(TaskGroup group) throws IOException {
    int size = group.members().size();
    if (scene.options.stacks() || size == 1) {
      for (Entity member : group.members()) {
        entry.write(member, size == 1 ? group.blocks() : 0);
      }
      return;
    }
    page.put(Numbers.count(size)).put(" tasks like this, ");
    scene.names.some(group.members());
    int targets = targets(group);
    if (targets > waits(group.example())) {
      page.put("; they wait for ").put(Numbers.count(targets)).put(" different things");
    }
    if (group.blocks() > 0) {
      page.put("; ").put(Numbers.count(group.blocks(), "other task")).put(" stuck behind them");
    }
    page.put(":").nl();
    entry.write(group.example(), 0);
  }
}
