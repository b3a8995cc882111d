package dev.peeps.heap;

/**
 * An object of a {@link Heap}: an instance, an array or a class object. A light handle; comparing
 * by {@link #id()} is comparing by identity.
 */
public interface HeapObject {

  /** Id of the object, never 0, unique within its heap. */
  long id();

  /** Its class; never null. */
  HeapClass type();

  /**
   * False when fields of this record may be missing: then every field that would read as null or
   * zero is {@link Value#UNKNOWN}, and nothing may be concluded from it.
   */
  boolean complete();

  /**
   * True when the object is known to be over by its layout's {@code settled} rule; its fields are
   * unknown then.
   */
  boolean settled();

  /**
   * Value of the instance field of this name, looked for in the class and then in its superclasses
   * (first match wins).
   *
   * @return {@link Value#ABSENT} when no class on the way declares the field, {@link Value#UNKNOWN}
   *     when it is declared but its value was not recorded
   */
  Value field(String name);

  /** Length of the array, also when it was cut in the file; -1 when this is not an array. */
  int length();

  /**
   * Element of an array. {@link Value#UNKNOWN} beyond what was recorded or when this is not an
   * array.
   */
  Value element(int index);

  /**
   * Text of a java.lang.String or of a char array; null when this is neither or its text was not
   * copied. Unescaped.
   */
  String text();
}
