package dev.peeps.heap.threads;

import dev.peeps.heap.Heap;
import dev.peeps.heap.HeapClass;
import dev.peeps.heap.HeapObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which object of the heap each object is that a thread dump names.
 *
 * <p>An address tells, when nothing was moved by a collection between the two pictures: when at
 * every address that the dump names an object of the right class stands in the heap. If one does
 * not, an address counts only where a frame of the thread refers to that very object. Otherwise the
 * frames tell: the object is of the class, and all frames that mention it refer to it; where that
 * leaves several, an object that another label already stands for is not meant (two labels are two
 * objects). What is left open stays open.
 */
final class LockObjects {
  private final Heap heap;
  private final Map<String, Long> objects = new HashMap<>();
  private final Set<Long> taken = new HashSet<>();

  /** Addresses at which the heap has another object, or none. */
  private int contradicted;

  LockObjects(Heap heap, Map<String, List<MentionIndex.Place>> places) {
    this.heap = heap;
    for (List<MentionIndex.Place> all : places.values()) {
      contradicted += contradicts(all) ? 1 : 0;
    }
    for (Map.Entry<String, List<MentionIndex.Place>> entry : places.entrySet()) {
      long object = byClass(entry.getValue());
      object = object == 0 ? byAddress(entry.getValue()) : object;
      object = object == 0 ? byBlocker(entry.getValue()) : object;
      settle(entry.getKey(), object);
    }
    byFrames(places);
  }

  /** The object; 0 when it is not known which it is. */
  long of(String label) {
    return objects.getOrDefault(label, 0L);
  }

  /** True when a collection moved objects between the two pictures. */
  boolean moved() {
    return contradicted > 0;
  }

  private void settle(String label, long object) {
    if (object != 0 && taken.add(object)) {
      objects.put(label, object);
    }
  }

  private boolean contradicts(List<MentionIndex.Place> places) {
    LockMention mention = places.get(0).mention;
    return mention.address() != 0
        && mention.classFor().isEmpty()
        && !isOfClass(mention.address(), mention);
  }

  /** A class object is told by the class. */
  private long byClass(List<MentionIndex.Place> places) {
    LockMention mention = places.get(0).mention;
    if (mention.classFor().isEmpty()) {
      return 0;
    }
    List<HeapClass> named = new ArrayList<>();
    for (HeapClass type : heap.classesNamed(mention.classFor())) {
      if (type.id() == mention.address()) {
        return type.id();
      }
      named.add(type);
    }
    return named.size() == 1 ? named.get(0).id() : 0;
  }

  private long byAddress(List<MentionIndex.Place> places) {
    LockMention mention = places.get(0).mention;
    if (mention.address() == 0 || !isOfClass(mention.address(), mention)) {
      return 0;
    }
    if (contradicted == 0) {
      return mention.address();
    }
    for (MentionIndex.Place place : places) {
      if (candidates(place).contains(mention.address())) {
        return mention.address();
      }
    }
    return 0;
  }

  /** A parked thread's own field names what it is parked on. */
  private static long byBlocker(List<MentionIndex.Place> places) {
    for (MentionIndex.Place place : places) {
      if (place.mention.kind() == LockMention.Kind.PARKED
          && place.match != null
          && !place.match.moved()) {
        return place.match.thread.blocker();
      }
    }
    return 0;
  }

  private boolean isOfClass(long id, LockMention mention) {
    HeapObject object = heap.object(id);
    return object != null
        && (mention.className().isEmpty()
            || FrameText.className(object.type().name()).equals(mention.className()));
  }

  /** Until nothing new is found: what one label is settled to, another one is not. */
  private void byFrames(Map<String, List<MentionIndex.Place>> places) {
    Map<String, Set<Long>> open = new HashMap<>();
    for (Map.Entry<String, List<MentionIndex.Place>> entry : places.entrySet()) {
      if (of(entry.getKey()) == 0) {
        Set<Long> candidates = common(entry.getValue());
        if (!candidates.isEmpty()) {
          open.put(entry.getKey(), candidates);
        }
      }
    }
    boolean more = true;
    while (more) {
      more = false;
      for (Map.Entry<String, Set<Long>> entry : new ArrayList<>(open.entrySet())) {
        Set<Long> left = entry.getValue();
        left.removeAll(taken);
        if (left.size() <= 1) {
          open.remove(entry.getKey());
          for (Long object : left) {
            settle(entry.getKey(), object);
            more = true;
          }
        }
      }
    }
  }

  private Set<Long> common(List<MentionIndex.Place> places) {
    Set<Long> common = new HashSet<>();
    for (MentionIndex.Place place : places) {
      Set<Long> here = candidates(place);
      // A frame without such a local says nothing: the compiler may have dropped it.
      if (!here.isEmpty()) {
        if (common.isEmpty()) {
          common.addAll(here);
        } else {
          common.retainAll(here);
          if (common.isEmpty()) {
            return common;
          }
        }
      }
    }
    return common;
  }

  private Set<Long> candidates(MentionIndex.Place place) {
    Set<Long> ids = new HashSet<>();
    if (place.match == null || place.match.thread.moved()) {
      return ids;
    }
    int frame = place.match.alignment.place(place.frame);
    if (frame >= 0) {
      for (long id : place.match.thread.frames().get(frame).locals()) {
        if (isOfClass(id, place.mention)) {
          ids.add(id);
        }
      }
    }
    return ids;
  }
}
