package dev.peeps.render;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Executors with their threads, what each of them runs and what is queued; and structured task
 * scopes with their members.
 */
final class ExecutorsSection {
  private final Scene scene;
  private final Page page;
  private Map<String, List<Scope>> scopes;

  ExecutorsSection(Scene scene) {
    this.scene = scene;
    this.page = scene.page;
  }

  void write(List<Entity> executors) throws IOException {
    List<Entity> shown = new ArrayList<>();
    int quiet = 0;
    for (Entity executor : executors) {
      if (scene.options.all() || isBusy(executor)) {
        shown.add(executor);
      } else {
        quiet++;
      }
    }
    scene.hidden(quiet, "idle executor", "idle executors");
    if (shown.isEmpty()) {
      return;
    }
    page.heading("Executors: " + Numbers.count(shown.size())).nl();
    int limit = scene.shown(shown.size());
    for (int i = 0; i < limit; i++) {
      one(shown.get(i));
    }
    if (limit < shown.size()) {
      page.put("... and ").put(Numbers.count(shown.size() - limit)).put(" more (--top)").nl();
    }
    page.nl();
  }

  private boolean isBusy(Entity executor) {
    if (executor.idle()) {
      return false;
    }
    if (Facts.number(executor, "queued") > 0 || scene.links.waiters(executor) > 0) {
      return true;
    }
    for (Entity task : tasks(executor)) {
      if (!task.idle()) {
        return true;
      }
    }
    return false;
  }

  private void one(Entity executor) throws IOException {
    scene.names.full(executor);
    if (!executor.state().isEmpty()) {
      page.put(", ").raw(executor.state());
    }
    Facts.inline(page, executor);
    page.nl();
    Entities busy = new Entities(scene.graph);
    Entities idle = new Entities(scene.graph);
    Entities work = new Entities(scene.graph);
    for (Entity task : tasks(executor)) {
      (!Names.isThread(task) ? work : task.idle() ? idle : busy).add(task);
    }
    for (TaskGroup group : new TaskGroups(scene).group(busy)) {
      page.put("\t- ");
      count(group.members().size(), "thread");
      scene.names.some(group.members());
      runs(group);
      scene.reasons.where(group.example());
      page.nl();
    }
    if (!idle.isEmpty()) {
      page.put("\t- ").put(Numbers.count(idle.size(), "thread")).put(" idle: ");
      scene.names.some(idle).nl();
    }
    for (TaskGroup group : new TaskGroups(scene).group(work)) {
      page.put("\t- ");
      count(group.members().size(), "task");
      scene.names.some(group.members());
      scene.reasons.where(group.example());
      page.nl();
    }
    Set<Entity> known = new HashSet<>(work);
    List<Entity> waiters = new ArrayList<>();
    for (Entity waiter : scene.waits.waitersOf(executor.id())) {
      if (!waiter.idle() && !known.contains(waiter)) {
        waiters.add(waiter);
      }
    }
    if (!waiters.isEmpty()) {
      page.put("\t- ").put(Numbers.count(waiters.size())).put(" waiting for it: ");
      scene.names.some(waiters).nl();
    }
  }

  /** The task that a worker runs, where the picture has it: it will be completed by the worker. */
  private void runs(TaskGroup group) {
    for (Edge edge : scene.graph.to(group.example().id())) {
      if (edge.kind() == EdgeKind.PROVIDED_BY && group.members().size() == 1) {
        page.put(", runs ");
        scene.names.of(scene.graph.entity(edge.from()));
        return;
      }
    }
  }

  private void count(int size, String noun) {
    if (size > 1) {
      page.put(Numbers.count(size, noun)).put(" like this, ");
    }
  }

  /** What runs on it or is queued in it, by edges and by its scope, each once. */
  private Set<Entity> tasks(Entity executor) {
    Set<Entity> tasks = new LinkedHashSet<>();
    for (Edge edge : scene.graph.to(executor.id())) {
      if (edge.kind() == EdgeKind.RUNS_ON) {
        tasks.add(scene.graph.entity(edge.from()));
      }
    }
    for (Scope scope : scopesOf(executor)) {
      for (String id : scope.members()) {
        Entity member = scene.graph.entity(id);
        if (member != null) {
          tasks.add(member);
        }
      }
    }
    return tasks;
  }

  /** The scopes that this executor is; looked up once for all executors. */
  private List<Scope> scopesOf(Entity executor) {
    if (scopes == null) {
      scopes = new HashMap<>();
      for (Scope scope : scene.graph.scopes()) {
        if (scope.entity() != null) {
          List<Scope> known = scopes.get(scope.entity());
          if (known == null) {
            known = new ArrayList<>(1);
            scopes.put(scope.entity(), known);
          }
          known.add(scope);
        }
      }
    }
    return scopes.getOrDefault(executor.id(), List.of());
  }

  /** Scopes that are neither a process nor an executor, which have sections of their own. */
  void scopes(String process) throws IOException {
    boolean any = false;
    for (Scope scope : scene.graph.scopes()) {
      if (scope.kind().equals("process")
          || scope.kind().equals("executor")
          || (process != null && !process.equals(scope.process()))) {
        continue;
      }
      if (!any) {
        page.heading("Scopes").nl();
        any = true;
      }
      page.raw(scope.kind());
      Entity entity = scope.entity() == null ? null : scene.graph.entity(scope.entity());
      if (entity != null) {
        page.put(" ");
        scene.names.of(entity);
      } else if (!scope.name().isEmpty()) {
        page.put(" ").name(scope.name());
      }
      page.nl();
      members(scope);
    }
    if (any) {
      page.nl();
    }
  }

  private void members(Scope scope) throws IOException {
    Entities members = new Entities(scene.graph);
    for (String id : scope.members()) {
      Entity member = scene.graph.entity(id);
      if (member != null) {
        members.add(member);
      }
    }
    for (TaskGroup group : new TaskGroups(scene).group(members)) {
      page.put("\t- ");
      count(group.members().size(), "task");
      scene.names.some(group.members());
      scene.reasons.where(group.example());
      page.nl();
    }
  }
}
