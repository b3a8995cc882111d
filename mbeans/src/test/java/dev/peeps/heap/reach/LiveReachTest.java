package dev.peeps.heap.reach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.peeps.heap.testing.Mutants;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The answer of libpeeps, and the question. */
class LiveReachTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  @Test
  void saysByWhomEachObjectIsReached() throws IOException {
    LiveReach answer = read(whole());
    assertThat(answer.level(5)).isEqualTo(Level.LIVE);
    assertThat(answer.level(6)).isEqualTo(Level.STATIC);
    assertThat(answer.level(7)).isEqualTo(Level.WAITERS);
    assertThat(answer.level(8)).isEqualTo(Level.UNKNOWN);
    assertThat(answer.level(9)).isEqualTo(Level.QUEUED);
    assertThat(answer.queueOf(9)).isEqualTo(4);
    assertThat(answer.queueOf(7)).isZero();
    assertThat(answer.level(10)).isEqualTo(Level.UNKNOWN);
    assertThat(answer.level(99)).isEqualTo(Level.UNKNOWN);
    assertThat(answer.isPending(7)).isTrue();
    assertThat(answer.isPending(6)).isFalse();
    assertThat(answer.isStuck(3)).isTrue();
    assertThat(answer.isStuck(5)).isFalse();
    assertThat(answer.stuck()).isEqualTo(1);
    assertThat(answer.holders(7)).containsExactly(3);
    assertThat(answer.holders(5)).isEmpty();
    assertThat(answer.pauseMillis()).isEqualTo(12);
    assertThat(answer.isKnown()).isTrue();
  }

  @Test
  void saysWhichStaticFieldHoldsAndWhoseTheThreadsAre() throws IOException {
    LiveReach answer = read(whole());
    assertThat(answer.level(11)).isEqualTo(Level.SHUTDOWN);
    assertThat(answer.level(12)).isEqualTo(Level.WEAK);
    assertThat(answer.field(6).owner()).isEqualTo("a.b.Client$Calls");
    assertThat(answer.field(6).words()).isEqualTo("Client.Calls.pending");
    assertThat(answer.field(6).isHooked()).isFalse();
    assertThat(answer.field(11).words()).isEqualTo("Client.CALLS → …");
    assertThat(answer.field(11).isHooked()).isTrue();
    assertThat(answer.field(5)).isNull();
    assertThat(answer.isStuckFirst(4)).isTrue();
    assertThat(answer.isStuckFirst(2)).isFalse();
    assertThat(answer.isSystems(2)).isTrue();
    assertThat(answer.isSystems(3)).isFalse();
    assertThat(answer.knowsThreads()).isTrue();
    assertThat(answer.knowsStandardInput(8)).isTrue();
    assertThat(answer.knowsStandardInput(2)).isFalse();
    assertThat(answer.strangers()).isZero();
  }

  @Test
  void anAnswerThatIsCutOffIsNone() throws IOException {
    byte[] all = whole();
    for (int length = 0; length < all.length; length++) {
      byte[] part = Arrays.copyOf(all, length);
      assertThatIOException().isThrownBy(() -> read(part));
    }
  }

  @Test
  void damagedAnswersEndInAnExceptionOfOneKind() throws IOException {
    byte[] all = whole();
    for (int at = 0; at < all.length; at++) {
      byte[] damaged = all.clone();
      damaged[at] = (byte) 0xff;
      try {
        read(damaged);
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("answer");
      }
    }
  }

  @Test
  void aRecordThatEndsBeforeItStartsIsDamage() throws IOException {
    bytes.reset();
    out.writeBytes("JAVA PROFILE 1.0.2\0");
    out.write(new byte[12]);
    out.writeByte(0x50);
    out.writeInt(0);
    out.writeInt(-9);
    byte[] damaged = bytes.toByteArray();
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () ->
            assertThatIOException()
                .isThrownBy(() -> read(damaged))
                .withMessageContaining("damaged"));
  }

  @Test
  void changedAnywhereItEndsInAnAnswerOrAnException() throws IOException {
    byte[] all = whole();
    Random random = new Random(42);
    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> {
          for (int i = 0; i < 5_000; i++) {
            try {
              read(Mutants.of(all, random)).level(5);
            } catch (IOException e) {
              assertThat(e).hasMessageContaining("answer");
            }
          }
        });
  }

  @Test
  void saysWhenThereAreMoreHoldersThanItHasRoomFor() throws IOException {
    assertThat(read(whole()).holdersKnown()).isTrue();
    byte[] cut = whole();
    int holders = cut.length - 9 - (9 + 1 + 4 + 8) - (4 + 4 * 8) - 1;
    assertThat(cut[holders - 1]).isEqualTo((byte) 16);
    cut[holders] = 1;
    assertThat(read(cut).holdersKnown()).isFalse();
  }

  /** Whoever asks has to say what was left out. */
  @Test
  void aQuestionThatIsTooLongTakesNoMore() {
    Suspects suspects = new Suspects(thread -> 0);
    assertThat(suspects.call(1)).isTrue();
    long[] many = new long[1 << 20];
    Arrays.fill(many, 1_234_567);
    suspects.waits(2, many, new long[0]);
    assertThat(suspects.call(3)).isFalse();
    assertThat(suspects.ask(4)).isFalse();
  }

  @Test
  void theQuestionNamesWaitersAndWhatIsAsked() {
    Suspects suspects = new Suspects(thread -> thread + 100);
    suspects.waits(3, new long[] {7}, new long[] {4});
    suspects.waits(4, new long[0], new long[0]);
    suspects.ask(7);
    suspects.feeds(9, new long[] {3});
    suspects.feeds(8, new long[] {3, 4});
    assertThat(suspects.text()).isEqualTo("wait 3 103 7 4\nask 7\nfeed 9 3\n");
    assertThat(suspects.asked()).isEqualTo(1);
  }

  private LiveReach read(byte[] content) throws IOException {
    return LiveReach.read(Files.write(folder.resolve("answer"), content));
  }

  private byte[] whole() throws IOException {
    bytes.reset();
    out.writeBytes("JAVA PROFILE 1.0.2\0");
    out.writeInt(8);
    out.writeLong(0);
    record(1, intBytes(1));
    ByteArrayOutputStream info = new ByteArrayOutputStream();
    DataOutputStream text = new DataOutputStream(info);
    text.writeInt(1);
    text(text, "reachPauseNanos");
    text(text, "12345678");
    record(2, info.toByteArray());
    record(14, level(1, 5));
    record(14, level(2, 6));
    record(14, level(4, 7));
    record(14, level(0, 8));
    record(14, level(5, 9));
    record(17, Arrays.copyOfRange(pairs(9, 4), 1, 1 + 4 + 16));
    record(14, level(3, 10));
    record(14, level(6, 11));
    record(14, level(7, 12));
    record(18, ids(3, 4));
    record(19, ids(2));
    record(21, ids(8));
    record(22, ids(7));
    record(20, field(6, false, 1, "a/b/Client$Calls", "pending"));
    record(20, field(11, true, 3, "a/Client", "CALLS"));
    record(16, pairs(3, 7, 3, 7));
    record(15, ids(3));
    out.writeByte(0x2C);
    out.writeInt(0);
    out.writeInt(0);
    return bytes.toByteArray();
  }

  private void record(int type, byte[] body) throws IOException {
    out.writeByte(0x50);
    out.writeInt(0);
    out.writeInt(body.length + 1);
    out.writeByte(type);
    out.write(body);
  }

  private static void text(DataOutputStream to, String text) throws IOException {
    to.writeInt(text.length());
    to.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] field(long object, boolean hooked, int steps, String owner, String name)
      throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(body);
    data.writeLong(object);
    data.writeBoolean(hooked);
    data.writeInt(steps);
    text(data, owner);
    text(data, name);
    return body.toByteArray();
  }

  private static byte[] intBytes(int value) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    new DataOutputStream(body).writeInt(value);
    return body.toByteArray();
  }

  private static byte[] level(int level, long object) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(level);
    body.write(ids(object));
    return body.toByteArray();
  }

  private static byte[] ids(long... ids) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(body);
    data.writeInt(ids.length);
    for (long id : ids) {
      data.writeLong(id);
    }
    return body.toByteArray();
  }

  private static byte[] pairs(long... ids) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(body);
    data.writeByte(0);
    data.writeInt(ids.length / 2);
    for (long id : ids) {
      data.writeLong(id);
    }
    return body.toByteArray();
  }
}
