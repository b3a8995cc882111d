package dev.peeps.layout;

import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.EntityKind;
import dev.peeps.heap.HprofException;
import dev.peeps.heap.Reachability;
import dev.peeps.heap.reach.HeldBy;
import dev.peeps.heap.reach.Hooks;
import dev.peeps.heap.reach.Level;
import dev.peeps.heap.reach.NotEnoughMemory;
import dev.peeps.heap.reach.Survey;
import dev.peeps.heap.reach.WholeHeap;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Puts on what is waited for whether anybody can still bring it, and who holds it; leaves out what
 * is garbage. From a whole heap ({@link Survey}).
 *
 * <p>Attributes of an entity that something waits for: {@code liveness}, one of the words below;
 * {@code heldBy}, the way from a root to it; {@code heldByTasks}, the ids of the threads that are
 * the last to refer to it and will never run themselves.
 */
final class Liveness {
  /** A thread that will run can get at it. */
  static final String REACHED = "reached";

  /** Held in a static field only, and some thread runs that may use it. */
  static final String STATIC = "static";

  /** Held in a static field only, and only threads of the JVM's own will run. */
  static final String UNUSED_STATIC = "unused-static";

  /** Only what runs when the JVM ends leads to it. */
  static final String SHUTDOWN = "shutdown";

  /** Only a weak or soft reference leads to it. */
  static final String WEAK = "weak";

  /** Only what is queued leads to it, in executors whose workers will never run. */
  static final String QUEUED = "queued";

  /** Only threads that will never run refer to it, if any. */
  static final String UNREACHED = "unreached";

  /**
   * Only threads that wait for it with a limit refer to it, or a static field that nobody else who
   * runs may use ({@link LimitedWaiters}).
   */
  static final String WAITERS = "waiters";

  private static final int MOST_TRAILS = 300;

  private final Run run;
  private final Map<String, String> facts = new LinkedHashMap<>();
  private final List<Draft> awaited = new ArrayList<>();

  /** What is waited for with a limit, by who holds up others, and nobody is known to bring. */
  private final List<Draft> limitedThings;

  private final Map<Draft, HeldBy> ways = new HashMap<>();
  private String problem = "";
  private String bringersProblem = "";

  Liveness(Run run) {
    this.run = run;
    for (Edges.Pending edge : run.edges.pending()) {
      if (edge.kind == EdgeKind.NEEDS
          && !edge.timed()
          && !edge.from.idle
          && edge.to.object != 0
          && edge.to.thread == null
          && edge.to.kind != EntityKind.SOCKET
          && !edge.to.awaited) {
        edge.to.awaited = true;
        awaited.add(edge.to);
      }
    }
    limitedThings = new LimitedThings(run).unanswered(answered(), asked());
  }

  private BitSet answered() {
    BitSet answered = new BitSet();
    for (Edges.Pending edge : run.edges.pending()) {
      if (edge.kind.isBlocking()) {
        answered.set(edge.from.number);
      }
    }
    return answered;
  }

  private BitSet asked() {
    BitSet asked = new BitSet();
    for (Draft draft : awaited) {
      asked.set(draft.number);
    }
    return asked;
  }

  /** Whether it would tell anything that is not known yet. */
  boolean isNeeded() {
    return !awaited.isEmpty()
        || !limitedThings.isEmpty()
        || unknown() > 0
        || new LimitedWaiters(run).isWorthIt();
  }

  /** How many entities there are of which it is not known whether they are garbage. */
  long unknown() {
    long count = 0;
    for (Draft draft : run.drafts.all()) {
      if (draft.thread == null
          && draft.object != 0
          && run.heap.reachability(draft.object) == Reachability.UNKNOWN) {
        count++;
      }
    }
    return count;
  }

