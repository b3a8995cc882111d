package dev.peeps.cli.proc;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The names of an executable's sections: just enough of ELF to recognise a native image. */
final class ElfSections {
  private static final int MAX_HEADERS = 1 << 20;
  private static final int MAX_NAMES = 1 << 20;

  private ElfSections() {}

  /** Whether the 64-bit ELF file has a section of this name; false for any other file. */
  static boolean has(String file, String section) {
    try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
      ByteBuffer head = read(in, 0, 64);
      if (head.getInt(0) != 0x7f454c46 || head.get(4) != 2) {
        return false;
      }
      head.order(head.get(5) == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      long headers = head.getLong(40);
      int size = Short.toUnsignedInt(head.getShort(58));
      int count = Short.toUnsignedInt(head.getShort(60));
      int namesIndex = Short.toUnsignedInt(head.getShort(62));
      if (size < 64 || (long) size * count > MAX_HEADERS || namesIndex >= count) {
        return false;
      }
      ByteBuffer names = read(in, headers + (long) size * namesIndex, size).order(head.order());
      long namesSize = names.getLong(32);
      if (namesSize < 0 || namesSize > MAX_NAMES) {
        return false;
      }
      byte[] all = new byte[(int) namesSize];
      in.seek(names.getLong(24));
      in.readFully(all);
      return new String(all, StandardCharsets.ISO_8859_1).contains(section + '\0');
    } catch (IOException | RuntimeException e) {
      return false; // unreadable or cut off: not recognised
    }
  }

  private static ByteBuffer read(RandomAccessFile in, long offset, int length) throws IOException {
    byte[] bytes = new byte[length];
    in.seek(offset);
    in.readFully(bytes);
    return ByteBuffer.wrap(bytes);
  }
}
