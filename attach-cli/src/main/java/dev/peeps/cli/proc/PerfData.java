package dev.peeps.cli.proc;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The performance counters that a HotSpot JVM keeps in a file that may be read without touching it
 * ({@code hsperfdata_USER/PID}). Format 2, as in every JDK since 5.
 */
public final class PerfData {
  private static final int MAGIC = 0xcafec0c0;
  private static final int MAX_FILE = 1 << 20;

  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, Long> numbers = new HashMap<>();

  private PerfData() {}

  /**
   * Reads a file.
   *
   * @throws IOException when it is gone or no such file; the message names it
   */
  public static PerfData read(String file) throws IOException {
    byte[] bytes;
    try (InputStream in = new FileInputStream(file)) {
      bytes = in.readNBytes(MAX_FILE);
    }
    try {
      return parse(ByteBuffer.wrap(bytes));
    } catch (IndexOutOfBoundsException | java.nio.BufferUnderflowException e) {
      throw new IOException(file + " is not a whole performance data file", e);
    }
  }

  static PerfData parse(ByteBuffer buffer) throws IOException {
    if (buffer.getInt(0) != MAGIC) {
      throw new IOException("not a performance data file");
    }
    buffer.order(buffer.get(4) == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    if (buffer.get(5) != 2) {
      throw new IOException("performance data of an unknown version");
    }
    PerfData data = new PerfData();
    int offset = buffer.getInt(24);
    int entries = buffer.getInt(28);
    for (int i = 0; i < entries; i++) {
      int length = buffer.getInt(offset);
      if (length <= 0) {
        break; // the JVM is still writing it
      }
      data.entry(buffer, offset, length);
      offset += length;
    }
    return data;
  }

  private void entry(ByteBuffer buffer, int offset, int length) {
    int nameStart = offset + buffer.getInt(offset + 4);
    within(offset, nameStart, 0, offset + length);
    int vectorLength = buffer.getInt(offset + 8);
    char type = (char) buffer.get(offset + 12);
    int dataStart = offset + buffer.getInt(offset + 16);
    String name = text(buffer, nameStart, offset + length);
    int end = offset + length;
    if (type == 'J' && vectorLength == 0) {
      within(offset, dataStart, Long.BYTES, end);
      numbers.put(name, buffer.getLong(dataStart));
    } else if (type == 'B' && vectorLength > 0) {
      within(offset, dataStart, vectorLength, end);
      texts.put(name, text(buffer, dataStart, dataStart + vectorLength));
    }
  }

  /**
   * An entry has its value within itself; values that overlap could make a megabyte into very many.
   */
  private static void within(int entry, int start, int length, int end) {
    if (start < entry || start > end || length > end - start) {
      throw new IndexOutOfBoundsException("a value beyond its entry");
    }
  }

  private static String text(ByteBuffer buffer, int start, int limit) {
    int end = start;
    while (end < limit && buffer.get(end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end - start];
    buffer.get(start, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** A text counter; empty when there is none. */
  public String text(String name) {
    return texts.getOrDefault(name, "");
  }

  /** A number; -1 when there is none. */
  public long number(String name) {
    return numbers.getOrDefault(name, -1L);
  }

  /**
   * Main class or jar, as the JVM was started, without its arguments; empty when unknown. A jar
   * whose path has spaces is kept whole up to {@code .jar}.
   */
  public String mainName() {
    String command = text("sun.rt.javaCommand");
    int space = command.indexOf(' ');
    int jar = command.indexOf(".jar ");
    if (space >= 0 && command.startsWith("/") && jar > space) {
      return command.substring(0, jar + 4);
    }
    return space < 0 ? command : command.substring(0, space);
  }

  /** The JDK's version; empty when unknown. */
  public String javaVersion() {
    return text("java.property.java.version").isEmpty()
        ? text("java.property.java.vm.version")
        : text("java.property.java.version");
  }

  /** When the JVM was started, epoch milliseconds; -1 when unknown. */
  public long startMillis() {
    return number("sun.rt.createVmBeginTime");
  }

  /** How many platform threads live; -1 when unknown. */
  public long liveThreads() {
    return number("java.threads.live");
  }

  /** Whether the JVM was started with attaching disabled ({@code -XX:+DisableAttachMechanism}). */
  public boolean attachDisabled() {
    String capabilities = text("sun.rt.jvmCapabilities");
    return !capabilities.isEmpty() && capabilities.charAt(0) == '0';
  }

  /** Whether the JVM was started with {@code -XX:-EnableDynamicAgentLoading}. */
  public boolean agentsRefused() {
    return lastFlag("EnableDynamicAgentLoading") == '-';
  }

  /** The last of several {@code -XX:±NAME} counts, as for the JVM itself; 0 when not given. */
  private char lastFlag(String name) {
    char last = 0;
    for (String source : new String[] {"java.rt.vmFlags", "java.rt.vmArgs"}) {
      String text = text(source);
      int at = text.indexOf("-XX:");
      while (at >= 0) {
        int sign = at + 4;
        if (text.startsWith(name, sign + 1)) {
          last = text.charAt(sign);
        }
        at = text.indexOf("-XX:", sign);
      }
    }
    return last;
  }
}
