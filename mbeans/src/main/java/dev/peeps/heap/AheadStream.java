package dev.peeps.heap;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Reads a heap dump in a thread of its own that is a few chunks ahead of whoever parses. Half of
 * the time of a pass goes into copying from the page cache, and nine tenths into unpacking where
 * the file is compressed: that is done beside the parsing. Chunks are handed over as they are; each
 * has room in front for what was left of the one before.
 */
final class AheadStream extends DumpStream {
  /** Free bytes in front of a chunk. */
  static final int ROOM = 1 << 12;

  private static final int CHUNK = 1 << 19;
  private static final int CHUNKS = 3;

  /** Some bytes of the file, or what went wrong. */
  static final class Chunk {
    final byte[] bytes = new byte[ROOM + CHUNK];

    /** Bytes behind the room; not positive at the end of the file. */
    int length;

    IOException problem;
  }

  private final DumpStream source;
  private final ArrayBlockingQueue<Chunk> filled = new ArrayBlockingQueue<>(CHUNKS + 1);
  private final ArrayBlockingQueue<Chunk> empty = new ArrayBlockingQueue<>(CHUNKS + 1);
  private Thread reader;
  private volatile boolean stopped;
  private Chunk current;

  /** Of the current chunk, what has been handed out. */
  private int used;

  private boolean ended;

  AheadStream(DumpStream source) {
    this.source = source;
  }

  @Override
  void seek(long offset) throws IOException {
    stop();
    source.seek(offset);
  }

  /**
   * The chunk in hand when bytes of it are left, else the next one, from {@link #used} on; null at
   * the end of the file. It belongs to the caller until the next call.
   */
  Chunk next() throws IOException {
    if (ended || (current != null && used < current.length)) {
      return ended ? null : current;
    }
    try {
      if (reader == null) {
        begin();
      } else if (current != null) {
        empty.put(current);
      }
      current = filled.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
    used = 0;
    if (current.problem != null) {
      ended = true;
      throw current.problem;
    }
    ended = current.length <= 0;
    return ended ? null : current;
  }

  /** Where in the chunk in hand, behind its room, the bytes are that nobody has used. */
  int used() {
    return used;
  }

  /** The chunk in hand is taken over as a whole. */
  void usedUp() {
    used = current.length;
  }

  private void begin() {
    stopped = false;
    filled.clear();
    empty.clear();
    for (int i = 0; i < CHUNKS; i++) {
      empty.add(new Chunk());
    }
    reader = new Thread(this::readAll, "peeps-read-ahead");
    reader.setDaemon(true);
    reader.start();
  }

  private void readAll() {
    try {
      while (true) {
        Chunk chunk = empty.take();
        if (stopped) {
          return;
        }
        read(chunk);
        filled.put(chunk);
        if (chunk.problem != null || chunk.length <= 0) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whatever goes wrong is handed over: whoever parses would wait for ever for the next chunk. */
  private void read(Chunk chunk) {
    try {
      chunk.length = source.read(chunk.bytes, ROOM, CHUNK);
    } catch (IOException e) {
      chunk.problem = e;
    } catch (RuntimeException | Error e) {
      chunk.problem = new IOException("reading ahead failed: " + e, e);
    }
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Chunk chunk = next();
    if (chunk == null) {
      return -1;
    }
    int now = Math.min(length, chunk.length - used);
    System.arraycopy(chunk.bytes, ROOM + used, target, offset, now);
    used += now;
    return now;
  }

  @Override
  public long skip(long count) throws IOException {
    long left = count;
    while (left > 0 && next() != null) {
      int now = (int) Math.min(left, current.length - used);
      used += now;
      left -= now;
    }
    return count - left;
  }

  /** Ends the thread without an interrupt, which would close the file under everybody. */
  private void stop() throws IOException {
    if (reader != null) {
      stopped = true;
      empty.offer(new Chunk());
      filled.clear();
      try {
        reader.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw (IOException) new InterruptedIOException("interrupted").initCause(e);
      }
    }
    reader = null;
    current = null;
    used = 0;
    ended = false;
  }

  @Override
  public void close() throws IOException {
    stop();
    source.close();
  }
}
