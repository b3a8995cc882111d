package dev.peeps.heap.reach;

import dev.peeps.heap.LongIndex;
import dev.peeps.heap.ScannedClass;

/**
 * What is the registry's that peeps starts in a target: classes of its class loader, which serves
 * nobody else, their instances and its threads. It is there because somebody looked, gives nobody
 * what he waits for, and runs no code of the application's. Where its main class comes from another
 * kind of loader, nothing is: then it is not by itself there.
 */
final class Registrys {
  private static final String MAIN_CLASS = "dev.peeps.registry.RegistryMain";
  private static final String LOADER_CLASS = "java.net.URLClassLoader";

  private final LongIndex loaders = new LongIndex();
  private int loaderClass = -1;
  private long candidate;

  /** Notes a class by its number, as soon as its name is known. */
  void named(int number, String name) {
    loaderClass = LOADER_CLASS.equals(name) && loaderClass < 0 ? number : loaderClass;
  }

  /** Notes a class; all of them, in the first pass. */
  void type(ScannedClass type) {
    candidate = MAIN_CLASS.equals(type.name()) ? type.loader() : candidate;
  }

  /** Notes an object that is not a Class; all of them, in the first pass. */
  void instance(long id, int number) {
    if (number == loaderClass) {
      loaders.add(id);
    }
  }

  /** True for a class of the registry's, once all objects were noted. */
  boolean isIts(ScannedClass type) {
    return candidate != 0
        && type != null
        && type.loader() == candidate
        && loaders.find(candidate) >= 0;
  }
}
