package dev.peeps.layout.found;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The central directory of a zip file, or of one that lies uncompressed in another: the few entries
 * that matter are picked out of it, the rest of the file is not read. Trusts nothing in it.
 *
 * <p>Format: PKWARE's APPNOTE.TXT, sections 4.3.7 (local header), 4.3.12 (central directory),
 * 4.3.14 to 4.3.16 (its end, with Zip64). Not by java.util.zip, whose index of all names costs a
 * cold JVM several times as much.
 */
final class ZipDirectory {
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int END64_LOCATOR_LENGTH = 20;
  private static final int END64_LENGTH = 56;
  private static final int MAX_COMMENT = 0xffff;
  private static final int ENTRY_SIGNATURE = 0x02014b50;
  private static final int ENTRY_LENGTH = 46;
  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int LOCAL_LENGTH = 30;

  /** A directory larger than this, some 300,000 entries, is not looked through. */
  private static final int MAX_DIRECTORY = 32 << 20;

  /** Told of each entry that may matter. */
  interface Visitor {

    /** The length of the directory, before any of its entries. */
    void directory(int length);

    /** An entry under {@code META-INF/peeps/}. */
    void layout(Entry entry) throws IOException;

    /** An entry that is a jar itself and is not compressed. */
    void jar(Entry entry) throws IOException;
  }

  private final RandomAccessFile file;

  /** Where the zip file begins and ends in the file. */
  private final long start;

  private final long end;

  /** What is to be added to offsets in the zip: its beginning, and what stands before the zip. */
  private long shift;

  ZipDirectory(RandomAccessFile file, long start, long end) {
    this.file = file;
    this.start = start;
    this.end = end;
  }

  /**
   * Looks through the directory.
   *
   * @throws IOException when it is no zip file or a damaged one; the message says which
   */
  void visit(Visitor visitor) throws IOException {
    byte[] directory = directory();
    visitor.directory(directory.length);
    int at = 0;
    while (at + ENTRY_LENGTH <= directory.length && int32(directory, at) == ENTRY_SIGNATURE) {
      int nameLength = int16(directory, at + 28);
      int next =
          at + ENTRY_LENGTH + nameLength + int16(directory, at + 30) + int16(directory, at + 32);
      if (next > directory.length) {
        throw new IOException("its directory is damaged");
      }
      if (isLayout(directory, at + ENTRY_LENGTH, nameLength)) {
        visitor.layout(new Entry(this, directory, at, nameLength));
      } else if (isStoredJar(directory, at, nameLength)) {
        visitor.jar(new Entry(this, directory, at, nameLength));
      }
      at = next;
    }
  }

  private static boolean isLayout(byte[] bytes, int name, int length) {
    // The first letter and one in the middle keep nearly all others away.
    return length > 15
        && bytes[name] == 'M'
        && bytes[name + 9] == 'p'
        && bytes[name + length - 1] != '/'
        && new String(bytes, name, 15, java.nio.charset.StandardCharsets.ISO_8859_1)
            .equals("META-INF/peeps/");
  }

  private static boolean isStoredJar(byte[] bytes, int at, int nameLength) {
    int last = at + ENTRY_LENGTH + nameLength - 1;
    return nameLength > 4
        && bytes[last] == 'r'
        && bytes[last - 1] == 'a'
        && bytes[last - 2] == 'j'
        && bytes[last - 3] == '.'
        && int16(bytes, at + 10) == 0;
  }

  private byte[] directory() throws IOException {
    long endRecord = endRecord();
    byte[] record = read(endRecord, END_LENGTH);
    long size = int32(record, 12) & 0xffffffffL;
    long offset = int32(record, 16) & 0xffffffffL;
    long behind = endRecord;
    if (size == 0xffffffffL || offset == 0xffffffffL || int16(record, 10) == 0xffff) {
      byte[] locator = read(endRecord - END64_LOCATOR_LENGTH, END64_LOCATOR_LENGTH);
      if (int32(locator, 0) == 0x07064b50) {
        behind = endRecord - END64_LOCATOR_LENGTH - END64_LENGTH;
        byte[] record64 = read(behind, END64_LENGTH);
        if (int32(record64, 0) != 0x06064b50) {
          throw new IOException("its Zip64 directory is not where it should be");
        }
        size = int64(record64, 40);
        offset = int64(record64, 48);
      }
    }
    if (size < 0 || size > MAX_DIRECTORY) {
      throw new IOException("its directory has " + size + " bytes, which is too large to look at");
    }
    long first = behind - size;
    shift = first - offset;
    return read(first, (int) size);
  }

