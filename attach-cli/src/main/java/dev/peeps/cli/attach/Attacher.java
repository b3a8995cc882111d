package dev.peeps.cli.attach;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.proc.Jvm;

/** One way to ask a running JVM to load a native library. */
interface Attacher {

  /** The word for it in the output. */
  String word();

  /** Whether this way exists here and leads to that JVM. Touches nothing. */
  boolean reaches(Jvm jvm);

  /**
   * Has the JVM load the library and waits for its answer, however long that takes: the command's
   * deadline is kept elsewhere.
   *
   * @param library path as the target sees it
   * @param options what the library gets; no NUL
   * @return what the JVM answered, refusals included
   * @throws CommandFailure when it cannot be reached
   */
  LoadAnswer load(Jvm jvm, String library, String options) throws CommandFailure;

  /**
   * Sends one request of the attach protocol that needs no agent.
   *
   * @param words the request and up to three arguments
   * @throws CommandFailure when the JVM cannot be reached
   */
  Answer ask(Jvm jvm, String... words) throws CommandFailure;
}
