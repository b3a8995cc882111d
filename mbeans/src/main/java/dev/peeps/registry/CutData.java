package dev.peeps.registry;

import dev.peeps.graph.Graph;
import dev.peeps.graph.GraphNotice;
import dev.peeps.graph.ProcessInfo;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/** What a cut cost, in open types. */
public final class CutData {
  private static final double NANOS = 1e6;

  private final ProcessInfo process;
  private final List<String> notSeen;

  CutData(ProcessInfo process, Graph graph) {
    this.process = process;
    this.notSeen = new ArrayList<>();
    for (GraphNotice notice : graph.notices()) {
      if (notice.isGap()) {
        notSeen.add(notice.text());
      }
    }
  }

  /** When it was taken. */
  @SuppressWarnings("JavaUtilDate") // the only open type for a point in time
  public Date getTaken() {
    return new Date(number("timestampMillis"));
  }

  /** How long the application stood still, in milliseconds; -1 when unknown. */
  public double getPauseMillis() {
    return millis("pauseNanos");
  }

  /**
   * How long it took all threads to stop, in milliseconds; not part of the pause; -1 when unknown.
   */
  public double getSafepointMillis() {
    return millis("safepointNanos");
  }

  /** From the request to the file, in milliseconds; -1 when unknown. */
  public double getTotalMillis() {
    return millis("totalNanos");
  }

  /** {@code narrow}, {@code wide} or {@code lean}. */
  public String getWalk() {
    return process.facts().getOrDefault("walk", "");
  }

  /** Objects in it. */
  public long getObjects() {
    return number("objects");
  }

  /** Size of its file. */
  public long getBytes() {
    return number("bytes");
  }

  /** True when nothing had to be left out. */
  public boolean isComplete() {
    return process.complete();
  }

  /** What was not seen, a sentence each. */
  public List<String> getNotSeen() {
    return notSeen;
  }

  /** -1 when it is not known. */
  private double millis(String nanos) {
    long number = number(nanos);
    return number < 0 ? -1 : number / NANOS;
  }

  private long number(String key) {
    try {
      return Long.parseLong(process.facts().getOrDefault(key, "-1"));
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
