package dev.peeps.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.heap.reach.LiveReach;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a search that did not come to an end. */
class UnsearchedTest {
  private static final long HEAP = 20 << 20;

  @TempDir Path folder;

  @Test
  void aLargeHeapIsNotBegunWith() throws IOException {
    assertThat(why(Map.of("reachBudgetNanos", 400, "reachEstimateNanos", 900)))
        .startsWith("the heap of 20 MB is too large for the 400 ms");
  }

  @Test
  void oneThatFitsIsNotBegunWithForWantOfMemory() throws IOException {
    assertThat(why(Map.of("reachBudgetNanos", 400, "reachEstimateNanos", 700)))
        .contains("too little memory");
  }

  @Test
  void aBusyMachineIsNoLargeHeap() throws IOException {
    String busy =
        why(
            Map.of(
                "reachBudgetNanos", 400,
                "reachWalks", 1,
                "reachPauseNanos", 400,
                "reachProcessorNanos", 80));
    assertThat(busy).contains("too busy").contains("of 400 ms").contains("for 80,");
    String large =
        why(
            Map.of(
                "reachBudgetNanos", 400,
                "reachWalks", 1,
                "reachPauseNanos", 400,
                "reachProcessorNanos", 390));
    assertThat(large).contains("too large");
  }

  @Test
  void threadsThatGoOnAllTheTimeAreSaid() throws IOException {
    assertThat(why(Map.of("reachWalks", 3, "reachRestless", 1))).contains("went on all the time");
  }

  /** With times in milliseconds. */
  private String why(Map<String, Integer> facts) throws IOException {
    ByteArrayOutputStream info = new ByteArrayOutputStream();
    DataOutputStream record = new DataOutputStream(info);
    record.writeByte(2);
    record.writeInt(facts.size());
    for (Map.Entry<String, Integer> fact : facts.entrySet()) {
      boolean time = fact.getKey().endsWith("Nanos");
      text(record, fact.getKey());
      text(record, Long.toString(fact.getValue() * (time ? 1_000_000L : 1)));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeBytes("JAVA PROFILE 1.0.2\0");
    out.writeInt(8);
    out.writeLong(0);
    record(out, 0x50, info.toByteArray());
    record(out, 0x2C, new byte[0]);
    Path file = Files.write(folder.resolve("answer"), bytes.toByteArray());
    return Unsearched.why(LiveReach.read(file), HEAP);
  }

  private static void record(DataOutputStream out, int tag, byte[] body) throws IOException {
    out.writeByte(tag);
    out.writeInt(0);
    out.writeInt(body.length);
    out.write(body);
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }
}
