package dev.peeps.heap;

import java.util.List;

/**
 * A class of a {@link Heap}. Field lists hold what the picture has, which in a cut is what the
 * layouts name.
 */
public interface HeapClass {

  /** Id of the class object; never 0. */
  long id();

  /**
   * Binary name, {@code a.b.C$D}; arrays as {@code a.b.C[]}, {@code int[]}. Unescaped, straight
   * from the target.
   */
  String name();

  /**
   * Superclass, or null for java.lang.Object, interfaces' roots and classes whose superclass has no
   * record.
   */
  HeapClass superclass();

  /** Id of the class loader object, 0 for the boot loader or when unknown. */
  long loader();

  /** Names of the instance fields declared by this class itself, in file order. */
  List<String> fieldNames();

  /** Names of the static fields that are recorded. */
  List<String> staticNames();

  /** Value of a static field of this very class; {@link Value#UNKNOWN} when it has no record. */
  Value staticField(String name);

  /**
   * True when this class or one of its superclasses declares a recorded instance field of that
   * name.
   */
  boolean hasField(String name);

  /**
   * True when this class is, extends or implements a class or interface of that binary name. In a
   * cut that is known for the names that layouts mention. In a heap dump made by others interfaces
   * are not recorded and never match.
   */
  boolean isA(String binaryName);

  /**
   * False when {@link #isA} is true for no names but its own and those of its superclasses: most
   * classes of a cut are of no interface that layouts mention.
   */
  boolean isMore();
}
