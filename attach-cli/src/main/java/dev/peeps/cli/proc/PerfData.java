package dev.peeps.cli.proc;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The performance counters that a HotSpot JVM keeps in a file that may be read without touching it
 * ({@code hsperfdata_USER/PID}). Format 2, as in every JDK since 5.
 */
public final class PerfData {
  private static final int MAGIC = 0xcafec0c0;
  private static final int MAX_FILE = 1 << 20;

  /** Of an entry: where its parts are, or say where something is. */
  private static final int NAME = 4;

  private static final int VECTOR = 8;
  private static final int TYPE = 12;
  private static final int DATA = 16;
  private static final int ENTRY_HEAD = 20;
  private static final int NO_ENTRY = -1;

  private final byte[] bytes;
  private final boolean littleEndian;

  /** Where the entries begin. */
  private final int[] entries;

  private int count;

  private PerfData(byte[] bytes, boolean littleEndian, int most) {
    this.bytes = bytes;
    this.littleEndian = littleEndian;
    this.entries = new int[most];
  }

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
      return parse(bytes);
    } catch (IndexOutOfBoundsException e) {
      throw new IOException(file + " is not a whole performance data file", e);
    }
  }

  /**
   * Looks at the form of all entries and at the values of none: of some 250 a command asks for two
   * or three.
   */
  static PerfData parse(byte[] bytes) throws IOException {
    if (int4(bytes, 0, false) != MAGIC) {
      throw new IOException("not a performance data file");
    }
    boolean littleEndian = bytes[4] == 1;
    if (bytes[5] != 2) {
      throw new IOException("performance data of an unknown version");
    }
    int offset = int4(bytes, 24, littleEndian);
    int said = int4(bytes, 28, littleEndian);
    int most = Math.max(0, Math.min(said, bytes.length / ENTRY_HEAD));
    PerfData data = new PerfData(bytes, littleEndian, most);
    for (int i = 0; i < said; i++) {
      int length = int4(bytes, offset, littleEndian);
      if (length <= 0) {
        break; // the JVM is still writing it
      }
      data.entry(offset, length);
      offset += length;
    }
    return data;
  }

  private void entry(int offset, int length) {
    int end = offset + length;
    within(offset, offset + int4(offset + NAME), 0, end);
    int vectorLength = int4(offset + VECTOR);
    byte type = bytes[offset + TYPE];
    int dataStart = offset + int4(offset + DATA);
    if (type == 'J' && vectorLength == 0) {
      within(offset, dataStart, Long.BYTES, end);
    } else if (type == 'B' && vectorLength > 0) {
      within(offset, dataStart, vectorLength, end);
    } else {
      return; // of a kind that nobody asks for
    }
    entries[count++] = offset;
  }

  /** An entry has its value within itself, and within the file. */
  private void within(int entry, int start, int length, int end) {
    if (start < entry || start > end || length > end - start || end > bytes.length || end < 0) {
      throw new IndexOutOfBoundsException("a value beyond its entry");
    }
  }

  private int int4(int at) {
    return int4(bytes, at, littleEndian);
  }

  private static int int4(byte[] bytes, int at, boolean littleEndian) {
    int a = bytes[at] & 255;
    int b = bytes[at + 1] & 255;
    int c = bytes[at + 2] & 255;
    int d = bytes[at + 3] & 255;
    return littleEndian ? d << 24 | c << 16 | b << 8 | a : a << 24 | b << 16 | c << 8 | d;
  }

  /** The last entry of that name and type: of two the later one counts. */
  private int find(String name, char type) {
    for (int i = count - 1; i >= 0; i--) {
      int entry = entries[i];
      if (bytes[entry + TYPE] == type && isNamed(entry, name)) {
        return entry;
      }
    }
    return NO_ENTRY;
  }

  private boolean isNamed(int entry, String name) {
    int start = entry + int4(entry + NAME);
    int end = entry + int4(entry);
    int length = name.length();
    if (length > end - start || (length < end - start && bytes[start + length] != 0)) {
      return false;
    }
    // From behind: they differ in their last letters.
    for (int i = length - 1; i >= 0; i--) {
      if (bytes[start + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private String text(int start, int limit) {
    int end = start;
    while (end < limit && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  /** A text counter; empty when there is none. */
  public String text(String name) {
    int entry = find(name, 'B');
    if (entry == NO_ENTRY) {
      return "";
    }
    int start = entry + int4(entry + DATA);
    return text(start, start + int4(entry + VECTOR));
  }

  /** A number; -1 when there is none. */
  public long number(String name) {
    int entry = find(name, 'J');
    if (entry == NO_ENTRY) {
      return -1;
    }
    int at = entry + int4(entry + DATA);
    long first = int4(at) & 0xffff_ffffL;
    long second = int4(at + 4) & 0xffff_ffffL;
    return littleEndian ? second << 32 | first : first << 32 | second;
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
