package dev.peeps.cli.work;

import java.util.LinkedHashSet;
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

  private void runAll() {
    Set<Runnable> left;
    synchronized (this) {
      left = Set.copyOf(tasks);
      tasks.clear();
    }
    for (Runnable task : left) {
      task.run();
    }
  }
}
