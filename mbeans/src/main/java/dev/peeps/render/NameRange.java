package dev.peeps.render;

import dev.peeps.graph.Entity;
import java.util.List;

/**
 * The first and the last of many entities by their names, {@code worker-9} before {@code
 * worker-10}. Of a hundred thousand names most are the same but for the number behind: those are
 * compared as numbers.
 */
final class NameRange {
  /** A number of more digits may not fit. */
  private static final int DIGITS = 18;

  private static final int NO_NUMBER = -1;

  private final String stem;
  private Entity first;
  private Entity last;

  /** Their numbers, as long as both have one. */
  private long least;

  private long most;

  /**
   * @param entities at least one
   */
  NameRange(List<Entity> entities) {
    first = entities.get(0);
    last = first;
    stem = stem(first.name());
    least = number(first.name());
    most = least;
    for (int i = 1; i < entities.size(); i++) {
      Entity entity = entities.get(i);
      long number = number(entity.name());
      if (isBelow(entity, number, first, least)) {
        first = entity;
        least = number;
      } else if (isBelow(last, most, entity, number)) {
        last = entity;
        most = number;
      }
    }
  }

  Entity first() {
    return first;
  }

  Entity last() {
    return last;
  }

  private static boolean isBelow(Entity a, long numberA, Entity b, long numberB) {
    if (numberA != NO_NUMBER && numberB != NO_NUMBER && numberA != numberB) {
      return numberA < numberB;
    }
    int order = NaturalOrder.INSTANCE.compare(a.name(), b.name());
    return (order != 0 ? order : NaturalOrder.INSTANCE.compare(a.id(), b.id())) < 0;
  }

  /** The number that is all that stands behind the stem. */
  private long number(String name) {
    int end = name.length();
    if (end == stem.length() || end - stem.length() > DIGITS || !name.startsWith(stem)) {
      return NO_NUMBER;
    }
    long number = 0;
    for (int i = stem.length(); i < end; i++) {
      char c = name.charAt(i);
      if (c < '0' || c > '9') {
        return NO_NUMBER;
      }
      number = 10 * number + (c - '0');
    }
    return number;
  }

  /** The name without the number at its end. */
  static String stem(String name) {
    int end = name.length();
    while (end > 0 && name.charAt(end - 1) >= '0' && name.charAt(end - 1) <= '9') {
      end--;
    }
    return name.substring(0, end);
  }
}
