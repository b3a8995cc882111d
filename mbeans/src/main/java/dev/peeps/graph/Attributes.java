package dev.peeps.graph;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * A handful of facts in the order in which they were given, unmodifiable, in one array: a hash map
 * for each of a million threads takes more room than everything else that is known of them.
 */
final class Attributes extends AbstractMap<String, Object> {
  private final Object[] keysAndValues;

  private Attributes(Object[] keysAndValues) {
    this.keysAndValues = keysAndValues;
  }

  /** Of keys and values in turn, {@code used} of them; each key once. */
  static Map<String, Object> of(Object[] keysAndValues, int used) {
    return used == 0 ? Map.of() : new Attributes(Arrays.copyOf(keysAndValues, used));
  }

  @Override
  public Object get(Object key) {
    for (int place = 0; place < keysAndValues.length; place += 2) {
      if (keysAndValues[place].equals(key)) {
        return keysAndValues[place + 1];
      }
    }
    return null;
  }

  @Override
  public boolean containsKey(Object key) {
    return get(key) != null;
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return new Entries();
  }

  private final class Entries extends AbstractSet<Map.Entry<String, Object>> {
    @Override
    public Iterator<Map.Entry<String, Object>> iterator() {
      return new Walk();
    }

    @Override
    public int size() {
      return keysAndValues.length / 2;
    }
  }

  private final class Walk implements Iterator<Map.Entry<String, Object>> {
    private int place;

    @Override
    public boolean hasNext() {
      return place < keysAndValues.length;
    }

    @Override
    public Map.Entry<String, Object> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      place += 2;
      return new SimpleImmutableEntry<>(
          (String) keysAndValues[place - 2], keysAndValues[place - 1]);
    }
  }
}
