package dev.peeps.layout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What turns out about layouts of others when they meet a heap. A problem is wrong in any case; a
 * note may well be as it should be, and is only of use to who tries a layout out.
 */
final class Mistakes {
  private static final int MAX = 100;

  private final Map<Place, Problem> problems = new LinkedHashMap<>();
  private final Map<Place, Problem> notes = new LinkedHashMap<>();

  /** Places beyond the bound. */
  private final Set<Place> moreProblems = new HashSet<>();

  private final Set<Place> moreNotes = new HashSet<>();

  /** While alternatives are tried, a missing field is no news. */
  int alternatives;

  void problem(Place place, String message) {
    add(place, message, problems, moreProblems);
  }

  void note(Place place, String message) {
    add(place, message, notes, moreNotes);
  }

  /** The first about each place counts. */
  private static void add(Place place, String message, Map<Place, Problem> to, Set<Place> more) {
    if (place == null || !place.ofOthers() || to.containsKey(place)) {
      return;
    }
    if (to.size() < MAX) {
      to.put(place, place.problem(message));
    } else {
      more.add(place);
    }
  }

  List<Problem> problems() {
    return all(problems, moreProblems, "mistakes");
  }

  List<Problem> notes() {
    return all(notes, moreNotes, "notes");
  }

  private static List<Problem> all(Map<Place, Problem> kept, Set<Place> more, String what) {
    List<Problem> all = new ArrayList<>(kept.values());
    if (!more.isEmpty()) {
      all.add(new Problem("layouts", 0, 0, more.size() + " more " + what + " were not kept"));
    }
    return all;
  }
}
