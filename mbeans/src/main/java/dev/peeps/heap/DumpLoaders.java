package dev.peeps.heap;

/**
 * Which classes are the application's: those whose loader is neither the boot loader nor the
 * platform's. What a loader is its own class says, so that the objects of the loaders are looked
 * for first.
 */
final class DumpLoaders {
  private final DumpTypes types;
  private final DumpObjects objects;

  DumpLoaders(DumpTypes types, DumpObjects objects) {
    this.types = types;
    this.objects = objects;
  }

  /** Numbers of the loader objects whose class is not known yet. */
  IntList unknown() {
    IntList unknown = new IntList();
    LongIndex seen = new LongIndex();
    for (int i = 0; i < types.size(); i++) {
      long loader = types.get(i).dump.loader;
      int before = seen.size();
      if (loader != 0 && seen.add(loader) == before) {
        int number = objects.add(loader);
        if (number >= 0 && objects.kind(number) == DumpObjects.UNSEEN) {
          objects.set(number, DumpObjects.SOUGHT);
          unknown.add(number);
        }
      }
    }
    return unknown;
  }

  /** All loaders are known: marks the application's classes. */
  void mark() {
    for (int i = 0; i < types.size(); i++) {
      DumpType type = types.get(i);
      long loader = type.dump.loader;
      if (loader != 0 && !type.is(DumpType.ARRAY | DumpType.PRIMITIVES) && !isPlatform(loader)) {
        type.flags |= DumpType.APP;
      }
    }
  }

  private boolean isPlatform(long loader) {
    int number = objects.find(loader);
    int type = number < 0 ? -1 : objects.type(number);
    String name = type < 0 ? "" : types.get(type).name;
    return name.equals("jdk.internal.loader.ClassLoaders$PlatformClassLoader")
        || name.equals("sun.misc.Launcher$ExtClassLoader");
  }
}
