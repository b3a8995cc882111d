package dev.peeps.heap;

import java.util.Arrays;

/**
 * Numbers of keys that lie close together above a first one: an array with a place for each key, so
 * that nothing is searched for, and what is not there is not there at the first look. It never has
 * more than {@value #SPREAD} places for each key that there is, so that no file can be made to have
 * it fill the memory.
 */
final class NearKeys {
  private static final int SPREAD = 4;
  private static final int FIRST_PLACES = 256;

  private final long first;

  /** Number + 1 of the key at this distance from the first, 0 when there is none. */
  private int[] places = new int[FIRST_PLACES];

  NearKeys(long first) {
    this.first = first;
  }

  /** Number of this key, or -1. */
  int find(long key) {
    long place = key - first;
    return key >= first && place >= 0 && place < places.length ? places[(int) place] - 1 : -1;
  }

  /**
   * Gives a new key its number.
   *
   * @param number how many keys there are so far
   * @return false when it lies too far away
   */
  boolean add(long key, int number) {
    long place = key - first;
    if (key < first || place < 0 || place >= Math.max(FIRST_PLACES, (long) SPREAD * number)) {
      return false;
    }
    if (place >= places.length) {
      long most = Math.min(Integer.MAX_VALUE - 8, Math.max((long) SPREAD * number, place + 1));
      if (place >= most) {
        return false;
      }
      places = Arrays.copyOf(places, (int) Math.min(most, Math.max(place + 1, 2L * places.length)));
    }
    places[(int) place] = number + 1;
    return true;
  }
}
