package dev.peeps.heap;

import java.util.Objects;

/** How {@link HprofReader} reads a large file. Immutable. */
public final class ReadOptions {

  /** Is told how far the reading has come, a few times a second at most; must be quick. */
  @FunctionalInterface
  public interface Progress {
    /**
     * So far has the reading come.
     *
     * @param done bytes of the file that this pass is over with
     * @param total bytes of the file; -1 when unknown
     * @param pass number of the pass, from 1 on
     */
    void at(long done, long total, int pass);
  }

  private static final ReadOptions DEFAULTS =
      new ReadOptions(
          Runtime.getRuntime().maxMemory() / 4 * 3, (done, total, pass) -> {}, new long[0]);

  private final long maxMemory;
  private final Progress progress;
  private final long[] wanted;

  private ReadOptions(long maxMemory, Progress progress, long[] wanted) {
    this.maxMemory = maxMemory;
    this.progress = progress;
    this.wanted = wanted;
  }

  /** Three quarters of this JVM's largest heap, and nobody told. */
  public static ReadOptions defaults() {
    return DEFAULTS;
  }

  /** The same with another bound of the memory that tables may take, in bytes. */
  public ReadOptions maxMemory(long bytes) {
    if (bytes <= 0) {
      throw new IllegalArgumentException("a bound of " + bytes + " bytes");
    }
    return new ReadOptions(bytes, progress, wanted);
  }

  /** The same with somebody who is told. */
  public ReadOptions progress(Progress listener) {
    return new ReadOptions(maxMemory, Objects.requireNonNull(listener), wanted);
  }

  /**
   * The same with objects that are wanted whatever their class and whoever refers to them, as far
   * as the file has them: those that a thread dump names. They become points without fields.
   */
  public ReadOptions wanted(long[] ids) {
    return new ReadOptions(maxMemory, progress, ids.clone());
  }

  long[] wanted() {
    return wanted;
  }

  public long maxMemory() {
    return maxMemory;
  }

  public Progress progress() {
    return progress;
  }
}
