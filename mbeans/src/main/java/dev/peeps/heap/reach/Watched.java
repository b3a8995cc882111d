package dev.peeps.heap.reach;

import dev.peeps.heap.LongIndex;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Objects that somebody asks about, numbered as they come, and what a search finds out about each.
 */
final class Watched {
  private static final int NONE = -1;

  private final WholeHeap heap;
  private final LongIndex numbers = new LongIndex();
  private final List<Level> levels = new ArrayList<>();

  /** Numbers of those that garbage refers to. */
  private final BitSet handedOut = new BitSet();

  /** The queue by way of which an object was reached at last, by its number. */
  private final Map<Integer, Integer> queues = new HashMap<>();

  Watched(WholeHeap heap) {
    this.heap = heap;
  }

  /** Number of the object of this rank, which the walk tells of when it reaches it. */
  int add(int rank, Walk walk) {
    int before = numbers.size();
    int number = numbers.add(rank);
    if (number == before) {
      levels.add(Level.NONE);
      walk.watch(rank);
    }
    return number;
  }

  int size() {
    return numbers.size();
  }

  /** Number of the object of this rank; -1 when nobody asks about it. */
  int number(int rank) {
    return numbers.find(rank);
  }

  /** Number of the object with this id; -1 when nobody asks about it, or the heap has none. */
  int find(long object) {
    int rank = heap.ranks.rank(object);
    return rank < 0 ? NONE : number(rank);
  }

  Level level(int number) {
    return levels.get(number);
  }

  void reached(int number, Level level) {
    levels.set(number, level);
  }

  /** It was reached, and only over this queue. */
  void reachedOver(int number, int queue) {
    queues.put(number, queue);
  }

  /** Rank of the queue over which it was reached; -1 when it was not over one. */
  int queue(int number) {
    return queues.getOrDefault(number, NONE);
  }

  /** Looks at what garbage refers to: at all that was not reached. */
  void findHandedOut(Walk walk) {
    References references = heap.references;
    for (int object = 0; object < heap.ranks.size(); object++) {
      int place = walk.isReached(object) ? 0 : references.start(object);
      for (boolean more = place != 0; more; place++) {
        int reference = references.at(place);
        int number = number(References.target(reference));
        if (number >= 0) {
          handedOut.set(number);
        }
        more = !References.isLast(reference);
      }
    }
  }

  boolean wasHandedOut(int number) {
    return handedOut.get(number);
  }
}
