package dev.peeps.cli.dump;

import dev.peeps.layout.Layouts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Reads the layouts on a thread of its own, so that they are there when they are needed. */
final class LayoutsAhead {
  private final Thread thread;
  private Layouts layouts;
  private byte[] plan;
  private RuntimeException failure;

  LayoutsAhead(List<Path> files) {
    thread = new Thread(() -> read(files), "peeps-layouts");
    thread.setDaemon(true);
    thread.start();
  }

  private void read(List<Path> files) {
    try {
      layouts = Layouts.with(files);
      plan = layouts.plan().getBytes(StandardCharsets.UTF_8);
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /** Waits for them. */
  Layouts layouts() {
    await();
    return layouts;
  }

  /** Waits for the plan that follows from them. */
  byte[] plan() {
    await();
    return plan;
  }

  private void await() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw failure;
    }
  }
}
