package dev.peeps.layout;

import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import dev.peeps.graph.GraphNotice;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.heap.Heap;
import dev.peeps.heap.HeapClass;
import dev.peeps.heap.HeapObject;
import dev.peeps.heap.Notice;
import dev.peeps.heap.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Applies layouts to the picture of one process.
 *
 * <p>Nothing is concluded from what was not seen: an unknown field, an incomplete record or an
 * object without a record is neither the beginning nor the end of an edge, and a wait for one of
 * several is left out unless all of them were seen.
 */
public final class GraphReader {
  /** With fewer entities, a thread more costs as much as it saves. */
  private static final int LARGE = 5000;

  private final Run run;
  private final ProcessInfo process;
  private boolean looked;
  private final List<GraphNotice> deepNotices = new ArrayList<>();

  private GraphReader(Run run, ProcessInfo process) {
    this.run = run;
    this.process = process;
  }

  /**
   * Adds the entities, edges, scopes and notices of one process, and the process itself, to a
   * graph.
   *
   * <p>Cost: linear in the threads and in the objects that a layout names; about 300 bytes for each
   * entity. What a layout asks beyond 200 million steps is left out, and a notice says so.
   */
  public static void read(Heap heap, Layouts layouts, ProcessInfo process, Graph.Builder into) {
    read(heap, layouts, process, into, (DeepLook) null);
  }

  /**
   * The same, with the whole heap at hand: what is garbage is left out, and of what something waits
   * for it is told whether anybody can still bring it ({@code liveness}).
   *
   * @param deep null when there is nothing to look deeper into, as with a cut; it is asked only
   *     when something waits for what nobody is known to bring, or may be garbage
   */
  public static void read(
      Heap heap, Layouts layouts, ProcessInfo process, Graph.Builder into, DeepLook deep) {
    GraphReader reader =
        new GraphReader(new Run(heap, layouts.within(heap), process.id()), process);
    reader.collect();
    Liveness liveness = deep == null ? null : reader.look(deep);
    reader.looked = liveness != null;
    into.process(liveness == null ? process : reader.with(liveness.facts()));
    reader.write(into);
    long garbage = liveness == null ? 0 : liveness.garbage();
    if (garbage > 0) {
      reader.notice(
          into,
          "garbage",
          garbage,
          "Nothing refers to them any more, and no collection has taken them away yet: left out.");
    }
    for (GraphNotice notice : reader.deepNotices) {
      into.notice(notice);
    }
  }

  /**
   * The same, of a live JVM that can be asked.
   *
   * @param live asked only when somebody waits for what nobody is known to bring
   */
  public static void read(
      Heap heap, Layouts layouts, ProcessInfo process, Graph.Builder into, LiveLook live) {
    read(heap, layouts, process, into, live, LARGE);
  }

  /**
   * The same.
   *
   * @param large with more entities, two threads are at work
   */
  static void read(
      Heap heap,
      Layouts layouts,
      ProcessInfo process,
      Graph.Builder into,
      LiveLook live,
      int large) {
    GraphReader reader =
        new GraphReader(new Run(heap, layouts.within(heap), process.id()), process);
    reader.collect();
    boolean two = reader.run.drafts.all().size() > large;
    MadeAhead ahead = two ? MadeAhead.begin(reader.run, live) : null;
    Map<String, String> facts = reader.ask(two ? ahead : live);
    if (two) {
      ahead.await();
    }
    into.process(facts.isEmpty() ? process : reader.with(facts));
    reader.write(into);
    for (GraphNotice notice : reader.deepNotices) {
      into.notice(notice);
    }
  }

