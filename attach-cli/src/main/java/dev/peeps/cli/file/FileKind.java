package dev.peeps.cli.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** What a file is, told from how it begins and never from its name. */
public enum FileKind {
  /** A heap dump or a cut, plain or compressed. */
  HPROF("a heap dump"),
  /** The memory of a process that died or was copied, as the kernel or gcore writes it. */
  CORE("a core file"),
  /** {@code peeps dump --format=json}. */
  SAVED_DUMP("a saved dump"),
  /** What HotSpot writes when it crashes. */
  CRASH_REPORT("an hs_err file"),
  /** {@code jstack}, {@code jcmd Thread.print} or {@code Thread.dump_to_file}. */
  THREAD_DUMP("a thread dump"),
  /** A file that libpeeps left in place of a cut, with the reason. */
  FAILED_CUT("the reason why a cut failed"),
  /** None of these. */
  OTHER("nothing that peeps reads");

  private static final int START = 4096;
  private static final int ELF_TYPE = 16;
  private static final int ELF_DATA = 5;
  private static final int ET_CORE = 4;

  private final String words;

  FileKind(String words) {
    this.words = words;
  }

  /** The kind with its article, for a sentence. */
  public String words() {
    return words;
  }

  /**
   * Looks at the beginning of a regular file.
   *
   * @throws IOException when it cannot be read
   */
  public static FileKind of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in.readNBytes(START), file);
    }
  }

  private static FileKind of(byte[] start, Path file) throws IOException {
    if (start.length > 2 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b) {
      byte[] inside = unpacked(file);
      return starts(inside, "JAVA PROFILE ") ? HPROF : OTHER;
    }
    if (starts(start, "JAVA PROFILE ")) {
      return HPROF;
    }
    if (starts(start, "\u007fELF")) {
      return elfType(start) == ET_CORE ? CORE : OTHER;
    }
    if (starts(start, "peeps-error:")) {
      return FAILED_CUT;
    }
    String text = new String(start, StandardCharsets.UTF_8);
    if (text.startsWith("#") && text.contains("A fatal error has been detected by the Java")) {
      return CRASH_REPORT;
    }
    if (text.startsWith("\ufeff")) {
      text = text.substring(1);
    }
    String words = text.strip();
    if (words.startsWith("{")) {
      String first = words.substring(1).strip();
      if (first.startsWith("\"threadDump\"")) {
        return THREAD_DUMP;
      }
      return words.contains("\"peeps\"") ? SAVED_DUMP : OTHER;
    }
    return text.contains("Full thread dump ") || text.contains("Deadlock Detection:")
        ? THREAD_DUMP
        : OTHER;
  }

  private static int elfType(byte[] start) {
    if (start.length < ELF_TYPE + 2) {
      return -1;
    }
    int low = start[ELF_TYPE] & 0xff;
    int high = start[ELF_TYPE + 1] & 0xff;
    return start[ELF_DATA] == 1 ? low | high << 8 : high | low << 8;
  }

  /** The beginning of what is packed; empty when it is no whole gzip header. */
  private static byte[] unpacked(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        GZIPInputStream unpacked = new GZIPInputStream(in)) {
      return unpacked.readNBytes(64);
    } catch (java.io.EOFException | java.util.zip.ZipException e) {
      return new byte[0];
    }
  }

  private static boolean starts(byte[] bytes, String text) {
    if (bytes.length < text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[i] != (byte) text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * How a file begins that is none of these, in words: {@code begins with "PK" 03 04 (a zip or jar
   * file)}.
   */
  static String beginning(byte[] start) {
    if (start.length == 0) {
      return "it is empty";
    }
    String known = known(start);
    StringBuilder text = new StringBuilder("it begins with ");
    int shown = Math.min(start.length, 16);
    boolean printable = true;
    for (int i = 0; i < shown; i++) {
      printable &= start[i] >= ' ' && start[i] < 127;
    }
    if (printable) {
      text.append('"').append(new String(start, 0, shown, StandardCharsets.US_ASCII)).append('"');
    } else {
      text.append("the bytes");
      for (int i = 0; i < Math.min(shown, 8); i++) {
        text.append(' ').append(Character.forDigit((start[i] >> 4) & 15, 16));
        text.append(Character.forDigit(start[i] & 15, 16));
      }
    }
    return known.isEmpty() ? text.toString() : text + " (" + known + ")";
  }

  private static String known(byte[] start) {
    if (starts(start, "PK")) {
      return "a zip or jar file";
    }
    if (starts(start, "\u007fELF")) {
      return "a program or library, not a core";
    }
    if (starts(start, "FLR\0")) {
      return "a Flight Recorder file";
    }
    if (starts(start, "MDMP")) {
      return "a Windows minidump";
    }
    if (starts(start, "0SECTION")) {
      return "a javacore of OpenJ9";
    }
    if (start.length > 1 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b) {
      return "compressed with gzip, and what is in it is no heap dump";
    }
    if (new String(start, StandardCharsets.ISO_8859_1).contains("portable heap dump")) {
      return "a heap dump of OpenJ9";
    }
    for (byte b : start) {
      if (b != 0) {
        return "";
      }
    }
    return "nothing but zeros: it was never written";
  }
}
