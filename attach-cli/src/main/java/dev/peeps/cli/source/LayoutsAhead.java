package dev.peeps.cli.source;

import dev.peeps.layout.Layouts;
import dev.peeps.layout.PreparedLayouts;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads the layouts on a thread of its own, so that they are there when they are needed. The plan
 * is there at once when it was prepared and nobody adds a layout: then the target takes its cut
 * while the layouts are read.
 */
public final class LayoutsAhead {
  private final Thread thread;
  private final byte[] preparedPlan;
  private Layouts layouts;
  private byte[] plan;
  private RuntimeException failure;

  LayoutsAhead(List<Path> files) {
    PreparedLayouts prepared = prepared();
    preparedPlan = prepared != null && files.isEmpty() ? prepared.plan() : null;
    thread =
        new Thread("peeps-layouts") {
          @Override
          public void run() {
            readAll(prepared, files);
          }
        };
    thread.setDaemon(true);
    thread.start();
  }

  private void readAll(PreparedLayouts prepared, List<Path> files) {
    try {
      layouts = Layouts.with(prepared, files);
      plan = preparedPlan == null ? layouts.plan().getBytes(StandardCharsets.UTF_8) : null;
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /** Waits for them. */
  public Layouts layouts() {
    await();
    return layouts;
  }

  /** The plan that follows from them; waits for it when it was not prepared. */
  public byte[] plan() {
    if (preparedPlan != null) {
      return preparedPlan;
    }
    await();
    return plan;
  }

  private static PreparedLayouts prepared() {
    String lib = System.getProperty("peeps.lib");
    return lib == null
        ? null
        : PreparedLayouts.read(
            new File(lib, "prepared.layouts"), new File(lib, "peeps-mbeans.jar"));
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
