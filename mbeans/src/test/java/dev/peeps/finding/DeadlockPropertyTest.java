package dev.peeps.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.finding.Schedules.Thing;
import dev.peeps.finding.Schedules.ThingKind;
import dev.peeps.finding.Schedules.Worker;
import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Evidence;
import dev.peeps.graph.Graph;
import dev.peeps.graph.TestGraph;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** What is called a deadlock finishes in no schedule, and whatever finishes in none is found. */
class DeadlockPropertyTest {

  @Property(tries = 3000)
  @StatisticsReport(StatisticsReportMode.OFF)
  void whatIsFoundIsWhatFinishesInNoSchedule(
      @ForAll @Size(min = 10, max = 60) List<@IntRange(max = 999) Integer> choices) {
    Schedules machine = machine(choices);
    machine.play();

    Set<String> found = new HashSet<>();
    for (Finding finding : Findings.standard().find(graph(machine).build())) {
      if (KnotFindings.isKnot(finding.kind()) || finding.kind() == FindingKind.ABANDONED) {
        found.addAll(finding.tasks());
      }
    }

    assertThat(found).isEqualTo(neverFinish(machine));
    Statistics.label("deadlocked").collect(!found.isEmpty());
    Statistics.label("deadlocked").coverage(seen -> seen.check(true).percentage(p -> p > 15));
    Statistics.label("deadlocked").coverage(seen -> seen.check(false).percentage(p -> p > 15));
  }

  /** Each finding stands alone: were everybody outside its core let go, the core would not be. */
  @Property(tries = 1500)
  void eachCoreIsStuckByItself(
      @ForAll @Size(min = 10, max = 60) List<@IntRange(max = 999) Integer> choices) {
    Schedules machine = machine(choices);
    TestGraph built = graph(machine);
    Graph graph = built.build();
    for (Finding finding : knots(graph)) {
      Schedules alone = machine(choices);
      for (int worker = 0; worker < alone.workers.size(); worker++) {
        if (!finding.culprits().contains(built.id("w" + worker))) {
          alone.workers.get(worker).timed = true;
        }
      }
      for (int thing = 0; thing < alone.things.size(); thing++) {
        Thing each = alone.things.get(thing);
        if (each.isFuture() && !finding.culprits().contains(built.id("t" + thing))) {
          each.threads.clear();
          each.sources.clear();
        }
      }
      alone.play();

      assertThat(neverFinish(alone)).containsAll(tasks(finding, graph));
    }
  }

  /** The chain is a way round: each entity leads to the next, and the last to the first. */
  @Property(tries = 1000)
  void theChainIsACircleOfWaits(
      @ForAll @Size(min = 10, max = 60) List<@IntRange(max = 999) Integer> choices) {
    Graph graph = graph(machine(choices)).build();
    for (Finding finding : knots(graph)) {
      List<String> chain = finding.chain();
      assertThat(chain).doesNotHaveDuplicates().isNotEmpty();
      for (int place = 0; place < chain.size(); place++) {
        String next = chain.get((place + 1) % chain.size());
        assertThat(graph.from(chain.get(place))).anyMatch(edge -> edge.to().equals(next));
      }
      assertThat(finding.tasks()).doesNotHaveDuplicates().containsAll(tasks(finding, graph));
      assertThat(finding.summary()).startsWith(finding.kind().word() + ": ").doesNotContain("null");
    }
  }

  /**
   * The same graph again proves each finding; a graph where nobody waits any more drops them all.
   */
  @Property(tries = 500)
  void confirmationKeepsWhatIsThereAndDropsWhatIsNot(
      @ForAll @Size(min = 10, max = 60) List<@IntRange(max = 999) Integer> choices) {
    Graph graph = graph(machine(choices)).build();
    List<Finding> findings = knots(graph);

    assertThat(Confirmation.confirm(findings, graph, graph))
        .hasSameSizeAs(findings)
        .allMatch(finding -> finding.certainty() == Certainty.PROVED);

    Graph.Builder idle = new Graph.Builder();
    graph.processes().forEach(idle::process);
    Confirmation later = Confirmation.of(findings, graph, idle.build());
    for (Finding finding : later.findings()) {
      if (!KnotFindings.isKnot(finding.kind())) {
        continue;
      }
      assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
      assertThat(finding.culprits()).allMatch(id -> !isThread(graph.entity(id)));
    }
    assertThat(later.findings().isEmpty() && later.notices().isEmpty())
        .isEqualTo(findings.isEmpty());
  }

  private static List<String> tasks(Finding finding, Graph graph) {
    List<String> tasks = new ArrayList<>(finding.culprits());
    tasks.removeIf(id -> !graph.entity(id).kind().isTask());
    return tasks;
  }

  /** Deadlocks and their like; that a future is lost is another detector's to say. */
  private static List<Finding> knots(Graph graph) {
    List<Finding> knots = new ArrayList<>();
    for (Finding finding : Findings.standard().find(graph)) {
      if (KnotFindings.isKnot(finding.kind())) {
        knots.add(finding);
      }
    }
    return knots;
  }