  private long endRecord() throws IOException {
    if (end - start < END_LENGTH) {
      throw new IOException("no zip file");
    }
    long plain = end - END_LENGTH;
    if (int32(read(plain, END_LENGTH), 0) == END_SIGNATURE) {
      return plain;
    }
    int length = (int) Math.min(end - start, END_LENGTH + MAX_COMMENT);
    byte[] tail = read(end - length, length);
    for (int at = length - END_LENGTH; at >= 0; at--) {
      if (int32(tail, at) == END_SIGNATURE && at + END_LENGTH + int16(tail, at + 20) == length) {
        return end - length + at;
      }
    }
    throw new IOException("no zip file");
  }

  private byte[] read(long from, int length) throws IOException {
    if (from < start || from + length > end) {
      throw new IOException("it points outside of itself");
    }
    byte[] bytes = new byte[length];
    file.seek(from);
    file.readFully(bytes);
    return bytes;
  }

  private static int int16(byte[] bytes, int at) {
    return (bytes[at] & 255) | (bytes[at + 1] & 255) << 8;
  }

  private static int int32(byte[] bytes, int at) {
    return int16(bytes, at) | int16(bytes, at + 2) << 16;
  }

  private static long int64(byte[] bytes, int at) {
    return (int32(bytes, at) & 0xffffffffL) | (long) int32(bytes, at + 4) << 32;
  }

  /** One entry. */
  static final class Entry {
    private final ZipDirectory zip;
    private final int method;
    private final long compressed;
    private final long size;
    private final long offset;
    final String name;

    Entry(ZipDirectory zip, byte[] directory, int at, int nameLength) {
      this.zip = zip;
      this.method = int16(directory, at + 10);
      this.compressed = int32(directory, at + 20) & 0xffffffffL;
      this.size = int32(directory, at + 24) & 0xffffffffL;
      this.offset = int32(directory, at + 42) & 0xffffffffL;
      this.name =
          new String(
              directory, at + ENTRY_LENGTH, nameLength, java.nio.charset.StandardCharsets.UTF_8);
    }

    private long data() throws IOException {
      long local = zip.shift + offset;
      byte[] header = zip.read(local, LOCAL_LENGTH);
      if (int32(header, 0) != LOCAL_SIGNATURE) {
        throw new IOException("its entry " + name + " is not where it should be");
      }
      return local + LOCAL_LENGTH + int16(header, 26) + int16(header, 28);
    }

    /** The zip file that this uncompressed entry is. */
    ZipDirectory nested() throws IOException {
      long data = data();
      if (data < zip.start || size > zip.end - data) {
        throw new IOException("its entry " + name + " reaches beyond its end");
      }
      return new ZipDirectory(zip.file, data, data + size);
    }

    /**
     * The bytes of the entry.
     *
     * @param max more than that is refused
     * @throws IOException when there are more, or they cannot be unpacked
     */
    byte[] content(int max) throws IOException {
      if (compressed > max || (method == 0 && size > max)) {
        throw new IOException("its entry " + name + " is too large for a layout");
      }
      if (method == 0) {
        return zip.read(data(), (int) size);
      }
      if (method != 8) {
        throw new IOException("its entry " + name + " is packed in an unknown way");
      }
      byte[] packed = zip.read(data(), (int) compressed);
      Inflater inflater = new Inflater(true);
      try {
        // The size in the directory may lie: what counts is what comes out.
        byte[] out = new byte[(int) Math.min(Math.max(size, 1024), max + 1L)];
        inflater.setInput(packed);
        int length = 0;
        while (!inflater.finished()) {
          int more = inflater.inflate(out, length, out.length - length);
          length += more;
          if (length > max) {
            throw new IOException("its entry " + name + " is too large for a layout");
          }
          if (length == out.length) {
            out = java.util.Arrays.copyOf(out, Math.min(out.length * 2, max + 1));
          } else if (more == 0) {
            throw new IOException("its entry " + name + " is damaged");
          }
        }
        return java.util.Arrays.copyOf(out, length);
      } catch (DataFormatException e) {
        throw new IOException("its entry " + name + " is damaged");
      } finally {
        inflater.end();
      }
    }
  }
}
