package dev.peeps.graph;

import java.util.Set;

/** Alternatives as people read them. */
public final class OneOf {
  private static final int NAMED = 3;

  private OneOf() {}

  /**
   * {@code 127.0.0.1:80}, {@code one of 127.0.0.1:80, 10.0.0.7:5432 and 3 more}.
   *
   * @param words at least one, in the order in which they are named
   */
  public static String words(Set<String> words) {
    if (words.size() == 1) {
      return words.iterator().next();
    }
    StringBuilder text = new StringBuilder("one of ");
    int named = 0;
    for (String word : words) {
      if (named == NAMED) {
        return text.append(" and ").append(words.size() - named).append(" more").toString();
      }
      text.append(named++ == 0 ? "" : ", ").append(word);
    }
    return text.toString();
  }
}
