package dev.peeps.layout;

import java.util.Set;

/**
 * Attributes of entities that come from no layout: what the JVM says about threads and monitors,
 * and what the search of the heap says about things that are waited for. Finding blocks may read
 * them.
 */
final class OwnAttributes {
  static final String TID = "tid";
  static final String NID = "nid";
  static final String DAEMON = "daemon";
  static final String MOVED = "moved";
  static final String STACK_UNKNOWN = "stackUnknown";
  static final String CARRIER = "carrier";
  static final String CPU_NANOS = "cpuNanos";
  static final String ENTRIES = "entries";
  static final String IN_OBJECT_WAIT = "inObjectWait";
  static final String SLOTS = "slots";
  static final String INCOMPLETE = "incomplete";

  /** Of what no heap tells: a picture is of one moment but for that. */
  static final String TOLD_BY = "toldBy";

  static final String LIVENESS = "liveness";
  static final String HELD_BY = "heldBy";
  static final String PENDING_AFTERWARDS = "pendingAfterwards";
  static final String HELD_BY_TASKS = "heldByTasks";
  static final String HOLDERS_UNKNOWN = "holdersUnknown";
  static final String HANDED_OUT = "handedOut";

  /** Of a latch with one waiter: no variable or field of the code that waits leads to it. */
  static final String UNNAMED = "unnamed";

  /** Of a thing that is waited for: how many queued tasks would wait for it as well. */
  static final String QUEUED_WAITERS = "queuedWaiters";

  /** Of a thread that waits for events from outside, for which others wait ({@link Bringers}). */
  static final String OUTSIDE = "outside";

  /** Of what has to be received: who waits for time to pass can get at it as well. */
  static final String TIMER_LEADS = "timerLeads";

  /** The place in the code to look at, where that is not the innermost frame outside the JDK. */
  static final String SITE = "site";

  /** With the sides of which a layout says aloud that they are not known, and where code is. */
  static final Set<String> ALL =
      Set.of(
          TID,
          NID,
          DAEMON,
          MOVED,
          STACK_UNKNOWN,
          CARRIER,
          CPU_NANOS,
          ENTRIES,
          IN_OBJECT_WAIT,
          SLOTS,
          INCOMPLETE,
          TOLD_BY,
          LIVENESS,
          HELD_BY,
          PENDING_AFTERWARDS,
          HELD_BY_TASKS,
          HOLDERS_UNKNOWN,
          HANDED_OUT,
          UNNAMED,
          QUEUED_WAITERS,
          OUTSIDE,
          TIMER_LEADS,
          SITE,
          "held_by",
          "provided_by");

  private OwnAttributes() {}
}
