package dev.peeps.finding;

import dev.peeps.graph.Entity;
import dev.peeps.graph.Labels;
import java.util.ArrayList;
import java.util.List;

/** Something that is waited for, and what is known of who could still bring it. */
final class Lost {
  /** How far it is out of reach, the furthest first; the words are those of {@code liveness}. */
  enum Reach {
    UNREACHED("unreached"),
    UNUSED_STATIC("unused-static"),
    WEAK("weak"),
    SHUTDOWN("shutdown"),
    QUEUED("queued"),
    STATIC("static"),
    WAITERS("waiters"),
    UNKNOWN("");

    private static final Reach[] ALL = values();

    private final String word;

    Reach(String word) {
      this.word = word;
    }

    /** True when that alone makes it likely that nobody will ever bring it. */
    boolean isLikelyLost() {
      return compareTo(SHUTDOWN) < 0;
    }

    /** Null for what is within reach of somebody who runs. */
    static Reach of(Entity thing) {
      Object word = thing.attributes().get("liveness");
      for (Reach reach : ALL) {
        if (word == null ? reach == UNKNOWN : reach.word.equals(word)) {
          return reach;
        }
      }
      return null;
    }
  }

  final Entity thing;
  final Reach reach;

  /** Who waits for it directly. */
  final List<Entity> waiters = new ArrayList<>();

  /** Threads that refer to it and wait for ever for something else themselves. */
  final List<Entity> holders = new ArrayList<>();

  /** True when its holders wait for things whose holders wait for it. */
  boolean inCircle;

  /**
   * Where one of its holders waits for who waits for it: that holder, what it waits for, and so on,
   * down to the waiter; empty when it is not so.
   */
  List<Entity> ring = List.of();

  /** False when a waiter's wait was concluded and not seen. */
  boolean exact = true;

  Lost(Entity thing, Reach reach) {
    this.thing = thing;
    this.reach = reach;
  }

  /** Who holds it, in words; empty when nobody or unknown. */
  String heldBy() {
    return Labels.heldBy(thing);
  }

  /** The same without the entry of the collection, for those that stand in one collection. */
  String heldIn() {
    return Labels.collectionIn(heldBy());
  }
}
