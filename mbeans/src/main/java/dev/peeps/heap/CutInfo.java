package dev.peeps.heap;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Facts about a process and about how its picture was taken, by the keys of docs/cut-format.md.
 * Immutable.
 */
public final class CutInfo {
  private final Map<String, String> facts;
  private final boolean cut;
  private final long timestampMillis;

  /**
   * @param cut true when the picture is a cut of our own, false for a heap dump made by others
   * @param timestampMillis when the file says it was made, epoch milliseconds
   */
  public CutInfo(Map<String, String> facts, boolean cut, long timestampMillis) {
    this.facts = Collections.unmodifiableMap(new TreeMap<>(facts));
    this.cut = cut;
    this.timestampMillis = timestampMillis;
  }

  /** All facts, sorted by key. */
  public Map<String, String> facts() {
    return facts;
  }

  /** The fact of this key, or the empty string. */
  public String fact(String key) {
    return facts.getOrDefault(key, "");
  }

  /** The fact as a number; -1 when there is none or it is not a number. */
  public long number(String key) {
    String text = facts.get(key);
    if (text == null) {
      return -1;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  public boolean isCut() {
    return cut;
  }

  public long timestampMillis() {
    return timestampMillis;
  }
}
