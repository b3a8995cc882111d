package dev.peeps.render;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Graphs that show one thing each; every one of them is a golden file. */
final class Samples {
  private Samples() {}

  /** What is to be so of each sample. */
  interface Check {
    void check(String name, Sketch sample) throws Exception;
  }

  /** A test for each sample. */
  static Stream<DynamicTest> tests(Check check) {
    return all().entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(), () -> check.check(each.getKey(), each.getValue())));
  }

  static Map<String, Sketch> all() {
    Map<String, Sketch> all = new LinkedHashMap<>();
    all.put("deadlock-of-two", DeadlockSamples.deadlockOfTwo());
    all.put("mixed-virtual", DeadlockSamples.mixedVirtual());
    all.put("read-write", DeadlockSamples.readWrite());
    all.put("class-init", DeadlockSamples.classInit());
    all.put("futures", WaitingSamples.futures());
    all.put("channels", WaitingSamples.channels());
    all.put("executors", WaitingSamples.executors());
    all.put("like-tasks", WaitingSamples.likeTasks(10_000));
    all.put("control-characters", HostileSamples.controlCharacters());
    all.put("huge-names", HostileSamples.hugeNames());
    all.put("no-findings", WaitingSamples.noFindings());
    all.put("nothing-waits", WaitingSamples.nothingWaits());
    all.put("several-processes", DeadlockSamples.severalProcesses());
    all.put("several-findings", DeadlockSamples.severalFindings());
    return all;
  }
}
