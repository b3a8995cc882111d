package dev.peeps.heap;

/**
 * What is entered of the objects that a {@link DumpWalk} meets, and how many of each kind: the
 * bounds are those of libpeeps (native-launcher/src/walk.c), so that a dump shows what a cut would.
 */
final class DumpEntry {
  /** Beside flags: the object is nearer than it was, and its edges are to be followed again. */
  static final int AGAIN = 1 << 31;

  static final int APP_DEPTH = 3;
  static final int APP_ARRAY = 1_000;
  private static final int APP_OBJECTS = 200_000;
  private static final int DEEP_OBJECTS = 100_000;
  private static final int LONGEST_ARRAY = 1 << 17;

  private final DumpObjects objects;
  private int appObjects;
  private int deepObjects;

  long appDropped;
  long deepDropped;
  long roomDropped;

  DumpEntry(DumpObjects objects) {
    this.objects = objects;
  }

  /**
   * What an edge with these modes wants of its referee, as flags of {@link DumpObjects} and {@link
   * #AGAIN}.
   *
   * @param type null for an array of primitives and what has no class in the file
   */
  int wants(int number, DumpType type, int modes, int depth) {
    if (type == null) {
      boolean text = (modes & Plan.NAME) != 0 && objects.kind(number) == BasicType.CHAR;
      return text ? DumpObjects.NAME : 0;
    }
    if (type.is(DumpType.VIRTUAL)) {
      return DumpObjects.ENTER; // one that is no root may have ended, and still own something
    }
    if (type.is(DumpType.STRING)) {
      return (modes & Plan.NAME) != 0 ? DumpObjects.NAME : 0;
    }
    if (type.is(DumpType.PRIMITIVES) || !mayEnter(number, type, modes)) {
      return 0;
    }
    boolean array = type.is(DumpType.ARRAY);
    if (array && objects.length(number) > LONGEST_ARRAY) {
      if (!objects.is(number, DumpObjects.CUT)) {
        roomDropped += objects.length(number);
        objects.set(number, DumpObjects.CUT);
      }
      return 0;
    }
    int wants = type.is(DumpType.PLANNED) ? DumpObjects.ENTER : 0;
    if ((modes & (Plan.FOLLOW | Plan.ELEMENTS)) != 0) {
      boolean follow = (modes & Plan.FOLLOW) != 0;
      wants |= array ? DumpObjects.ELEMENTS : follow ? DumpObjects.FOLLOW : 0;
    }
    if ((modes & Plan.ELEMENTS_TASK) != 0) {
      wants |= DumpObjects.ELEMENTS_TASK;
    }
    return wants | lookedThrough(number, type, modes, depth);
  }

  /** A by-field class is entered only where the plan leads to it, and only so many of it. */
  private boolean mayEnter(int number, DumpType type, int modes) {
    if (!type.is(DumpType.BY_FIELD) || objects.is(number, DumpObjects.ENTER)) {
      return true;
    }
    if ((modes & (Plan.FOLLOW | Plan.ELEMENTS | Plan.DEEP | DumpRequest.ELEMENT)) == 0) {
      return false;
    }
    if (type.room == 0) {
      roomDropped++;
      return false;
    }
    type.room -= type.room > 0 ? 1 : 0;
    return true;
  }

  private static boolean isApp(DumpType type, int modes) {
    return (modes & Plan.TASK) != 0 || ((modes & Plan.DEEP) != 0 && type.is(DumpType.APP));
  }

  private int lookedThrough(int number, DumpType type, int modes, int depth) {
    if (isApp(type, modes)) {
      if (type.is(DumpType.PLANNED) || depth >= APP_DEPTH) {
        return 0;
      }
      if (objects.is(number, DumpObjects.APP)) {
        boolean nearer = depth + 1 < objects.depth(number);
        objects.depth(number, Math.min(depth + 1, objects.depth(number)));
        return nearer ? AGAIN : 0;
      }
      if (appObjects == APP_OBJECTS) {
        appDropped++;
        return 0;
      }
      appObjects++;
      objects.depth(number, depth + 1);
      return DumpObjects.APP;
    }
    if ((modes & Plan.DEEP) == 0 || objects.is(number, DumpObjects.DEEP) || isThread(type)) {
      return 0;
    }
    if (deepObjects == DEEP_OBJECTS) {
      deepDropped++;
      return 0;
    }
    deepObjects++;
    return DumpObjects.DEEP | (type.is(DumpType.ARRAY) ? DumpObjects.ELEMENTS : 0);
  }

  private static boolean isThread(DumpType type) {
    return type.name.equals("java.lang.Thread");
  }
}
