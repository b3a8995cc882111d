package dev.peeps.layout;

import dev.peeps.heap.HprofException;
import dev.peeps.heap.reach.HeldBy;
import dev.peeps.heap.reach.Hooks;
import dev.peeps.heap.reach.Level;
import dev.peeps.heap.reach.LiveField;
import dev.peeps.heap.reach.LiveReach;
import dev.peeps.heap.reach.Survey;
import dev.peeps.heap.reach.Suspects;
import dev.peeps.heap.reach.WholeHeap;
import java.io.IOException;

/**
 * Puts on what {@link LimitedWaiters} wait for whether anybody else can bring it: the attribute
 * {@code liveness} with the word {@link Liveness#WAITERS} where nobody can.
 */
final class LimitedLiveness {
  private final Run run;
  private final LimitedWaiters limited;
  private final OtherHolders holders;

  LimitedLiveness(Run run, LimitedWaiters limited) {
    this.run = run;
    this.limited = limited;
    this.holders = new OtherHolders(run);
  }

  /**
   * Asks a live JVM.
   *
   * @return why it could not tell; empty when it could
   * @throws IOException when there is no answer
   */
  String ask(LiveLook look) throws IOException {
    Suspects suspects = new Suspects(new Blockers(run, limited));
    new Waiting(run, limited).tellWaits(suspects);
    boolean all = true;
    for (Draft draft : limited.things()) {
      all &= suspects.ask(draft.object);
    }
    if (!all) {
      return Unsearched.TOO_MANY;
    }
    LiveReach answer = look.ask(suspects);
    if (!answer.isKnown()) {
      return Unsearched.why(answer, run.heap.info().number("usedHeap"));
    }
    Keepers keepers = new Keepers();
    boolean applicationRuns = new LiveRunners(run).applicationRuns(answer, keepers);
    for (Draft draft : limited.things()) {
      Level level = answer.level(draft.object);
      LiveField field = answer.field(draft.object);
      if (level == Level.WAITERS) {
        nobodyBut(draft, answer.holders(draft.object));
      } else if (level == Level.STATIC
          && !applicationRuns
          && field != null
          && !field.isHooked()
          && !keepers.use(field.owner())) {
        draft.attribute(OwnAttributes.LIVENESS, Liveness.WAITERS);
        draft.attribute(OwnAttributes.HELD_BY, field.words());
      }
    }
    OnlyQueued.add(run, limited.owed(), answer);
    return "";
  }

  /**
   * Takes over what a search through the whole heap has found.
   *
   * @param keepers those whose own static fields are used though nobody else's are
   */
  void judge(Survey survey, WholeHeap heap, Keepers keepers) throws HprofException {
    for (String name : Hooks.classes(heap)) {
      keepers.add(name);
    }
    for (Draft draft : limited.things()) {
      Level level = survey.level(draft.object);
      if (level == Level.WAITERS) {
        nobodyBut(draft, survey.holders(draft.object));
      } else if (level == Level.STATIC && !survey.applicationRuns()) {
        HeldBy way = HeldBy.of(survey, heap, new long[] {draft.object}).get(0);
        if (way != null && !keepers.use(way.owner())) {
          draft.attribute(OwnAttributes.LIVENESS, Liveness.WAITERS);
          draft.attribute(OwnAttributes.HELD_BY, Holding.words(way, run));
        }
      }
    }
    OnlyQueued.add(run, limited.owed(), survey);
  }

  private void nobodyBut(Draft thing, long[] threads) {
    thing.attribute(OwnAttributes.LIVENESS, Liveness.WAITERS);
    holders.tell(thing, threads);
  }
}