  /**
   * Reads the whole heap and puts on the entities what it says. False when it could not be read.
   */
  boolean compute(DeepLook look) {
    long start = System.nanoTime();
    try {
      WholeHeap heap = look.read();
      if (!heap.whole() || !heap.hasLocals()) {
        problem =
            heap.whole()
                ? "the dump does not say what the frames of threads refer to"
                : "a part of the dump could not be read";
        return false;
      }
      if (!heap.hasVirtualStacks()) {
        problem = "the dump lacks the stacks of virtual threads, as all made before JDK 22";
        return false;
      }
      Waiting waiting = new Waiting(run);
      Survey survey = search(heap, waiting);
      hold(survey, heap);
      judge(survey, heap, waiting.keepers());
      OnlyQueued.add(run, awaited, survey);
      leaveOutGarbage(survey);
      findBringers(survey, heap);
      facts.put("applicationRuns", Boolean.toString(survey.applicationRuns()));
      if (waiting.leansOnConclusions(survey)) {
        facts.put("reachConcluded", "true");
      }
      facts.put("reachObjects", Long.toString(heap.objects()));
      facts.put("reachReferences", Long.toString(heap.references()));
      facts.put("reachPasses", Integer.toString(heap.passes()));
      facts.put("reachMemory", Long.toString(heap.memory()));
      LimitedWaiters limited = new LimitedWaiters(run);
      if (limited.isWorthIt()) {
        survey.discard();
        Waiting without = new Waiting(run, limited);
        Survey again = search(heap, without);
        new LimitedLiveness(run, limited).judge(again, heap, without.keepers());
      }
    } catch (HprofException | NotEnoughMemory e) {
      problem = e.getMessage();
      return false;
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    facts.put("reachMillis", Long.toString(millis));
    return true;
  }

  private Survey search(WholeHeap heap, Waiting waiting) throws NotEnoughMemory {
    Survey survey = search(heap, waiting, false);
    if (survey.leavesToFinalize()) {
      survey.discard();
      survey = search(heap, waiting, true);
    }
    return survey;
  }

  private Survey search(WholeHeap heap, Waiting waiting, boolean finalizes) throws NotEnoughMemory {
    Survey survey = new Survey(heap);
    waiting.tell(survey);
    for (Draft draft : run.drafts.all()) {
      if (draft.object != 0) {
        survey.watch(draft.object);
      }
    }
    if (finalizes) {
      survey.finalizes();
    }
    survey.run();
    return survey;
  }

  private void findBringers(Survey survey, WholeHeap heap) {
    List<Draft> things = new ArrayList<>(awaited);
    things.addAll(limitedThings);
    Bringers bringers = Bringers.of(run, things, new Surveyed(survey));
    if (bringers.isNeeded()) {
      bringers.find(new HeapSearch(run, heap, things));
      bringersProblem = bringers.problem();
    }
  }

  /** Why it was not found out who brings it; empty when it was, or nobody asked. */
  String bringersProblem() {
    return bringersProblem;
  }

  private void judge(Survey survey, WholeHeap heap, Keepers keepers) throws HprofException {
    boolean hooks = false;
    OtherHolders holders = new OtherHolders(run);
    for (Draft draft : awaited) {
      boolean unused = survey.level(draft.object) == Level.STATIC && !survey.applicationRuns();
      if (unused && !hooks) {
        hooks = true;
        for (String name : Hooks.classes(heap)) {
          keepers.add(name);
        }
      }
      HeldBy way = ways.get(draft);
      boolean used = survey.applicationRuns() || way == null || keepers.use(way.owner());
      String word = word(survey.level(draft.object), used);
      if (word != null) {
        draft.attribute(OwnAttributes.LIVENESS, word);
        if (word.equals(UNREACHED)) {
          if (survey.holdersKnown()) {
            holders.tell(draft, survey.holders(draft.object));
          } else {
            draft.attribute(OwnAttributes.HOLDERS_UNKNOWN, true);
          }
          if (survey.wasHandedOut(draft.object)) {
            draft.attribute(OwnAttributes.HANDED_OUT, true);
          }
        }
      }
    }
  }

  private static String word(Level level, boolean used) {
    switch (level) {
      case LIVE:
        return REACHED;
      case STATIC:
        return used ? STATIC : UNUSED_STATIC;
      case SHUTDOWN:
        return SHUTDOWN;
      case WEAK:
        return WEAK;
      case QUEUED:
        return QUEUED;
      case WAITERS:
      case NONE:
        return UNREACHED;
      default:
        return null;
    }
  }

  /** Says who holds what is not simply lost. */
  private void hold(Survey survey, WholeHeap heap) throws HprofException {
    List<Draft> held = new ArrayList<>();
    for (Draft draft : awaited) {
      Level level = survey.level(draft.object);
      boolean isHeld = level.compareTo(Level.WAITERS) < 0;
      if (isHeld && held.size() < MOST_TRAILS) {
        held.add(draft);
      }
    }
    long[] objects = new long[held.size()];
    for (int i = 0; i < objects.length; i++) {
      objects[i] = held.get(i).object;
    }
    List<HeldBy> found = HeldBy.of(survey, heap, objects);
    for (int i = 0; i < objects.length; i++) {
      HeldBy way = found.get(i);
      if (way != null) {
        ways.put(held.get(i), way);
        held.get(i).attribute(OwnAttributes.HELD_BY, Holding.words(way, run));
      }
    }
  }

  private void leaveOutGarbage(Survey survey) {
    for (Draft draft : run.drafts.all()) {
      if (draft.thread == null
          && draft.object != 0
          && !draft.skipped
          && survey.level(draft.object) == Level.NONE) {
        draft.skipped = true;
        draft.garbage = true;
      }
    }
  }

  /** Call it after it is known what is shown: how many entities were left out as garbage. */
  long garbage() {
    long garbage = 0;
    for (Draft draft : run.drafts.all()) {
      garbage += draft.garbage && !draft.shown() ? 1 : 0;
    }
    return garbage;
  }

  /** Why it could not be computed. */
  String problem() {
    return problem;
  }

  /** What there is to say about the process. */
  Map<String, String> facts() {
    return facts;
  }
}
