package dev.peeps.heap.testing;

/** Something of a dump that can be referred to. */
public interface HasId {

  /** Id of the object, class object or Thread object; never 0. */
  long id();
}
