package dev.peeps.heap.reach;

import dev.peeps.heap.LongIndex;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What libpeeps answers to {@link Suspects}: which of the objects anything that will run can still
 * get at, in the live JVM. Immutable.
 *
 * <p>Unlike a {@link Survey} of a heap dump it knows of the stacks of stuck threads only what
 * stands in a frame itself, and of a way from a static field only that field and how long the way
 * is.
 */
public final class LiveReach implements ByQueue, StandardInput {
  private static final long LARGEST = 64L << 20;
  private static final int VERSION = 1;
  private static final int INFO = 2;
  private static final int REACH = 14;
  private static final int STUCK = 15;
  private static final int HOLDERS = 16;
  private static final int QUEUED = 17;
  private static final int STUCK_FIRST = 18;
  private static final int SYSTEM_THREADS = 19;
  private static final int STATIC_FIELDS = 20;
  private static final int INPUT_READERS = 21;
  private static final int PENDING = 22;
  private static final int PEEPS = 0x50;
  private static final int END = 0x2C;

  /** By the library's number: not known, live, static, not live and no more known, nobody, … */
  private static final Level[] LEVELS = {
    Level.UNKNOWN,
    Level.LIVE,
    Level.STATIC,
    Level.UNKNOWN,
    Level.WAITERS,
    Level.QUEUED,
    Level.SHUTDOWN,
    Level.WEAK
  };

  private final LongIndex objects = new LongIndex();
  private final List<Level> levels = new ArrayList<>();
  private final LongIndex stuck = new LongIndex();
  private final LongIndex stuckFirst = new LongIndex();
  private final LongIndex systems = new LongIndex();
  private final LongIndex readers = new LongIndex();
  private final LongIndex pending = new LongIndex();
  private final LongIndex inFields = new LongIndex();
  private final List<LiveField> fields = new ArrayList<>(0);
  private final List<long[]> holders = new ArrayList<>();
  private final LongIndex queued = new LongIndex();
  private final List<Long> queues = new ArrayList<>(0);
  private final Map<String, String> facts = new LinkedHashMap<>();
  private boolean ended;
  private boolean holdersCut;
  private boolean known;

  private LiveReach() {}

