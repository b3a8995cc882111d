package dev.peeps.layout;

import dev.peeps.heap.reach.LiveReach;
import dev.peeps.heap.reach.Suspects;
import java.io.IOException;

/**
 * A live JVM behind a picture, for when it is needed to tell what can never come: it is only asked
 * then, since each answer costs it some pauses.
 */
public interface LiveLook {

  /** Whether it may be asked: the pauses have a budget. */
  boolean isAllowed();

  /**
   * Asks.
   *
   * @throws IOException when there is no answer; the message says why
   */
  LiveReach ask(Suspects suspects) throws IOException;
}
