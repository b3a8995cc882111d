package dev.peeps.layout;

import dev.peeps.graph.EdgeKind;
import dev.peeps.heap.HeapFrame;
import dev.peeps.heap.HeapThread;
import dev.peeps.heap.reach.Level;
import dev.peeps.heap.reach.LiveField;
import dev.peeps.heap.reach.LiveReach;
import dev.peeps.heap.reach.Suspects;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@link Liveness} of a live JVM: it is asked about what somebody waits for and nobody is known to
 * bring. Most programs that are well wait for nothing of the kind, and are not asked.
 */
final class LiveLiveness {
  private static final String SOME_FIELD = "a static field of the application (--deep says which)";

  private final Run run;
  private final List<Draft> awaited = new ArrayList<>();

  /** Null where nobody waits with a limit. */
  private final LimitedWaiters limited;

  /** What is waited for with a limit, by who holds up others. */
  private final List<Draft> limitedThings;

  private boolean worth;

  /** Somebody waits for what is no matter while others run, and what is wrong when nobody does. */
  private boolean suspicious;

  private long unfinished;
  private String problem = "";
  private String bringersProblem = "";
  private Map<String, String> facts = Map.of();

  LiveLiveness(Run run) {
    this.run = run;
    BitSet answered = new BitSet();
    BitSet neededThreads = new BitSet();
    BitSet asked = new BitSet();
    for (Edges.Pending edge : run.edges.pending()) {
      if (edge.kind.isBlocking()) {
        answered.set(edge.from.number);
      }
      if (edge.kind == EdgeKind.NEEDS && !edge.from.idle) {
        neededThreads.set(edge.to.number);
      }
    }
    boolean anyLimit = false;
    for (Edges.Pending edge : run.edges.pending()) {
      anyLimit |= LimitedWaiters.isLimited(edge);
      if (isOpen(edge) && !answered.get(edge.to.number)) {
        if (!asked.get(edge.to.number)) {
          asked.set(edge.to.number);
          awaited.add(edge.to);
        }
        boolean innocent = !worth && isInnocent(edge, neededThreads);
        worth = worth || !innocent;
        suspicious = suspicious || innocent;
      }
    }
    worth = worth || (suspicious && Standstill.isSeen(run));
    limited = anyLimit ? new LimitedWaiters(run) : null;
    limitedThings = new LimitedThings(run).unanswered(answered, asked);
    worth |= !limitedThings.isEmpty();
  }

  private static boolean isOpen(Edges.Pending edge) {
    return !edge.timed() && mayBeBrought(edge);
  }

  /** True for a wait, with a limit or without, for what somebody may bring. */
  static boolean mayBeBrought(Edges.Pending edge) {
    if (edge.kind != EdgeKind.NEEDS || edge.from.idle || edge.to.object == 0) {
      return false;
    }
    if (edge.to.thread != null || Edges.goesOn(edge)) {
      return false;
    }
    switch (edge.to.kind) {
      case FUTURE:
      case COROUTINE:
      case SUBSCRIBER:
      case LATCH:
      case SEMAPHORE:
      case CHANNEL:
      case LOCK:
      case CUSTOM:
        return true;
      default:
        return false;
    }
  }

  /**
   * True for a wait that may be meant to have no end, whatever the search would say: a main method
   * that keeps the program alive, a consumer for which nobody waits.
   */
  private static boolean isInnocent(Edges.Pending edge, BitSet neededThreads) {
    HeapThread waiter = edge.from.thread;
    if (waiter == null) {
      return false;
    }
    switch (edge.to.kind) {
      case CHANNEL:
        boolean brings = edge.to.state.equals("full") || edge.from.has("brings");
        return !brings && !neededThreads.get(edge.from.number);
      default:
        return isMain(waiter.frames());
    }
  }

  /** True when only its outermost frame is not the JDK's, and is a main method. */
  static boolean isMain(List<HeapFrame> frames) {
    int last = frames.size() - 1;
    if (last < 0 || !frames.get(last).method().equals("main")) {
      return false;
    }
    for (int i = 0; i < last; i++) {
      if (!FrameRules.isJdk(frames.get(i).className())) {
        return false;
      }
    }
    return true;
  }

  /** Whether the JVM should be asked at all. */
  boolean isNeeded() {
    return worth || asksAgain();
  }

  private boolean asksAgain() {
    return limited != null && limited.isWorthIt();
  }

  /** Asks, and puts the answer on the entities. False when there was none. */
  boolean compute(LiveLook look) {
    if (worth && !ask(look)) {
      return false;
    }
    if (asksAgain() && look.isAllowed()) {
      try {
        String why = new LimitedLiveness(run, limited).ask(look);
        if (!why.isEmpty()) {
          unfinished += limited.things().size();
          problem = why;
        }
      } catch (IOException e) {
        problem = String.valueOf(e.getMessage());
        return false;
      }
    }
    return true;
  }

