package dev.peeps.layout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What turns out about layouts of others when they meet a heap. A problem is wrong in any case; a
 * note may well be as it should be, and is only of use to who tries a layout out.
 */
final class Mistakes {
  private static final int MAX = 100;

  private final Map<Place, Problem> problems = new LinkedHashMap<>();
  private final Map<Place, Problem> notes = new LinkedHashMap<>();
  private int leftOut;

  /** While alternatives are tried, a missing field is no news. */
  int alternatives;

  void problem(Place place, String message) {
    add(place, message, problems);
  }

  void note(Place place, String message) {
    add(place, message, notes);
  }

  /** The first about each place counts. */
  private void add(Place place, String message, Map<Place, Problem> to) {
    if (place == null || !place.ofOthers() || to.containsKey(place)) {
      return;
    }
    if (to.size() < MAX) {
      to.put(place, place.problem(message));
    } else {
      leftOut++;
    }
  }

  List<Problem> problems() {
    List<Problem> all = new ArrayList<>(problems.values());
    if (leftOut > 0) {
      all.add(new Problem("layouts", 0, 0, leftOut + " more mistakes were not kept"));
    }
    return all;
  }

  List<Problem> notes() {
    return new ArrayList<>(notes.values());
  }
}
