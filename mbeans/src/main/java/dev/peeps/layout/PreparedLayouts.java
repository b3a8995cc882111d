package dev.peeps.layout;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The layouts that come with peeps, and the plan that follows from them, in one file beside the
 * jar.
 *
 * <p>A cold JVM takes 20 ms to open the jar and read a dozen resources from it, and 25 ms to come
 * from the texts to the plan, during which the target waits. This file takes one. It is made when
 * peeps is built; {@link #read} takes it only for the jar that it was made from.
 *
 * <p>The plan is that of all layouts; the texts of the layouts of libraries are only read when a
 * picture has classes of theirs ({@link Runtimes}).
 *
 * <p>The file: a line {@code peeps-layouts 2 SIZE-OF-JAR}, then for the plan, for each layout of
 * the JDK, for the index of the libraries and for each of their layouts a line {@code NAME LENGTH}
 * and LENGTH bytes.
 */
public final class PreparedLayouts {
  private static final String FORMAT = "peeps-layouts 2 ";
  private static final int MAX_SIZE = 1 << 24;

  private final byte[] plan;
  private final byte[] bytes;

  /** Name → where its text begins and ends. */
  private final Map<String, int[]> parts;

  private PreparedLayouts(byte[] plan, byte[] bytes, Map<String, int[]> parts) {
    this.plan = plan;
    this.bytes = bytes;
    this.parts = parts;
  }

  /** The plan of the layouts that come with peeps, as UTF-8; the caller does not change it. */
  public byte[] plan() {
    return plan;
  }

  /** The names of the layouts of the JDK, in their order. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (String name : parts.keySet()) {
      if (!name.startsWith(Runtimes.FOLDER)) {
        names.add(name);
      }
    }
    return names;
  }

  /** The text of this name; empty when there is none. */
  String text(String name) {
    int[] part = parts.get(name);
    return part == null
        ? ""
        : new String(bytes, part[0], part[1] - part[0], StandardCharsets.UTF_8);
  }

  /**
   * Reads the file.
   *
   * @param file where it should be
   * @param jar the jar with this class
   * @return null when it is not there, cannot be read, is damaged or belongs to another jar: then
   *     the jar's own resources are read, which say the same
   */
  public static PreparedLayouts read(File file, File jar) {
    byte[] bytes;
    try (InputStream in = new FileInputStream(file)) {
      bytes = in.readNBytes(MAX_SIZE);
    } catch (IOException e) {
      return null;
    }
    Reader reader = new Reader(bytes);
    String first = reader.line();
    if (first == null || !first.equals(FORMAT + jar.length())) {
      return null;
    }
    byte[] plan = null;
    Map<String, int[]> parts = new LinkedHashMap<>();
    for (String head = reader.line(); head != null; head = reader.line()) {
      int space = head.indexOf(' ');
      int start = space < 0 ? -1 : reader.skip(head.substring(space + 1));
      if (start < 0) {
        return null;
      }
      if (plan == null) {
        plan = Arrays.copyOfRange(bytes, start, reader.at);
      } else {
        parts.put(head.substring(0, space), new int[] {start, reader.at});
      }
    }
    return parts.isEmpty() || !reader.atEnd() ? null : new PreparedLayouts(plan, bytes, parts);
  }

  /**
   * Makes the file.
   *
   * @param arguments the file to write and the jar it is for
   */
  public static void main(String[] arguments) throws IOException {
    File jar = new File(arguments[1]);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write((FORMAT + jar.length() + "\n").getBytes(StandardCharsets.UTF_8));
    Layouts layouts = Layouts.builtIn();
    if (!layouts.problems().isEmpty()) {
      throw new IOException(
          "the layouts that come with peeps have mistakes: " + layouts.problems());
    }
    part(out, "plan", layouts.plan());
    List<Problem> problems = new ArrayList<>();
    for (String name : Layouts.names(problems)) {
      part(out, name, Layouts.resource(name, problems));
    }
    part(out, Runtimes.INDEX, Layouts.resource(Runtimes.INDEX, problems));
    for (String name : Layouts.runtimes(problems)) {
      part(out, Runtimes.FOLDER + name, Layouts.resource(Runtimes.FOLDER + name, problems));
    }
    Files.write(Path.of(arguments[0]), out.toByteArray());
  }

  private static void part(ByteArrayOutputStream out, String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write((name + " " + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
    out.write(bytes);
  }

  /** Walks over the bytes of the file. */
  private static final class Reader {
    private final byte[] bytes;
    private int at;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    boolean atEnd() {
      return at == bytes.length;
    }

    /** The next line without its end; null when there is none. */
    String line() {
      for (int end = at; end < bytes.length; end++) {
        if (bytes[end] == '\n') {
          String line = new String(bytes, at, end - at, StandardCharsets.UTF_8);
          at = end + 1;
          return line;
        }
      }
      return null;
    }

    /** Passes that many bytes; where they begin, or -1 when there are not so many. */
    int skip(String length) {
      int start = at;
      try {
        int count = Integer.parseInt(length);
        if (count < 0 || count > bytes.length - at) {
          return -1;
        }
        at += count;
        return start;
      } catch (NumberFormatException e) {
        return -1;
      }
    }
  }
}
