package dev.peeps.cli.work;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What has to be taken away however the command ends: normally, by its deadline, by Ctrl-C or by
 * SIGTERM. (By SIGKILL nothing is; see {@link StaleDirs}.)
 */
public final class Cleanup {
  private final Set<Runnable> tasks = new LinkedHashSet<>();
  private boolean hooked;

  /** Has the task run when the JVM ends, unless it is {@linkplain #done done} before. */
  public synchronized void add(Runnable task) {
    if (!hooked) {
      hooked = true;
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread("peeps-cleanup") {
                @Override
                public void run() {
                  runAll();
                }
              });
    }
    tasks.add(task);
  }

  /** Runs the task now, once. */
  public void done(Runnable task) {
    synchronized (this) {
      if (!tasks.remove(task)) {
        return;
      }
    }
    task.run();
  }

  /** The task is not needed any more. */
  public synchronized void forget(Runnable task) {
    tasks.remove(task);
  }

  /** What came last goes first: it may lie in, or write to, what was there before. */
  void runAll() {
    List<Runnable> left;
    synchronized (this) {
      left = new ArrayList<>(tasks);
      tasks.clear();
    }
    for (int i = left.size() - 1; i >= 0; i--) {
      try {
        left.get(i).run();
      } catch (RuntimeException | Error e) {
        // The others still have to be done, and nobody reads what is said at the very end.
      }
    }
  }
}
