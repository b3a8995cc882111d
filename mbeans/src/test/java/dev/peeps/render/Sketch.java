package dev.peeps.render;

import dev.peeps.finding.Certainty;
import dev.peeps.finding.Finding;
import dev.peeps.finding.FindingKind;
import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.EntityBuilder;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Evidence;
import dev.peeps.graph.Graph;
import dev.peeps.graph.GraphNotice;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.graph.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A few words in which the tests draw graphs. */
final class Sketch {
  static final String REENTRANT = "java.util.concurrent.locks.ReentrantLock";
  static final List<String> PARKED =
      List.of(
          "jdk.internal.misc.Unsafe.park(Native Method)",
          "java.util.concurrent.locks.LockSupport.park(LockSupport.java:221)",
          "java.util.concurrent.locks.ReentrantLock.lock(ReentrantLock.java:322)");

  final Graph.Builder builder = new Graph.Builder();
  final List<Finding> findings = new ArrayList<>();
  private final String process;

  Sketch(long pid, String name, boolean complete, Map<String, String> more) {
    this.process = Long.toString(pid);
    Map<String, String> facts = new TreeMap<>();
    facts.put("java.vm.name", "OpenJDK 64-Bit Server VM");
    facts.put("java.vm.version", "25.0.3+9-LTS");
    facts.put("startMillis", "1795300000000");
    facts.put("uptimeMillis", "11541000");
    facts.put("pauseNanos", "23140000");
    facts.put("safepointNanos", "412000");
    facts.put("totalNanos", "61200000");
    facts.put("walk", "narrow");
    facts.put("objects", "1204");
    facts.put("bytes", "311204");
    facts.put("threads", "38");
    facts.putAll(more);
    builder.process(new ProcessInfo(process, pid, name, facts, complete));
  }

  static Sketch of(String name) {
    return new Sketch(4711, name, true, Map.of());
  }

  String id(String local) {
    return local.contains("/") ? local : process + "/" + local;
  }

  Sketch thread(int tid, String name, String state, List<String> stack) {
    return thread(tid, EntityKind.THREAD, name, state, stack, entity -> entity);
  }

  Sketch virtual(int tid, String name, String state, List<String> stack) {
    return thread(tid, EntityKind.VIRTUAL_THREAD, name, state, stack, entity -> entity);
  }

  Sketch idle(int tid, String name, List<String> stack) {
    return thread(tid, EntityKind.THREAD, name, "WAITING", stack, entity -> entity.idle(true));
  }

  private Sketch thread(
      int tid,
      EntityKind kind,
      String name,
      String state,
      List<String> stack,
      UnaryOperator<EntityBuilder> more) {
    EntityBuilder entity =
        new EntityBuilder(id("thread-" + tid), process, kind)
            .type(kind == EntityKind.THREAD ? "java.lang.Thread" : "java.lang.VirtualThread")
            .name(name)
            .state(state)
            .attribute("tid", (long) tid)
            .stack(stack);
    if (kind == EntityKind.THREAD) {
      entity
          .attribute("nid", "0x" + Integer.toHexString(0x1000 + tid))
          .attribute("daemon", tid % 2 == 0);
    }
    builder.entity(more.apply(entity).build());
    return this;
  }

  Sketch thing(String local, EntityKind kind, String type, UnaryOperator<EntityBuilder> more) {
    builder.entity(more.apply(new EntityBuilder(id(local), process, kind).type(type)).build());
    return this;
  }

  Sketch lock(String local, String type) {
    return thing(local, EntityKind.LOCK, type, entity -> entity);
  }

  Sketch needs(String from, String to) {
    return edge(from, EdgeKind.NEEDS, to, "");
  }

  Sketch held(String from, String to, String reason) {
    return edge(from, EdgeKind.HELD_BY, to, reason);
  }

  Sketch edge(String from, EdgeKind kind, String to, String reason) {
    builder.edge(Edge.exact(id(from), id(to), kind, reason));
    return this;
  }

  Sketch inferred(String from, EdgeKind kind, String to, String reason) {
    builder.edge(new Edge(id(from), id(to), kind, Evidence.INFERRED, reason, null, false));
    return this;
  }

  Sketch any(String from, EdgeKind kind, String choice, String... targets) {
    for (String to : targets) {
      builder.edge(new Edge(id(from), id(to), kind, Evidence.EXACT, "", choice, false));
    }
    return this;
  }

  Sketch timed(String from, String to) {
    builder.edge(new Edge(id(from), id(to), EdgeKind.NEEDS, Evidence.EXACT, "", null, true));
    return this;
  }

  Sketch scope(String local, String kind, String name, String entity, String... members) {
    List<String> ids = new ArrayList<>();
    for (String member : members) {
      ids.add(id(member));
    }
    builder.scope(
        new Scope(id(local), process, kind, name, entity == null ? null : id(entity), ids));
    return this;
  }

  Sketch notice(String code, long count, String text) {
    builder.notice(new GraphNotice(process, code, count, text));
    return this;
  }

  Sketch deadlock(
      Certainty certainty,
      String summary,
      String site,
      String doubt,
      String[] chain,
      String... tasks) {
    List<String> ids = new ArrayList<>();
    List<String> steps = new ArrayList<>();
    for (String task : tasks) {
      ids.add(id(task));
    }
    for (String step : chain) {
      steps.add(id(step));
    }
    findings.add(
        new Finding(
            FindingKind.DEADLOCK, certainty, summary, ids, steps, ids.subList(0, 1), site, doubt));
    return this;
  }

  static List<String> stack(List<String> top, String... rest) {
    List<String> stack = new ArrayList<>(top);
    stack.addAll(List.of(rest));
    return List.copyOf(stack);
  }
}