  private Map<String, String> ask(LiveLook live) {
    if (run.edges.pending().isEmpty() || !live.isAllowed()) {
      return Map.of();
    }
    LiveLiveness liveness = new LiveLiveness(run);
    if (liveness.isNeeded() && !liveness.compute(live)) {
      deepNotices.add(
          new GraphNotice(
              process.id(),
              "reachability-unknown",
              0,
              "Whether anybody can still bring what is waited for was not looked into: "
                  + liveness.problem()
                  + "."));
    }
    if (liveness.unfinished() > 0) {
      deepNotices.add(
          new GraphNotice(
              process.id(),
              "reachability-unknown",
              liveness.unfinished(),
              "Whether anybody can still bring them was not looked into to the end: "
                  + liveness.problem()
                  + "."));
    }
    sayBringers(liveness.bringersProblem());
    long unasked = liveness.unasked();
    if (unasked > 0) {
      deepNotices.add(
          new GraphNotice(
              process.id(),
              "reachability-unknown",
              unasked,
              "Virtual threads that wait, too many to be looked at again: taken for such as go on."));
    }
    return liveness.facts();
  }

  private void sayBringers(String problem) {
    if (!problem.isEmpty()) {
      deepNotices.add(
          new GraphNotice(
              process.id(),
              "bringers-unknown",
              0,
              "Whether what is waited for has to come from outside was not looked into: "
                  + problem
                  + "."));
    }
  }

  /** Null when the whole heap was not read. */
  private Liveness look(DeepLook deep) {
    Liveness liveness = new Liveness(run);
    if (!liveness.isNeeded()) {
      return null;
    }
    if (deep.isAllowed() && liveness.compute(deep)) {
      sayBringers(liveness.bringersProblem());
      return liveness;
    }
    long unknown = liveness.unknown();
    String why = deep.isAllowed() ? liveness.problem() + "." : deep.advice();
    String text =
        unknown == 0
            ? "Whether anybody can still bring what is waited for was not looked into: " + why
            : "Some of what is shown may be garbage, which was not looked into: " + why;
    deepNotices.add(new GraphNotice(process.id(), "reachability-unknown", unknown, text));
    return null;
  }

  private ProcessInfo with(Map<String, String> more) {
    Map<String, String> facts = new LinkedHashMap<>(process.facts());
    facts.putAll(more);
    return new ProcessInfo(
        process.id(), process.pid(), process.name(), facts, process.complete() || isWhole());
  }

  private void collect() {
    Frames frames = new Frames(run);
    frames.threads();
    // Before the objects: of two equal edges the first stays, and a frame knows a better reason
    // ("wants to write") than a queue.
    frames.rules();
    for (HeapClass type : run.heap.classes()) {
      ClassPlan plan = run.planOf(type);
      if (!plan.blocks.isEmpty()) {
        run.heap.forEachInstance(type, new Objects(run, plan));
      }
    }
    run.edges.drain();
    new Monitors(run).read();
    new Carriers(run).read();
    new Knowers(run).read();
  }

  private void write(Graph.Builder into) {
    run.edges.showTargets();
    boolean anyLogical = anyLogical(run);
    List<Draft> drafts = run.drafts.all();
    for (int i = 0; i < drafts.size(); i++) {
      Draft draft = drafts.get(i);
      if (draft.shown()) {
        Entity made = draft.made();
        into.entity(
            made != null ? made : draft.entity(anyLogical ? logical(draft, run) : List.of()));
      }
    }
    run.edges.into(into);
    run.scopes.into(into, process.id());
    notices(into);
  }

  /** Whether any object of the heap has a logical stack: most programs have none. */
  static boolean anyLogical(Run run) {
    for (HeapClass type : run.heap.classes()) {
      if (run.planOf(type).logical()) {
        return true;
      }
    }
    return false;
  }

  /** The logical stack of an entity; empty when it has none. */
  static List<String> logical(Draft draft, Run run) {
    long begin = draft.logical == 0 ? draft.object : draft.logical;
    HeapObject object = begin == 0 ? null : run.object(begin);
    return object == null ? List.of() : LogicalStack.of(object, run);
  }

