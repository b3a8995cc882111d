package dev.peeps.cli.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerfDataTest {

  @Test
  void mainNameWithoutArguments() throws IOException {
    assertThat(command("orders.Main --password=secret").mainName()).isEqualTo("orders.Main");
    assertThat(command("orders.Main").mainName()).isEqualTo("orders.Main");
    assertThat(command("/opt/my apps/orders.jar x y").mainName())
        .isEqualTo("/opt/my apps/orders.jar");
    assertThat(command("orders.Main /opt/x.jar z").mainName()).isEqualTo("orders.Main");
    assertThat(command("").mainName()).isEmpty();
  }

  @Test
  void theLastFlagCounts() throws IOException {
    assertThat(args("-XX:-EnableDynamicAgentLoading").agentsRefused()).isTrue();
    assertThat(
            args("-XX:-EnableDynamicAgentLoading -XX:+EnableDynamicAgentLoading").agentsRefused())
        .isFalse();
    assertThat(args("-Xmx1g").agentsRefused()).isFalse();
  }

  @Test
  void capabilities() throws IOException {
    assertThat(data(text("sun.rt.jvmCapabilities", "0100")).attachDisabled()).isTrue();
    assertThat(data(text("sun.rt.jvmCapabilities", "1100")).attachDisabled()).isFalse();
    assertThat(data().attachDisabled()).as("unknown is not disabled").isFalse();
  }

  @Test
  void numbers() throws IOException {
    PerfData data = data(number("java.threads.live", 12), number("sun.rt.createVmBeginTime", 99));
    assertThat(data.liveThreads()).isEqualTo(12);
    assertThat(data.startMillis()).isEqualTo(99);
    assertThat(data().liveThreads()).isEqualTo(-1);
  }

  @Test
  void namesAreWholeNames() throws IOException {
    PerfData data =
        data(text("sun.rt", "short"), text("sun.rt.javaCommand", "orders.Main"), number("n", 7));
    assertThat(data.text("sun.rt")).isEqualTo("short");
    assertThat(data.text("sun.rt.java")).isEmpty();
    assertThat(data.text("sun.rt.javaCommand.more")).isEmpty();
    assertThat(data.text("n")).as("a number is no text").isEmpty();
    assertThat(data.number("sun.rt")).as("a text is no number").isEqualTo(-1);
  }

  @Test
  void ofTwoOfTheSameNameTheLaterOneCounts() throws IOException {
    assertThat(data(text("a", "1"), text("a", "2")).text("a")).isEqualTo("2");
    assertThat(data(number("a", 1), number("a", -2)).number("a")).isEqualTo(-2);
  }

  @Test
  void damagedFilesAreRefusedNotBelieved(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("7");
    byte[] good = file(text("sun.rt.javaCommand", "orders.Main"));
    for (int length = 0; length < good.length - 1; length++) {
      Files.write(file, java.util.Arrays.copyOf(good, length));
      assertThatThrownBy(() -> PerfData.read(file.toString())).isInstanceOf(IOException.class);
    }
    Files.write(file, good);
    assertThat(PerfData.read(file.toString()).mainName()).isEqualTo("orders.Main");
  }

  /** Anybody can write such a file: no value may reach into what is another's. */
  @Test
  void valuesBeyondTheirEntry(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("7");
    byte[][] hostile = {
      text("a", "text"), text("b", "text"), number("c", 1), number("d", 1), text("e", "text"),
    };
    ByteBuffer.wrap(hostile[0]).order(ByteOrder.LITTLE_ENDIAN).putInt(8, 40);
    ByteBuffer.wrap(hostile[1]).order(ByteOrder.LITTLE_ENDIAN).putInt(16, 40);
    ByteBuffer.wrap(hostile[2]).order(ByteOrder.LITTLE_ENDIAN).putInt(16, 24);
    ByteBuffer.wrap(hostile[3]).order(ByteOrder.LITTLE_ENDIAN).putInt(16, -20);
    ByteBuffer.wrap(hostile[4]).order(ByteOrder.LITTLE_ENDIAN).putInt(8, Integer.MAX_VALUE);
    byte[] more = text("sun.rt.javaCommand", "orders.Main with a long command line of its own");
    for (byte[] entry : hostile) {
      Files.write(file, file(more, entry, more, more));
      assertThatThrownBy(() -> PerfData.read(file.toString())).isInstanceOf(IOException.class);
    }
  }

  private static PerfData command(String command) throws IOException {
    return data(text("sun.rt.javaCommand", command));
  }

  private static PerfData args(String args) throws IOException {
    return data(text("java.rt.vmArgs", args));
  }

  private static PerfData data(byte[]... entries) throws IOException {
    return PerfData.parse(file(entries));
  }

  private static byte[] file(byte[]... entries) {
    int length = 32;
    for (byte[] entry : entries) {
      length += entry.length;
    }
    ByteBuffer file = ByteBuffer.allocate(length);
    file.putInt(0, 0xcafec0c0).put(4, (byte) 1).put(5, (byte) 2);
    file.order(ByteOrder.LITTLE_ENDIAN).putInt(24, 32).putInt(28, entries.length);
    file.position(32);
    for (byte[] entry : entries) {
      file.put(entry);
    }
    return file.array();
  }

  private static byte[] text(String name, String value) {
    byte[] bytes = (value + '\0').getBytes(StandardCharsets.UTF_8);
    return entry(name, 'B', bytes.length, bytes);
  }

  private static byte[] number(String name, long value) {
    byte[] bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    return entry(name, 'J', 0, bytes);
  }

  private static byte[] entry(String name, char type, int vector, byte[] value) {
    byte[] nameBytes = (name + '\0').getBytes(StandardCharsets.UTF_8);
    int length = 20 + nameBytes.length + value.length;
    ByteBuffer entry = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    entry.putInt(length).putInt(20).putInt(vector).put((byte) type).put(new byte[3]);
    entry.putInt(20 + nameBytes.length).put(nameBytes).put(value);
    return entry.array();
  }
}