  /**
   * Reads an answer.
   *
   * @throws IOException when the file is not there, is no answer, or is damaged
   */
  public static LiveReach read(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new IOException(file + " is larger than any answer");
    }
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file));
    LiveReach answer = new LiveReach();
    try {
      while (in.get() != 0) {
        // the name of the format
      }
      in.position(in.position() + 12);
      while (!answer.ended) {
        answer.record(in);
      }
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new IOException(
          file + ", byte " + in.position() + ": the answer is cut off or damaged");
    }
    return answer;
  }

  private void record(ByteBuffer in) throws IOException {
    int tag = in.get();
    in.getInt();
    int end = in.getInt() + in.position();
    if (end < in.position()) {
      throw new IllegalArgumentException("a record that ends before it starts");
    }
    if (tag == END) {
      ended = true;
    } else if (tag == PEEPS && end > in.position()) {
      int type = in.get();
      switch (type) {
        case VERSION:
          int version = in.getInt();
          if (version != 1) {
            throw new IOException(
                "the answer has format version " + version + ", which is not known: update peeps");
          }
          break;
        case INFO:
          info(in);
          break;
        case REACH:
          int level = in.get();
          for (int left = in.getInt(); left > 0; left--) {
            level(in.getLong(), level);
          }
          break;
        case STUCK:
          ids(in, stuck);
          break;
        case STUCK_FIRST:
          ids(in, stuckFirst);
          break;
        case SYSTEM_THREADS:
          ids(in, systems);
          break;
        case INPUT_READERS:
          ids(in, readers);
          break;
        case PENDING:
          ids(in, pending);
          break;
        case STATIC_FIELDS:
          field(in);
          break;
        case HOLDERS:
          holdersCut |= in.get() != 0;
          for (int left = in.getInt(); left > 0; left--) {
            holders.add(new long[] {in.getLong(), in.getLong()});
          }
          break;
        case QUEUED:
          for (int left = in.getInt(); left > 0; left--) {
            queued(in.getLong(), in.getLong());
          }
          break;
        default:
          break; // of a later library
      }
    }
    in.position(end);
  }

  private void level(long object, int number) {
    int before = objects.size();
    known |= number > 0;
    if (objects.add(object) == before) {
      levels.add(number >= 0 && number < LEVELS.length ? LEVELS[number] : Level.UNKNOWN);
    }
  }

  private static void ids(ByteBuffer in, LongIndex to) {
    for (int left = in.getInt(); left > 0; left--) {
      to.add(in.getLong());
    }
  }

  private void field(ByteBuffer in) {
    int before = inFields.size();
    int number = inFields.add(in.getLong());
    boolean hooked = in.get() != 0;
    long steps = Integer.toUnsignedLong(in.getInt());
    String owner = text(in).replace('/', '.');
    LiveField field = new LiveField(owner, text(in), steps, hooked);
    if (number == before) {
      fields.add(field);
    }
  }

  private void queued(long object, long queue) {
    int before = queued.size();
    if (queued.add(object) == before) {
      queues.add(queue);
    }
  }

  private void info(ByteBuffer in) {
    for (int left = in.getInt(); left > 0; left--) {
      String key = text(in);
      facts.put(key, text(in));
    }
  }

  private static String text(ByteBuffer in) {
    byte[] bytes = new byte[Math.max(0, Math.min(in.getInt(), in.remaining()))];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * By whom an object that was asked about is within reach: LIVE, STATIC, SHUTDOWN, WEAK, QUEUED,
   * WAITERS for nobody who will run, or UNKNOWN.
   */
  public Level level(long object) {
    int number = objects.find(object);
    return number < 0 ? Level.UNKNOWN : levels.get(number);
  }

  @Override
  public long queueOf(long object) {
    int number = queued.find(object);
    return number < 0 ? 0 : queues.get(number);
  }

  /**
   * True when the library looked at the object again after its search, and it had not come. False
   * too where no layout says how that is seen.
   */
  public boolean isPending(long object) {
    return pending.find(object) >= 0;
  }

  /** True when the thread will never run: what it waits for is reached by nobody. */
  public boolean isStuck(long thread) {
    return stuck.find(thread) >= 0;
  }

  /** True when the thread would never run if nobody used static fields of the application. */
  public boolean isStuckFirst(long thread) {
    return stuckFirst.find(thread) >= 0;
  }

  /** True for a thread of the JVM's own. */
  public boolean isSystems(long thread) {
    return systems.find(thread) >= 0;
  }

  @Override
  public boolean knowsStandardInput(long thread) {
    return readers.find(thread) >= 0;
  }

  /**
   * True when the library has said whose the threads are: it does when something is within reach of
   * none that will run.
   */
  public boolean knowsThreads() {
    return systems.size() > 0;
  }

  /** How many threads of the application have begun since the cut. */
  public long strangers() {
    return number("reachStrangers");
  }

  /** The static field from which the shortest way leads to an object; null when not known. */
  public LiveField field(long object) {
    int number = inFields.find(object);
    return number < 0 ? null : fields.get(number);
  }

  /**
   * Stuck threads that have the object in a frame of theirs, and workers of a pool that have it
   * through other objects, by ids; empty when none has.
   */
  public long[] holders(long object) {
    LongIndex found = new LongIndex();
    for (long[] pair : holders) {
      if (pair[1] == object) {
        found.add(pair[0]);
      }
    }
    long[] threads = new long[found.size()];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = found.key(i);
    }
    return threads;
  }

  /** False when there are more {@link #holders} than the library has room for. */
  public boolean holdersKnown() {
    return !holdersCut;
  }

  /** How many threads will never run. */
  public int stuck() {
    return stuck.size();
  }

  /** For how long the JVM was paused, all pauses together. */
  public long pauseMillis() {
    return number("reachPauseNanos") / 1_000_000;
  }

  /** What the search cost, or a count of it; 0 when it is not said ({@link #facts}). */
  public long number(String fact) {
    try {
      return Long.parseLong(facts.getOrDefault(fact, "0"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** What the search cost; the keys are in docs/cut-format.md. */
  public Map<String, String> facts() {
    return facts;
  }

  /** True when the search came to an end for at least one object. */
  public boolean isKnown() {
    return known;
  }
}
