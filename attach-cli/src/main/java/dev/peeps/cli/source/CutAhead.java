package dev.peeps.cli.source;

import dev.peeps.heap.Heap;
import dev.peeps.heap.HprofException;
import dev.peeps.heap.HprofReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;

/**
 * A large cut, read while the target still writes it, on the thread that has made room for it. What
 * is not a whole cut in the end, for whatever reason, is read again when the target has answered,
 * and whoever does that says what is wrong with it: so the answer is the same with this and
 * without.
 */
final class CutAhead {
  private final File file;
  private boolean done;
  private Heap heap;

  CutAhead(File file) {
    this.file = file;
  }

  /** Reads it, and ends when it is read or {@code writing} is over. */
  void read(GrowingFile.Writing writing) {
    Heap read = null;
    try (InputStream in = new GrowingFile(file, writing)) {
      read = HprofReader.follow(file.toPath(), in, Runtime.getRuntime().maxMemory() / 4);
    } catch (IOException | HprofException | RuntimeException | OutOfMemoryError e) {
      // It is help: see above.
    } finally {
      done(read);
    }
  }

  private synchronized void done(Heap read) {
    heap = read;
    done = true;
    notifyAll();
  }

  /**
   * Waits until it is read, which takes no longer than to read it now.
   *
   * @return null when this is another file, or it could not be read
   */
  synchronized Heap await(File wanted) {
    if (!file.equals(wanted)) {
      return null;
    }
    boolean interrupted = false;
    while (!done) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Heap read = heap;
    heap = null; // it is large, and is asked for once
    return read;
  }
}
