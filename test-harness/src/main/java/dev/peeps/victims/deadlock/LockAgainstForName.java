package dev.peeps.victims.deadlock;

import dev.peeps.victims.Meeting;
import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;

/**
 * A registry loads drivers by name and holds its lock meanwhile; a driver registers itself in its
 * static initialiser, which another thread has begun. Nothing in the bytecode of the first thread
 * says which class it waits for: it is inside {@code Class.forName}.
 */
public final class LockAgainstForName {
  private static final Meeting BOTH_THERE = new Meeting(2);

  private LockAgainstForName() {}

  private static final class Registry {
    static synchronized void load(String driver) {
      BOTH_THERE.meet();
      try {
        Class.forName(driver);
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(e);
      }
    }

    static synchronized void register(Object driver) {
      System.out.println(driver);
    }
  }

  static final class Driver {
    static {
      BOTH_THERE.meet();
      Registry.register(new Driver());
    }
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    Thread registry =
        workers.start(
            "registry",
            () -> Registry.load("dev.peeps.victims.deadlock.LockAgainstForName$Driver"));
    Thread plugin = workers.start("plugin", Driver::new);
    Victim.stuckWhen(() -> Waits.forMonitor(plugin) && Waits.inNative(registry, "Class.forName0"));
  }
}
