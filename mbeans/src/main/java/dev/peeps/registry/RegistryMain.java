package dev.peeps.registry;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The door through which libpeeps starts and ends the registry. Both calls come from the JVM's
 * attach thread, which must not be kept: everything that may run code of the application (starting
 * the platform MBean server can) happens in the registry's own thread.
 */
public final class RegistryMain {
  /** How long {@link #stop} waits for the thread to be gone. */
  private static final long STOP_MILLIS = 2_000;

  private static RegistryThread thread;

  private RegistryMain() {}

  /** Starts the one daemon thread of the registry and returns. */
  public static synchronized void start() {
    thread = new RegistryThread();
    thread.setContextClassLoader(RegistryMain.class.getClassLoader());
    thread.start();
  }

  /**
   * Takes layouts that a person named ({@link GivenLayouts}). Reads one file and returns.
   *
   * @throws IOException when it cannot; what was given before stays
   */
  public static void layouts(String file) throws IOException {
    GivenLayouts.take(Path.of(file));
  }

  /**
   * Ends the registry: its MBeans are unregistered by its own thread, which then ends.
   *
   * @return true when the thread has ended, false when it has not within two seconds; it ends as
   *     soon as what it hangs in lets it go
   */
  public static synchronized boolean stop() {
    RegistryThread ending = thread;
    thread = null;
    if (ending == null) {
      return true;
    }
    ending.end();
    try {
      ending.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !ending.isAlive();
  }

  /** Lets go of the jar file. The classes that are loaded stay until the loader is collected. */
  static void closeLoader() {
    ClassLoader loader = RegistryMain.class.getClassLoader();
    if (loader instanceof Closeable) {
      try {
        ((Closeable) loader).close();
      } catch (IOException e) {
        // Nothing is lost: the collector closes it later.
      }
    }
  }
}
