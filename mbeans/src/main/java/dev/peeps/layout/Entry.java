package dev.peeps.layout;

/** What {@code items} and {@code threadlocals} give: named values that are no object's fields. */
final class Entry {
  private final Object key;
  private final Object value;
  private final Object thread;

  Entry(Object key, Object value, Object thread) {
    this.key = key;
    this.value = value;
    this.thread = thread;
  }

  /** The part of this name, or null when an entry has no such part. */
  Object part(String name) {
    switch (name) {
      case "key":
        return key;
      case "value":
        return value;
      case "thread":
        return thread;
      default:
        return null;
    }
  }
}
