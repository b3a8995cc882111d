package dev.peeps.registry;

import dev.peeps.layout.LayoutText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The layouts that a person named on the command line ({@code --layout}), handed to the registry as
 * texts: their files may be of another user, or in another container. They count from the next cut
 * on, until others are given or the registry ends.
 *
 * <p>The file they come in: {@code PEEPSLAY}, their number, and of each the name and the text, each
 * as its length in bytes and UTF-8. Numbers are four bytes, the highest first.
 */
public final class GivenLayouts {
  private static final long MAGIC = 0x50454550534c4159L;
  private static final int MOST = 1000;
  private static final long MOST_BYTES = 16L << 20;

  private static volatile List<LayoutText> given = List.of();

  private GivenLayouts() {}

  /** The last ones. */
  static List<LayoutText> given() {
    return given;
  }

  /**
   * Takes those in a file instead of those that were given before.
   *
   * @throws IOException when it cannot be read or is no such file; those of before stay
   */
  static void take(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(file + " is too large for layouts");
    }
    given = read(Files.readAllBytes(file));
  }

  /** The content of such a file. */
  public static byte[] write(List<LayoutText> layouts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(MAGIC);
    out.writeInt(layouts.size());
    for (LayoutText layout : layouts) {
      text(layout.file(), out);
      text(layout.text(), out);
    }
    return bytes.toByteArray();
  }

  /** What {@link #write} has written. */
  static List<LayoutText> read(byte[] content) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
    if (content.length < Long.BYTES || in.readLong() != MAGIC) {
      throw new IOException("these are no layouts");
    }
    int count = length(in, MOST);
    List<LayoutText> layouts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String file = text(in);
      layouts.add(new LayoutText(file, text(in)));
    }
    return List.copyOf(layouts);
  }

  private static void text(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    byte[] bytes = new byte[length(in, in.available())];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static int length(DataInputStream in, int most) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > most) {
      throw new IOException("a length of " + length + " among layouts");
    }
    return length;
  }
}
