package dev.peeps.heap.reach;

import dev.peeps.heap.LongIndex;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongUnaryOperator;

/**
 * What libpeeps is asked about the objects of a cut that it holds: who waits for what, and which
 * objects may be out of reach. The text is the "Suspects file" of docs/cut-format.md.
 */
public final class Suspects implements Waits {
  /** Less than the library takes (8 MB): a search with as many suspects would not end in time. */
  private static final int LONGEST = 7 << 20;

  private final AsciiText text = new AsciiText();
  private final LongUnaryOperator blockers;
  private final LongIndex waiting = new LongIndex();
  private int asked;

  /**
   * @param blockers from the id of a thread to what it is parked on, 0 when that is not known
   */
  public Suspects(LongUnaryOperator blockers) {
    this.blockers = blockers;
  }

  @Override
  public void waits(long thread, long[] objects, long[] threads) {
    if (objects.length + threads.length == 0 || text.length() > LONGEST) {
      return; // of whom nothing is said it is taken that he runs
    }
    waiting.add(thread);
    text.append("wait ").append(thread).append(" ").append(blockers.applyAsLong(thread));
    for (long object : objects) {
      text.append(" ").append(object);
    }
    for (long other : threads) {
      text.append(" ").append(other);
    }
    text.append("\n");
  }

  @Override
  public void mounts(long thread, long[] carriers) {
    runnable("mount ", thread, carriers);
  }

  @Override
  public void awaitsClass(long thread, long[] initialisers) {
    runnable("init ", thread, initialisers);
  }

  private void runnable(String what, long thread, long[] others) {
    if (others.length == 0 || text.length() > LONGEST) {
      return; // of whom nothing is said it is taken that he runs
    }
    waiting.add(thread);
    text.append(what).append(thread);
    for (long other : others) {
      text.append(" ").append(other);
    }
    text.append("\n");
  }

  /** A queue from which somebody takes who does not wait leads on: nothing is said of it. */
  @Override
  public void feeds(long queue, long[] threads) {
    if (text.length() > LONGEST) {
      return; // then it leads on, too
    }
    for (long thread : threads) {
      if (waiting.find(thread) < 0) {
        return;
      }
    }
    text.append("feed ").append(queue);
    for (long thread : threads) {
      text.append(" ").append(thread);
    }
    text.append("\n");
  }

  /**
   * Says that a thread is to be taken for one that never comes back from outside the JVM.
   *
   * @return false when there is no room for one more: it is taken for one that comes back
   */
  public boolean call(long thread) {
    if (text.length() > LONGEST) {
      return false;
    }
    text.append("call ").append(thread).append("\n");
    return true;
  }

  /**
   * Asks about an object.
   *
   * @return false when there is no room for one more: nothing will be known of it
   */
  public boolean ask(long object) {
    if (text.length() > LONGEST) {
      return false;
    }
    text.append("ask ").append(object).append("\n");
    asked++;
    return true;
  }

  /** How many objects are asked about. */
  public int asked() {
    return asked;
  }

  /** The text of the file. */
  public String text() {
    return text.toString();
  }

  /** Writes the file: of many threads it is some megabytes, which nobody needs twice. */
  public void writeTo(OutputStream out) throws IOException {
    text.writeTo(out);
  }
}
