package dev.peeps.heap;

import java.util.List;

/** A class whose static initialiser is being run while others wait for it. */
public interface ClassInit {

  /** Id of the class. */
  long type();

  /** Id of the Thread object that runs the initialiser, 0 when unknown. */
  long initialiser();

  /** Threads that wait for it to end. */
  List<Long> waiting();

  /** Binary name of the class where the heap has no record of it; else empty. */
  default String typeName() {
    return "";
  }

  /** Why it is believed that they wait, when nothing says so; else empty. */
  default String reason() {
    return "";
  }
}
