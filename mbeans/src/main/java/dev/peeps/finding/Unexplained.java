package dev.peeps.finding;

import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.graph.Labels;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Permits that are missing and latches that stay closed without anybody at hand who may be the one:
 * threads that run can get at the thing, but nobody's frames or queued tasks show it but those of
 * {@link Bystanders}. Neither records who owes what, so it is never more than possible; a thing out
 * of reach is lost ({@link LostDetector}).
 */
final class Unexplained {
  private static final String DOUBT = "a thread that runs can get at it, and may do so yet";

  private Unexplained() {}

  static void find(Inquiry inquiry, List<Finding> into) {
    find(inquiry, EntityKind.SEMAPHORE, into);
    find(inquiry, EntityKind.LATCH, into);
  }

  private static void find(Inquiry inquiry, EntityKind kind, List<Finding> into) {
    Graph graph = inquiry.graph();
    for (Lost thing : LostThings.withinReach(graph, kind)) {
      if (Bystanders.areAllWhoKnow(graph, thing.thing)
          && hasThreads(thing.waiters)
          && LostOnPurpose.why(graph, thing).isEmpty()) {
        into.add(finding(thing, inquiry.failures()));
      }
    }
  }

  private static boolean hasThreads(List<Entity> waiters) {
    for (Entity waiter : waiters) {
      if (!SecondLook.isThread(waiter)) {
        return false;
      }
    }
    return true;
  }

  private static Finding finding(Lost unexplained, Failures failures) {
    Entity thing = unexplained.thing;
    List<Entity> waiters = unexplained.waiters;
    boolean permits = thing.kind() == EntityKind.SEMAPHORE;
    StringBuilder text = new StringBuilder("abandoned: ").append(Labels.of(thing));
    text.append(permits ? " has no permit left, and " : " is not open, and ");
    DeadlockSentence.wait(waiters, text);
    text.append(permits ? " for one; " : "; ");
    text.append(permits ? "nobody was seen who has one" : "nobody was seen who is to open it");
    text.append(failures.of(thing));
    Set<String> tasks = new LinkedHashSet<>(KnotFindings.ids(waiters));
    List<String> chain = new ArrayList<>(List.of(waiters.get(0).id(), thing.id()));
    return new Finding(
        FindingKind.ABANDONED,
        Certainty.POSSIBLE,
        text.toString(),
        new ArrayList<>(tasks),
        chain,
        List.of(thing.id()),
        Site.of(waiters),
        DOUBT);
  }
}
