package dev.peeps.finding;

import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.graph.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Permits that are missing and latches that stay closed without anybody at hand who may be the one:
 * threads that run can get at the thing, but nobody's frames or queued tasks show it but those of
 * {@link Bystanders}. Neither records who owes what, so it is never more than possible; a thing out
 * of reach is lost ({@link LostDetector}).
 */
final class Unexplained {
  private static final String DOUBT = "a thread that runs can get at it, and may do so yet";

  /** Attribute of a pool: how many of its things are with somebody. */
  private static final String LENT = "lent";

  private Unexplained() {}

  /** True for what lends things, as its layout says, and is within everybody's reach for that. */
  static boolean isPool(Entity thing) {
    return thing.kind() == EntityKind.SEMAPHORE && thing.attributes().containsKey(LENT);
  }

  static void find(Inquiry inquiry, List<Finding> into) {
    find(inquiry, EntityKind.SEMAPHORE, into);
    find(inquiry, EntityKind.LATCH, into);
  }

  private static void find(Inquiry inquiry, EntityKind kind, List<Finding> into) {
    Graph graph = inquiry.graph();
    Map<String, List<Lost>> alike = new LinkedHashMap<>();
    for (Lost thing : LostThings.withinReach(graph, kind)) {
      if (nobodyHasIt(graph, thing.thing)
          && hasThreads(thing.waiters)
          && LostOnPurpose.why(graph, thing).isEmpty()) {
        String key =
            thing.thing.process() + '|' + thing.thing.type() + '|' + Site.of(thing.waiters);
        List<Lost> known = alike.get(key);
        if (known == null) {
          known = new ArrayList<>(1);
          alike.put(key, known);
        }
        known.add(thing);
      }
    }
    for (List<Lost> things : alike.values()) {
      into.add(finding(things, inquiry.failures()));
    }
  }

  /** What is queued to look after a pool, as a house keeper is, has nothing of it. */
  private static boolean nobodyHasIt(Graph graph, Entity thing) {
    return isPool(thing)
        ? Bystanders.areAllThreadsThatKnow(graph, thing)
        : Bystanders.areAllWhoKnow(graph, thing);
  }

  private static boolean hasThreads(List<Entity> waiters) {
    for (Entity waiter : waiters) {
      if (!SecondLook.isThread(waiter)) {
        return false;
      }
    }
    return true;
  }

  /** Things of one type that are waited for at one place are one finding. */
  private static Finding finding(List<Lost> things, Failures failures) {
    Entity thing = things.get(0).thing;
    List<Entity> waiters = new ArrayList<>();
    Set<String> culprits = new LinkedHashSet<>();
    for (Lost each : things) {
      waiters.addAll(each.waiters);
      culprits.add(each.thing.id());
    }
    boolean several = things.size() > 1;
    boolean permits = thing.kind() == EntityKind.SEMAPHORE;
    StringBuilder text = new StringBuilder("abandoned: ");
    if (several) {
      text.append(things.size()).append(" of ").append(Labels.shortType(thing));
    } else {
      text.append(Labels.of(thing));
    }
    text.append(state(thing, several)).append(", and ");
    DeadlockSentence.wait(waiters, text);
    text.append(permits ? " for one; " : "; ");
    text.append(permits ? "nobody was seen who has one" : "nobody was seen who is to open ");
    text.append(permits ? "" : several ? "them" : "it");
    text.append(failures.of(thing));
    return new Finding(
        FindingKind.ABANDONED,
        Certainty.POSSIBLE,
        text.toString(),
        new ArrayList<>(new LinkedHashSet<>(KnotFindings.ids(waiters))),
        List.of(waiters.get(0).id(), thing.id()),
        new ArrayList<>(culprits),
        Site.of(waiters),
        DOUBT);
  }

  private static String state(Entity thing, boolean several) {
    if (isPool(thing)) {
      return several ? " have lent all that they have" : " has lent all that it has";
    }
    if (thing.kind() == EntityKind.SEMAPHORE) {
      if (!several && thing.attributes().get("permits") instanceof Long) {
        long left = (Long) thing.attributes().get("permits");
        return left == 0 ? " has no permit left" : " has too few permits left (" + left + ")";
      }
      return several ? " have no permit left" : " has no permit left";
    }
    return several ? " are not open" : " is not open";
  }
}