  private boolean ask(LiveLook look) {
    Suspects suspects = new Suspects(new Blockers(run, null));
    new Waiting(run).tellWaits(suspects);
    long unasked = 0;
    for (Draft draft : awaited) {
      unasked += suspects.ask(draft.object) ? 0 : 1;
    }
    for (Draft draft : limitedThings) {
      suspects.ask(draft.object);
    }
    LiveReach answer;
    try {
      answer = look.ask(suspects);
    } catch (IOException e) {
      problem = String.valueOf(e.getMessage());
      return false;
    }
    facts = new LinkedHashMap<>(answer.facts());
    if (!answer.isKnown()) {
      problem = why(answer);
      return false;
    }
    OtherHolders holders = new OtherHolders(run);
    Keepers keepers = new Keepers();
    boolean applicationRuns = new LiveRunners(run).applicationRuns(answer, keepers);
    if (answer.knowsThreads()) {
      facts.put("applicationRuns", Boolean.toString(applicationRuns));
    }
    for (Draft draft : awaited) {
      LiveField field = answer.field(draft.object);
      boolean used = field == null || field.isHooked() || keepers.use(field.owner());
      judge(draft, answer, holders, applicationRuns || used);
      if (answer.isPending(draft.object)) {
        draft.attribute(OwnAttributes.PENDING_AFTERWARDS, true);
      }
      unfinished += answer.level(draft.object) == Level.UNKNOWN ? 1 : 0;
    }
    OnlyQueued.add(run, awaited, answer);
    problem = unfinished > unasked ? why(answer) : unasked > 0 ? Unsearched.TOO_MANY : "";
    findBringers(look, answer);
    return true;
  }

  private String why(LiveReach answer) {
    return Unsearched.why(answer, run.heap.info().number("usedHeap"));
  }

  private void findBringers(LiveLook look, LiveReach answer) {
    List<Draft> things = new ArrayList<>(awaited);
    things.addAll(limitedThings);
    Bringers bringers = Bringers.of(run, things, new Answer(answer));
    if (bringers.isNeeded()) {
      bringers.find(new LiveSearch(look));
      bringersProblem = bringers.problem();
    }
  }

  /** Why it was not found out who brings it; empty when it was, or nobody asked. */
  String bringersProblem() {
    return bringersProblem;
  }

  private static void judge(
      Draft draft, LiveReach answer, OtherHolders holders, boolean fieldIsUsed) {
    switch (answer.level(draft.object)) {
      case LIVE:
        draft.attribute(OwnAttributes.LIVENESS, Liveness.REACHED);
        break;
      case STATIC:
        LiveField field = answer.field(draft.object);
        draft.attribute(
            OwnAttributes.LIVENESS, fieldIsUsed ? Liveness.STATIC : Liveness.UNUSED_STATIC);
        draft.attribute(OwnAttributes.HELD_BY, field == null ? SOME_FIELD : field.words());
        break;
      case SHUTDOWN:
        draft.attribute(OwnAttributes.LIVENESS, Liveness.SHUTDOWN);
        break;
      case WEAK:
        draft.attribute(OwnAttributes.LIVENESS, Liveness.WEAK);
        break;
      case QUEUED:
        draft.attribute(OwnAttributes.LIVENESS, Liveness.QUEUED);
        break;
      case WAITERS:
        draft.attribute(OwnAttributes.LIVENESS, Liveness.UNREACHED);
        if (!holders.tell(draft, answer.holders(draft.object))
            && (!answer.holdersKnown() || answer.stuck() > holders.waiters(draft))) {
          // A stuck thread may hold it through other objects.
          draft.attribute(OwnAttributes.HOLDERS_UNKNOWN, true);
        }
        break;
      default:
        break; // nothing is said of what is not known
    }
  }

  /** Of how many things it is not known whether a static field has them: the search was stopped. */
  long unfinished() {
    return unfinished;
  }

  /** Why there was no answer, or none for some. */
  String problem() {
    return problem;
  }

  /** How many waiting threads the JVM did not look at again. */
  long unasked() {
    String count = facts.get("reachUnasked");
    try {
      return count == null ? 0 : Long.parseLong(count);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** What there is to say about the process. */
  Map<String, String> facts() {
    return facts;
  }

  /** Asks the JVM again, as long as the budget for pauses lasts. */
  private final class LiveSearch implements Bringers.Search {
    private final LiveLook look;
    private String problem = "";

    LiveSearch(LiveLook look) {
      this.look = look;
    }

    @Override
    public Bringers.Found without(List<Long> asleep) {
      if (!look.isAllowed()) {
        problem = Unsearched.USED_UP;
        return null;
      }
      Suspects suspects = new Suspects(new Blockers(run, null));
      new Waiting(run, /* concluding= */ true).tellWaits(suspects);
      boolean all = true;
      for (long thread : asleep) {
        all &= suspects.call(thread);
      }
      if (!all) {
        problem = Unsearched.TOO_MANY;
        return null;
      }
      for (Draft draft : awaited) {
        suspects.ask(draft.object);
      }
      for (Draft draft : limitedThings) {
        suspects.ask(draft.object);
      }
      try {
        LiveReach answer = look.ask(suspects);
        problem = why(answer);
        return isWhole(answer) ? new Answer(answer) : null;
      } catch (IOException e) {
        problem = String.valueOf(e.getMessage());
        return null;
      }
    }

    private boolean isWhole(LiveReach answer) {
      for (Draft draft : awaited) {
        if (answer.level(draft.object) == Level.UNKNOWN) {
          return false;
        }
      }
      return true;
    }

    @Override
    public String problem() {
      return problem;
    }
  }

  private static final class Answer implements Bringers.Found {
    private final LiveReach answer;

    Answer(LiveReach answer) {
      this.answer = answer;
    }

    @Override
    public Level level(long object) {
      return answer.level(object);
    }
  }
}
