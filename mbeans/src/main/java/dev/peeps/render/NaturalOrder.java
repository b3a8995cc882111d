package dev.peeps.render;

import java.util.Comparator;

/** Compares names so that {@code http-9} comes before {@code http-10}. */
final class NaturalOrder implements Comparator<String> {
  static final NaturalOrder INSTANCE = new NaturalOrder();

  private NaturalOrder() {}

  @Override
  public int compare(String a, String b) {
    return compare(a, b, 0);
  }

  /**
   * The same for two names of which it is known that they begin alike.
   *
   * @param alike how many characters are the same in both; the last of them is no digit
   */
  int compare(String a, String b, int alike) {
    int i = alike;
    int j = alike;
    while (i < a.length() && j < b.length()) {
      char c = a.charAt(i);
      char d = b.charAt(j);
      if (isDigit(c) && isDigit(d)) {
        int endA = endOfDigits(a, i);
        int endB = endOfDigits(b, j);
        int order = compareDigits(a, skipZeros(a, i, endA), endA, b, skipZeros(b, j, endB), endB);
        if (order != 0) {
          return order;
        }
        i = endA;
        j = endB;
      } else if (c != d) {
        return Character.compare(c, d);
      } else {
        i++;
        j++;
      }
    }
    int order = Integer.compare(a.length() - i, b.length() - j);
    return order != 0 ? order : a.compareTo(b);
  }

  private static int compareDigits(String a, int i, int endA, String b, int j, int endB) {
    if (endA - i != endB - j) {
      return Integer.compare(endA - i, endB - j);
    }
    for (int k = 0; k < endA - i; k++) {
      int order = Character.compare(a.charAt(i + k), b.charAt(j + k));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int skipZeros(String text, int from, int end) {
    int i = from;
    while (i < end - 1 && text.charAt(i) == '0') {
      i++;
    }
    return i;
  }

  private static int endOfDigits(String text, int from) {
    int i = from;
    while (i < text.length() && isDigit(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
