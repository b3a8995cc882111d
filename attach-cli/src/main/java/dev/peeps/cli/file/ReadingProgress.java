package dev.peeps.cli.file;

import dev.peeps.cli.Watch;
import dev.peeps.heap.ReadOptions;
import java.util.Locale;

/** How far the reading of a file has come, with percentage and rate, for the watch to say. */
public final class ReadingProgress implements ReadOptions.Progress {
  private static final long OFTEN_ENOUGH_NANOS = 250_000_000L;
  private static final double MIB = 1 << 20;

  private final Watch watch;
  private final String shown;
  private long passStart = System.nanoTime();
  private long said = passStart;
  private int pass = 1;

  public ReadingProgress(Watch watch, String shown) {
    this.watch = watch;
    this.shown = shown;
  }

  @Override
  public void at(long done, long total, int number) {
    long now = System.nanoTime();
    if (number != pass) {
      pass = number;
      passStart = now;
    } else if (now - said < OFTEN_ENOUGH_NANOS) {
      return;
    }
    said = now;
    watch.progress(text(done, total, now - passStart));
  }

  private String text(long done, long total, long nanos) {
    StringBuilder text = new StringBuilder("reading ").append(shown);
    text.append(": pass ").append(pass);
    if (total > 0) {
      text.append(", ").append(Math.min(100, 100 * done / total)).append(" %");
    }
    text.append(String.format(Locale.ROOT, ", %.0f MiB", done / MIB));
    if (nanos > 0) {
      text.append(String.format(Locale.ROOT, ", %.0f MiB/s", done / MIB * 1e9 / nanos));
    }
    return text.toString();
  }
}
