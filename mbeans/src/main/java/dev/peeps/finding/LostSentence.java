package dev.peeps.finding;

import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.graph.Labels;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One full sentence about what will never come. */
final class LostSentence {
  private static final int NAMED = 4;

  private LostSentence() {}

  /** Of things that are alike, or of one. */
  static String of(Graph graph, List<Lost> things) {
    StringBuilder text = new StringBuilder("lost: ");
    start(graph, things, text);
    return text.append(", ").append(ending(things.get(0), things.size() > 1)).toString();
  }

  private static StringBuilder start(Graph graph, List<Lost> things, StringBuilder text) {
    Lost first = things.get(0);
    Set<Entity> waiters = new LinkedHashSet<>();
    for (Lost lost : things) {
      waiters.addAll(lost.waiters);
    }
    List<Entity> way = Foremost.wayTo(graph, first.waiters.get(0));
    Entity waiter = way.get(0);
    boolean threads = SecondLook.isThread(waiter);
    String verb = threads ? "wait" : "depend";
    String preposition = (way.size() > 1 ? ", through others," : "") + (threads ? " for " : " on ");
    if (waiters.size() == 1) {
      text.append(Labels.of(waiter)).append(' ').append(verb).append('s').append(preposition);
      text.append(Labels.of(first.thing));
    } else {
      text.append(waiters.size()).append(" tasks ").append(verb).append(preposition);
      if (things.size() == 1) {
        text.append(Labels.of(first.thing)).append(", ").append(Labels.of(waiter));
        text.append(" among them");
      } else {
        text.append(things.size()).append(" things (each a ");
        text.append(Labels.shortType(first.thing))
            .append("), as ")
            .append(Labels.of(waiter))
            .append(" does")
            .append(preposition);
        text.append(Labels.of(first.thing));
      }
    }
    return text;
  }

  private static String ending(Lost lost, boolean several) {
    String deed = deed(lost.thing);
    String it = several ? "them" : "it";
    String is = several ? "they are" : "it is";
    switch (lost.reach) {
      case UNREACHED:
        if (!several && !lost.ring.isEmpty()) {
          return "which only " + ring(lost) + ": none of them can ever go on";
        }
        if (!lost.holders.isEmpty()) {
          return "and nobody can ever " + deed + ": only tasks that are stuck refer to " + it;
        }
        if (lost.thing.attributes().containsKey("holdersUnknown")) {
          return "and nobody can ever " + deed + ": nobody who will run refers to " + it;
        }
        return "and nobody can ever " + deed + ": nothing else refers to " + it;
      case UNUSED_STATIC:
        return "and nobody will " + deed + ": " + is + " held only by " + held(lost, several);
      case SHUTDOWN:
        return "and nobody will "
            + deed
            + " before the end: "
            + is
            + " held only by a shutdown hook or an MBean";
      case WEAK:
        return "and nobody will " + deed + ": nothing but a weak reference leads to " + it;
      case WAITERS:
        String who =
            lost.heldBy().isEmpty()
                ? "nothing else refers to " + it
                : is + " held only by " + held(lost, several);
        return "with a limit, and nobody else can ever " + deed + ": " + who;
      case QUEUED:
        return "and only what is queued in executors could " + deed + ", all of whose workers wait";
      case STATIC:
        return "and nobody is known to " + deed + ": " + is + " held by " + held(lost, several);
      default:
        return "and nobody is known to " + deed;
    }
  }

  /** Who could bring it, and what he waits for. */
  private static String ring(Lost lost) {
    Entity wanted = lost.ring.get(lost.ring.size() > 1 ? 1 : 0);
    Entity next = lost.ring.get(Math.min(2, lost.ring.size() - 1));
    StringBuilder text = new StringBuilder(Labels.of(lost.ring.get(0)));
    text.append(lost.holders.size() > 1 ? " and others refer to" : " refers to");
    text.append(", and that waits for ").append(Labels.of(wanted));
    if (next != wanted) {
      text.append(wanted.kind() == EntityKind.LOCK ? ", held by " : ", behind ");
      text.append(Labels.of(next));
    }
    return text.toString();
  }

  private static String held(Lost lost, boolean several) {
    return several ? lost.heldIn() : lost.heldBy();
  }

  /** Of things whose waiters are the only ones that refer to each other's. */
  static String circle(Graph graph, List<Lost> circle) {
    StringBuilder text = new StringBuilder("lost: ");
    if (circle.size() > NAMED) {
      return start(graph, circle, text)
          .append(", and nobody else refers to them: none of them can ever go on")
          .toString();
    }
    int named = 0;
    for (Lost lost : circle) {
      text.append(++named == 1 ? "" : "; ");
      text.append(Labels.of(lost.waiters.get(0))).append(" waits for ");
      text.append(Labels.of(lost.thing)).append(", which only ");
      text.append(Labels.of(lost.holders.get(0)));
      text.append(lost.holders.size() > 1 ? " and others refer to" : " refers to");
    }
    return text.append(": none of them can ever go on").toString();
  }

  /** What would end the wait. */
  private static String deed(Entity thing) {
    switch (thing.kind()) {
      case FUTURE:
        return "complete it";
      case LATCH:
        return "open it";
      case SEMAPHORE:
        return Unexplained.isPool(thing) ? "give one back" : "release a permit";
      case CHANNEL:
        return "come to its other end";
      case LOCK:
        return thing.type().startsWith("monitor of ") ? "notify it" : "release it";
      case COROUTINE:
      case SUBSCRIBER:
        return "resume it";
      default:
        return thing.type().endsWith(".Condition") ? "signal it" : "bring it";
    }
  }
}
