package dev.peeps.graph;

/**
 * How a sentence calls an entity: {@code "order-writer"}, {@code virtual thread #34}, {@code
 * ReentrantLock@1c (accounts)}, {@code monitor of Ledger@2d}. Names stand as they are in the
 * target: who prints a label escapes it.
 */
public final class Labels {
  private Labels() {}

  /** The label of this entity, unique within its process unless threads share a name. */
  public static String of(Entity entity) {
    if (entity.kind().isThread() || entity.name().isEmpty()) {
      return shortOf(entity);
    }
    return shortOf(entity) + " (" + shortName(entity.name()) + ')';
  }

  /** The label without the name that a thing may have, for where it was called by it before. */
  public static String shortOf(Entity entity) {
    switch (entity.kind()) {
      case THREAD:
        return thread("", "thread ", entity);
      case VIRTUAL_THREAD:
        return thread("virtual thread ", "virtual thread ", entity);
      default:
        return shortType(entity) + '@' + number(entity.id());
    }
  }

  /**
   * A name as a sentence has room for it: a class's without its package, {@code lambda of Shop} for
   * the class of a lambda; others as they are.
   */
  static String shortName(String name) {
    int lambda = name.indexOf("$$Lambda");
    if (lambda > 0) {
      return "lambda of " + name.substring(afterPackage(name, 0, lambda), lambda);
    }
    int simple = afterPackage(name, 0, name.length());
    boolean isClass = simple > 0 && Character.isUpperCase(name.charAt(simple));
    for (int place = 0; isClass && place < simple; place++) {
      char letter = name.charAt(place);
      isClass =
          letter == '.'
              || (Character.isJavaIdentifierPart(letter) && !Character.isUpperCase(letter));
    }
    return isClass ? name.substring(simple) : name;
  }

  /**
   * The type without packages: {@code monitor of Ledger}; the word of the kind when it has none.
   */
  public static String shortType(Entity entity) {
    String type = entity.type();
    if (type.isEmpty()) {
      return entity.kind().word();
    }
    StringBuilder shortened = new StringBuilder(type.length());
    int word = 0;
    for (int end = 0; end <= type.length(); end++) {
      if (end == type.length() || type.charAt(end) == ' ') {
        shortened.append(type, afterPackage(type, word, end), end);
        if (end < type.length()) {
          shortened.append(' ');
        }
        word = end + 1;
      }
    }
    return shortened.toString();
  }

  /** Who holds it, in words; empty when nobody does or it is unknown. */
  public static String heldBy(Entity entity) {
    Object way = entity.attributes().get("heldBy");
    return way == null ? "" : way.toString();
  }

  /** {@link #heldBy} without the entry, for all that stands in one collection. */
  public static String collectionIn(String heldBy) {
    int entry = heldBy.lastIndexOf(" → ");
    int index = heldBy.endsWith("]") ? heldBy.lastIndexOf('[') : -1;
    int end = index > entry ? index : entry;
    return end > 0 ? heldBy.substring(0, end) : heldBy;
  }

  private static String thread(String beforeName, String beforeNumber, Entity entity) {
    if (entity.name().isEmpty()) {
      return beforeNumber + '#' + number(entity.id());
    }
    return beforeName + '"' + entity.name() + '"';
  }

  /** Ids end in a dash and the number of the thread or object. */
  private static String number(String id) {
    return id.substring(id.lastIndexOf('-') + 1);
  }

  /**
   * Where the simple name starts: behind the last dot that a name follows. Hidden classes have a
   * dot or slash with a number behind it, which belongs to the name.
   */
  private static int afterPackage(String type, int from, int to) {
    for (int place = to - 2; place > from; place--) {
      if (type.charAt(place) == '.' && Character.isJavaIdentifierStart(type.charAt(place + 1))) {
        return place + 1;
      }
    }
    return from;
  }
}
