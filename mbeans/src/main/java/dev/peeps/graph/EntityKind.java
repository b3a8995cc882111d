package dev.peeps.graph;

import java.util.Locale;

/** What an entity is. The words are those of the JSON. */
public enum EntityKind {
  THREAD,
  VIRTUAL_THREAD,
  FUTURE,
  COROUTINE,
  SUBSCRIBER,
  LOCK,
  SEMAPHORE,
  LATCH,
  CHANNEL,
  POOL,
  EXECUTOR,
  TIMER,
  REQUEST,
  RESPONSE,
  SOCKET,
  CUSTOM;

  /** Asked for each of a million entities. */
  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word used in JSON, layouts and output: {@code virtual_thread}. */
  public String word() {
    return word;
  }

  /**
   * True for what makes progress by itself: thread, virtual thread, future, coroutine, subscriber.
   */
  public boolean isTask() {
    return this == THREAD
        || this == VIRTUAL_THREAD
        || this == FUTURE
        || this == COROUTINE
        || this == SUBSCRIBER;
  }

  /**
   * True for what comes, opens or is let go because somebody brings that about, whom it need not
   * record: future, latch, semaphore, channel, lock.
   */
  public boolean isBrought() {
    return this == FUTURE || this == LATCH || this == SEMAPHORE || this == CHANNEL || this == LOCK;
  }

  /** True for threads of either kind. */
  public boolean isThread() {
    return this == THREAD || this == VIRTUAL_THREAD;
  }

  /**
   * The kind of this word.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static EntityKind ofWord(String word) {
    for (EntityKind kind : values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no entity kind '" + word + "'");
  }
}