  /** The reader of the file could not tell; now it is known. */
  private boolean isSettled(Notice notice) {
    return looked && notice.code().equals("reachability-unknown");
  }

  /** Whether nothing that the reader of the file missed is missing now. */
  private boolean isWhole() {
    if (!looked) {
      return false;
    }
    for (Notice notice : run.heap.notices()) {
      if (!isSettled(notice)) {
        return false;
      }
    }
    return true;
  }

  private void notices(Graph.Builder into) {
    for (Notice notice : run.heap.notices()) {
      if (isSettled(notice)) {
        continue;
      }
      String detail = notice.detail().isEmpty() ? notice.code() : notice.detail();
      notice(into, notice.code(), notice.count(), detail);
    }
    Map<String, Long> unknown = new LinkedHashMap<>();
    for (Draft draft : run.drafts.all()) {
      if (draft.unknown != null && draft.needed) {
        String text = draft.type + " " + draft.unknown;
        Long before = unknown.get(text);
        unknown.put(text, before == null ? 1L : before + 1);
      }
    }
    for (Map.Entry<String, Long> entry : unknown.entrySet()) {
      notice(into, "owner-unknown", entry.getValue(), entry.getKey());
    }
    if (run.partialChoices > 0) {
      notice(
          into,
          "alternatives-unseen",
          run.partialChoices,
          "Waits for one of several things were left out, since not all of them were seen.");
    }
    if (run.edges.movedOn() > 0) {
      notice(
          into,
          "moved-on",
          run.edges.movedOn(),
          "Threads that were queued when the objects were looked at ran when the stacks were.");
    }
    layoutMistakes(into);
    if (run.outOfSteps()) {
      notice(
          into,
          "layout-budget",
          0,
          "The layouts asked for more steps than allowed; the rest is left out.");
    }
  }

  /** Layouts of others may not fit the classes that are there. */
  private void layoutMistakes(Graph.Builder into) {
    otherVersions(into);
    if (!run.layouts.hasOthers()) {
      return;
    }
    HeapChecks checks = new HeapChecks(run.heap, run.layouts, run.mistakes);
    checks.blocks();
    for (Problem problem : run.mistakes.problems()) {
      notice(into, "layout-problem", 1, problem.toString());
    }
    if (run.layouts.trial()) {
      checks.rules();
      for (Problem note : run.mistakes.notes()) {
        notice(into, "layout-note", 1, note.toString());
      }
    }
  }

  /** A library may be of a version that its layout does not know. */
  private void otherVersions(Graph.Builder into) {
    for (Layout file : run.layouts.files()) {
      if (file.runtime) {
        List<String> missing = new HeapChecks(run.heap, run.layouts, run.mistakes).missing(file);
        if (!missing.isEmpty()) {
          String first = String.join(", ", missing.subList(0, Math.min(5, missing.size())));
          notice(
              into,
              "layout-version",
              missing.size(),
              "Fields that the layout "
                  + file.name
                  + " reads are not in the classes of this process, so it is of a version that the"
                  + " layout does not know, and what hangs on them is not seen: "
                  + first
                  + (missing.size() > 5 ? ", ..." : ""));
        }
      }
    }
  }

  private void notice(Graph.Builder into, String code, long count, String text) {
    into.notice(new GraphNotice(process.id(), code, count, text));
  }

  /** Runs the statements of a class for each of its objects. */
  private static final class Objects implements LongConsumer {
    private final Run run;
    private final ClassPlan plan;
    private final Env env;

    Objects(Run run, ClassPlan plan) {
      this.run = run;
      this.plan = plan;
      this.env = new Env(run);
    }

    @Override
    public void accept(long id) {
      HeapObject object = plan.kind == null ? null : run.object(id);
      Draft draft = object == null ? null : run.drafts.entity(object, plan);
      env.begin(Value.reference(id), draft == null ? null : draft.thread, draft);
      plan.run(env);
    }
  }
}
