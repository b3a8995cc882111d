package dev.peeps.victims.deadlock;

import dev.peeps.victims.Meeting;
import dev.peeps.victims.Victim;
import dev.peeps.victims.Workers;

/**
 * Two classes need each other in their static initialisers, and two threads begin at opposite ends:
 * {@code config-user} initialises Config, {@code logging-user} initialises Logging.
 */
public final class ClassInitialisation {
  private static final Meeting BOTH_STARTED = new Meeting(2);

  private ClassInitialisation() {}

  private static final class Config {
    static final String LEVEL;

    static {
      BOTH_STARTED.meet();
      LEVEL = Logging.NAME.length() > 0 ? "info" : "none";
    }
  }

  private static final class Logging {
    static final String NAME;

    static {
      BOTH_STARTED.meet();
      NAME = "log-" + Config.LEVEL;
    }
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    Thread config = workers.start("config-user", () -> System.out.println(Config.LEVEL));
    Thread logging = workers.start("logging-user", () -> System.out.println(Logging.NAME));
    Victim.stuckWhen(
        () -> insideInitialiser(config, "Config") && insideInitialiser(logging, "Logging"));
  }

  // Java calls a thread that waits for another's initialiser RUNNABLE, so the proof is the frame on
  // top: nothing can run in these initialisers once both threads have met.
  private static boolean insideInitialiser(Thread thread, String type) {
    StackTraceElement[] stack = thread.getStackTrace();
    return stack.length > 0
        && stack[0].getMethodName().equals("<clinit>")
        && stack[0].getClassName().endsWith("$" + type);
  }
}
