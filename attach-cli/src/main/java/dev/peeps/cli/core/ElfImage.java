package dev.peeps.cli.core;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The heading, program headers and notes of an ELF image (System V ABI, chapters 4 and 5): a file,
 * or a library as it stands in the memory of a core. 32 and 64 bit, both byte orders.
 */
final class ElfImage {
  static final int LOAD = 1;
  static final int NOTE = 4;

  private static final int MAGIC = 0x7f454c46;
  private static final int MOST_HEADERS = 1 << 20;
  private static final int MOST_NOTE_BYTES = 64 << 20;
  private static final int EXTENDED = 0xffff;
  private static final int BUILD_ID = 3;

  /** Where bytes come from. */
  interface Source {
    /**
     * Reads bytes.
     *
     * @throws IOException also when they are not all there
     */
    ByteBuffer read(long offset, int length) throws IOException;
  }

  /** A program header. */
  record Segment(int type, long offset, long address, long fileSize) {}

  /** A note; {@code owner} is CORE, LINUX, GNU ... */
  record Note(String owner, int type, ByteBuffer body) {}

  final int machine;
  final boolean wide;
  final ByteOrder order;
  final List<Segment> segments = new ArrayList<>();
  private final Source source;

  ElfImage(Source source) throws IOException {
    this.source = source;
    ByteBuffer head = source.read(0, 52);
    if (head.getInt(0) != MAGIC) {
      throw new IOException("it is no ELF file");
    }
    wide = head.get(4) == 2;
    order = head.get(5) == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    if (wide) {
      head = source.read(0, 64);
    }
    head.order(order);
    machine = Short.toUnsignedInt(head.getShort(18));
    long at = wide ? head.getLong(32) : Integer.toUnsignedLong(head.getInt(28));
    long sections = wide ? head.getLong(40) : Integer.toUnsignedLong(head.getInt(32));
    int size = Short.toUnsignedInt(head.getShort(wide ? 54 : 42));
    long count = Short.toUnsignedInt(head.getShort(wide ? 56 : 44));
    if (count == EXTENDED && sections > 0) {
      // More mappings than fit: the number stands in the first section header.
      count = Integer.toUnsignedLong(read(sections, wide ? 64 : 40).getInt(wide ? 44 : 28));
    }
    if (size < (wide ? 56 : 32) || count > MOST_HEADERS) {
      throw new IOException("its program headers make no sense");
    }
    ByteBuffer headers = read(at, (int) Math.min((long) Integer.MAX_VALUE, count * size));
    for (int i = 0; i < count; i++) {
      segments.add(segment(headers, i * size));
    }
  }

  private Segment segment(ByteBuffer in, int at) {
    if (wide) {
      return new Segment(
          in.getInt(at), in.getLong(at + 8), in.getLong(at + 16), in.getLong(at + 32));
    }
    return new Segment(
        in.getInt(at),
        Integer.toUnsignedLong(in.getInt(at + 4)),
        Integer.toUnsignedLong(in.getInt(at + 8)),
        Integer.toUnsignedLong(in.getInt(at + 16)));
  }

  private ByteBuffer read(long offset, int length) throws IOException {
    return source.read(offset, length).order(order);
  }

  /** The notes of one segment; {@code at} is where it stands in the source. */
  List<Note> notes(Segment segment, long at) throws IOException {
    List<Note> notes = new ArrayList<>();
    ByteBuffer in = read(at, (int) Math.min(MOST_NOTE_BYTES, segment.fileSize()));
    int place = 0;
    while (place + 12 <= in.limit()) {
      int owner = in.getInt(place);
      int body = in.getInt(place + 4);
      int kind = in.getInt(place + 8);
      long bodyAt = place + 12L + aligned(owner);
      if (owner < 0 || body < 0 || bodyAt + body > in.limit()) {
        break;
      }
      ByteBuffer content = in.slice((int) bodyAt, body).order(order);
      notes.add(new Note(text(in, place + 12, owner), kind, content));
      place = (int) Math.min(Integer.MAX_VALUE - 12L, bodyAt + aligned(body));
    }
    return notes;
  }

  private static long aligned(int length) {
    return (length + 3L) & ~3L;
  }

  /** The text that ends with a zero byte, or at the end of its place. */
  static String text(ByteBuffer in, int from, int most) {
    int end = from;
    while (end < from + most && end < in.limit() && in.get(end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end - from];
    in.get(from, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * What tells this build from any other (NT_GNU_BUILD_ID), in hexadecimal digits; empty when it
   * has none or it cannot be read.
   *
   * @param inMemory the source is memory, where segments stand at their addresses
   */
  String buildId(boolean inMemory) {
    for (Segment segment : segments) {
      if (segment.type() == NOTE) {
        try {
          for (Note note : notes(segment, inMemory ? segment.address() : segment.offset())) {
            if (note.type() == BUILD_ID && note.owner().equals("GNU")) {
              return hexadecimal(note.body());
            }
          }
        } catch (IOException e) {
          // Not in the core: the next one may be.
        }
      }
    }
    return "";
  }

  private static String hexadecimal(ByteBuffer bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bytes.limit(); i++) {
      text.append(Character.forDigit((bytes.get(i) >> 4) & 15, 16));
      text.append(Character.forDigit(bytes.get(i) & 15, 16));
    }
    return text.toString();
  }
}
