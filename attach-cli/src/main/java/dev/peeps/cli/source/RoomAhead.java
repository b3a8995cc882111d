package dev.peeps.cli.source;

import dev.peeps.heap.Heap;
import java.io.DataInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Makes room for a large cut while the target still takes it. The first touch of a page of memory
 * costs more than what is then written to it, and a cut of a hundred thousand threads needs sixty
 * thousand pages; until the target answers, a processor has nothing to do. When there is room, the
 * same thread begins to read what the target has written so far ({@link CutAhead}).
 *
 * <p>That a cut will be large is known as soon as the target has listed its threads: the library
 * writes their number at once when there are many (docs/cut-format.md). For others nothing is done,
 * so that a small dump takes no more memory than it needs.
 */
final class RoomAhead implements GrowingFile.Writing {
  /** What reading, judging and printing takes for each thread, as measured with 100,000. */
  private static final long BYTES_PER_THREAD = 2_100;

  private static final int STEP = 1 << 20;
  private static final int LOOK_MILLIS = 20;

  /** More than the head of a file has. */
  private static final int LONGEST_KEY = 64;

  private File cut;
  private boolean answered;
  private CutAhead reading;

  /** The target is asked for a cut in this file. */
  synchronized void asked(File file) {
    cut = file;
    notifyAll();
  }

  /** It has answered: from now on the memory is needed. */
  synchronized void answered() {
    answered = true;
    notifyAll();
  }

  /** Waits for the target's first word, and makes room if it is needed. */
  void make() {
    try {
      File file = await();
      while (!isAnswered(LOOK_MILLIS)) {
        long threads = file.length() == 0 ? 0 : announced(file);
        if (threads > 0) {
          touch(Math.min(threads * BYTES_PER_THREAD, Runtime.getRuntime().freeMemory() / 2));
          CutAhead ahead = beginReading(file);
          if (ahead != null) {
            ahead.read(this);
          }
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is large is read ahead; null when it is too late for that. */
  private synchronized CutAhead beginReading(File file) {
    reading = answered ? null : new CutAhead(file);
    return reading;
  }

  /**
   * The cut in this file, of which the target has said that it is whole.
   *
   * @return null when it was not read ahead, and has to be read now
   */
  Heap heap(File file) {
    CutAhead ahead = reading();
    return ahead == null ? null : ahead.await(file);
  }

  /** Whether it has begun to read. */
  boolean isReading() {
    return reading() != null;
  }

  private synchronized CutAhead reading() {
    return reading;
  }

  @Override
  public boolean isOver(long millis) throws InterruptedException {
    return isAnswered(millis);
  }

  private synchronized File await() throws InterruptedException {
    while (cut == null) {
      wait();
    }
    return cut;
  }

  private synchronized boolean isAnswered(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long left = millis;
    while (!answered && left > 0) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
    return answered;
  }

  private void touch(long bytes) throws InterruptedException {
    long touched = 0;
    for (; touched < bytes && !isAnswered(0); touched += STEP) {
      byte[] page = new byte[STEP];
      page[0] = 1;
    }
    if (touched > 0) {
      System.gc(); // what was touched is free again, and stays this process's
    }
  }

  /**
   * The number of threads that a library has announced in a file of which the rest is still to
   * come; 0 when it has not, or not wholly yet.
   */
  static long announced(File file) {
    try (InputStream in = new FileInputStream(file)) {
      return announced(in);
    } catch (IOException e) {
      return 0;
    }
  }

  /** The same of what a file begins with; no more of it is read than that takes. */
  static long announced(InputStream head) {
    DataInputStream in = new DataInputStream(head);
    try {
      int length = 0;
      while (in.readByte() != 0) { // the name of the format
        if (++length > LONGEST_KEY) {
          return 0; // it has none: no cut, and of any length
        }
      }
      in.readInt();
      in.readLong();
      in.skipBytes(9 + 5); // VERSION
      in.skipBytes(9);
      if (in.readByte() != 2 || in.readInt() != 1 || !text(in).equals("threads")) {
        return 0;
      }
      return Long.parseLong(text(in));
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }

  private static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST_KEY) {
      throw new IOException("no such text");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
