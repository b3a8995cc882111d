package dev.peeps.cli.dump;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.Watch;
import dev.peeps.cli.attach.Attachment;
import dev.peeps.cli.proc.Jvm;
import dev.peeps.finding.Confirmation;
import dev.peeps.finding.Finding;
import dev.peeps.graph.Graph;
import dev.peeps.graph.GraphNotice;
import dev.peeps.layout.GraphReader;
import dev.peeps.registry.CutOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The second, smaller cut of the suspects that makes a finding proved. Its objects have the ids of
 * the first, since the library keeps them for a while.
 */
final class SecondLook {
  /** How much longer than the wait for it a first cut's ids are kept: for reading and finding. */
  private static final long EXTRA_MILLIS = 10_000;

  private final DumpOptions options;
  private final LayoutsAhead layouts;
  private final CutTaker taker;
  private final Watch watch;
  private final Map<Jvm, Attachment> held = new LinkedHashMap<>();
  private final List<GraphNotice> notices = new ArrayList<>();
  private long lastCutNanos;

  SecondLook(DumpOptions options, LayoutsAhead layouts, CutTaker taker, Watch watch) {
    this.options = options;
    this.layouts = layouts;
    this.taker = taker;
    this.watch = watch;
  }

  /** For how long a first cut is asked to keep its ids. */
  long holdMillis() {
    return options.confirmMillis() + EXTRA_MILLIS;
  }

  /** A first cut was taken. */
  void add(Cut cut, Attachment attachment) {
    lastCutNanos = System.nanoTime();
    if (cut.heap().info().number("heldMillis") > 0) {
      held.put(cut.jvm(), attachment);
    }
  }

  /** What the graph has to say about the second look; empty when all went well. */
  List<GraphNotice> notices() {
    return notices;
  }

  /**
   * Looks again.
   *
   * @return the findings judged anew; null when there was nothing to confirm or no way to
   */
  Confirmation confirm(List<Finding> findings, Graph first) {
    if (options.confirmMillis() == 0 || findings.isEmpty()) {
      return null;
    }
    Graph.Builder second = new Graph.Builder();
    int taken = 0;
    for (Jvm jvm : List.copyOf(held.keySet())) {
      String process = Long.toString(jvm.pid());
      Set<Long> suspects = Confirmation.suspects(findings, first, process);
      if (!suspects.isEmpty()) {
        await();
        try {
          Cut cut =
              taker.take(
                  jvm, held.get(jvm), layouts.plan(), lines(suspects), new CutOptions("cut"), null);
          held.remove(jvm);
          GraphReader.read(cut.heap(), layouts.layouts(), cut.process(), second);
          taken++;
        } catch (CommandFailure e) {
          notices.add(
              new GraphNotice(
                  process,
                  "not-confirmed",
                  0,
                  "Nothing could be confirmed by a second cut: " + e.getMessage() + "."));
        }
      }
    }
    if (taken == 0) {
      return null;
    }
    Confirmation confirmation = Confirmation.of(findings, first, second.build());
    notices.addAll(confirmation.notices());
    return confirmation;
  }

  /** Waits until the first cut is as old as was asked for. */
  private void await() {
    watch.stage("waiting before a second look", ExitStatus.FAILED);
    long age = System.nanoTime() - lastCutNanos;
    long left = TimeUnit.MILLISECONDS.toNanos(options.confirmMillis()) - age;
    if (left > 0) {
      try {
        TimeUnit.NANOSECONDS.sleep(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static byte[] lines(Set<Long> numbers) {
    StringBuilder text = new StringBuilder();
    for (long number : numbers) {
      text.append(number).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Gives back what the targets still keep. A target that does not answer gives it back by itself
   * when the time is over.
   */
  void release() {
    for (Map.Entry<Jvm, Attachment> each : held.entrySet()) {
      try {
        taker.release(each.getKey(), each.getValue());
      } catch (CommandFailure e) {
        // It has ended, or will do it by itself.
      }
    }
    held.clear();
  }
}