  private static boolean isThread(Entity entity) {
    return entity.kind() == EntityKind.THREAD;
  }

  private static Set<String> neverFinish(Schedules machine) {
    TestGraph ids = graph(machine);
    Set<String> never = new HashSet<>();
    for (int worker = 0; worker < machine.workers.size(); worker++) {
      if (!machine.finishes(worker) && !machine.workers.get(worker).ended) {
        never.add(ids.id("w" + worker));
      }
    }
    for (int thing = 0; thing < machine.things.size(); thing++) {
      if (machine.things.get(thing).isFuture() && !machine.completes(thing)) {
        never.add(ids.id("t" + thing));
      }
    }
    return never;
  }

  /** Up to five threads and five things; the numbers decide, and small ones mean little. */
  private static Schedules machine(List<Integer> choices) {
    Iterator<Integer> next = choices.iterator();
    Schedules machine = new Schedules();
    int workers = 1 + draw(next, 5);
    int things = draw(next, 6);
    for (int thing = 0; thing < things; thing++) {
      machine.things.add(new Thing(ThingKind.values()[draw(next, 6)]));
    }
    for (int index = 0; index < workers; index++) {
      Worker worker = new Worker();
      machine.workers.add(worker);
      int way = draw(next, 10);
      worker.timed = way == 9;
      worker.ended = draw(next, 12) == 11;
      if (way == 8) {
        worker.joins = draw(next, workers);
      } else if (way > 1 && things > 0) {
        worker.waitsFor = draw(next, things);
      }
    }
    for (Thing thing : machine.things) {
      addDistinct(thing.threads, next, workers);
      if (thing.isFuture() && thing.kind != ThingKind.QUEUED) {
        List<Integer> sources = new ArrayList<>();
        addDistinct(sources, next, things);
        sources.removeIf(source -> !machine.things.get(source).isFuture());
        thing.sources.addAll(sources);
      }
    }
    return machine;
  }

  private static void addDistinct(List<Integer> into, Iterator<Integer> next, int bound) {
    int count = draw(next, 4);
    for (int i = 0; i < count; i++) {
      int value = draw(next, bound);
      if (!into.contains(value)) {
        into.add(value);
      }
    }
  }

  private static int draw(Iterator<Integer> next, int bound) {
    return next.hasNext() ? next.next() % bound : 0;
  }

  private static TestGraph graph(Schedules machine) {
    TestGraph graph = new TestGraph();
    for (int worker = 0; worker < machine.workers.size(); worker++) {
      graph.threads("w" + worker);
      if (machine.workers.get(worker).ended) {
        graph.with("w" + worker).state("TERMINATED").stack(List.of());
      }
    }
    for (int thing = 0; thing < machine.things.size(); thing++) {
      ThingKind kind = machine.things.get(thing).kind;
      if (kind == ThingKind.QUEUED) {
        graph.things(
            EntityKind.EXECUTOR, "java.util.concurrent.ThreadPoolExecutor", "pool" + thing);
      }
      if (kind == ThingKind.FULL) {
        graph.things(EntityKind.CHANNEL, "java.util.concurrent.ArrayBlockingQueue", "t" + thing);
        graph.with("t" + thing).state("full");
      } else if (machine.things.get(thing).isFuture()) {
        graph.futures("t" + thing);
      } else {
        graph.locks("t" + thing);
      }
    }
    for (int index = 0; index < machine.workers.size(); index++) {
      Worker worker = machine.workers.get(index);
      if (worker.ended) {
        continue;
      }
      if (worker.waitsFor >= 0) {
        add(graph, "w" + index, "t" + worker.waitsFor, EdgeKind.NEEDS, null, worker.timed);
      } else if (worker.joins >= 0) {
        add(graph, "w" + index, "w" + worker.joins, EdgeKind.NEEDS, null, worker.timed);
      }
    }
    for (int index = 0; index < machine.things.size(); index++) {
      Thing thing = machine.things.get(index);
      boolean any = thing.kind != ThingKind.ALL_OF && thing.kind != ThingKind.LOCK;
      boolean held = thing.kind == ThingKind.LOCK || thing.kind == ThingKind.PERMIT;
      EdgeKind kind = held ? EdgeKind.HELD_BY : EdgeKind.PROVIDED_BY;
      String owed = "t" + index;
      if (thing.kind == ThingKind.QUEUED) {
        add(graph, owed, "pool" + index, EdgeKind.PROVIDED_BY, null, false);
        owed = "pool" + index;
      }
      for (int worker : thing.threads) {
        add(graph, owed, "w" + worker, kind, any ? "any" : null, false);
      }
      for (int source : thing.sources) {
        add(graph, "t" + index, "t" + source, EdgeKind.NEEDS, any ? "any" : null, false);
      }
    }
    return graph;
  }

  private static void add(
      TestGraph graph, String from, String to, EdgeKind kind, String choice, boolean timed) {
    graph.edge(new Edge(graph.id(from), graph.id(to), kind, Evidence.EXACT, "", choice, timed));
  }
}
