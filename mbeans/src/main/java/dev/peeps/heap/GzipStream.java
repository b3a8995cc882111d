package dev.peeps.heap;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A heap dump that was compressed with gzip (RFC 1952). A JVM writes each megabyte as a member of
 * its own; where members start is noted while reading, so that going back costs no more than one of
 * them. In a file of one member, going back is starting again. Check sums are not looked at: what
 * is wrong in a member shows in the records.
 */
final class GzipStream extends DumpStream {
  private static final int MAGIC = 0x8b1f;
  private static final int PIECE = 1 << 12;
  private static final int HEADER = 10;
  private static final int TRAILER = 8;
  private static final int DEFLATE = 8;
  private static final int HAS_CRC = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;

  private final FileChannel channel;
  private final Members members;
  private final byte[] buffer;
  private final Inflater inflater = new Inflater(true);
  private byte[] thrownAway;

  /** File offset of the end of the buffer, and what of the buffer is not yet used. */
  private long filePosition;

  private int at;
  private int filled;

  private boolean inMember;

  /** What ends the file, once what stands before it was handed out. */
  private DamagedPack damage;

  /** Offset of the next byte in what is unpacked. */
  private long position;

  /** Where members start; shared by all who read one file. */
  static final class Members {
    private final LongList files = new LongList();
    private final LongList unpacked = new LongList();

    synchronized void add(long file, long position) {
      if (unpacked.size() == 0 || position > unpacked.get(unpacked.size() - 1)) {
        files.add(file);
        unpacked.add(position);
      }
    }

    /** Number of the last known member that starts at or before this offset; -1 for none. */
    synchronized int before(long position) {
      int low = 0;
      int high = unpacked.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (unpacked.get(middle) <= position) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low - 1;
    }

    synchronized int count() {
      return files.size();
    }

    synchronized long file(int member) {
      return files.get(member);
    }

    synchronized long unpacked(int member) {
      return unpacked.get(member);
    }
  }

  GzipStream(FileChannel channel, Members members, int bufferSize) {
    this.channel = channel;
    this.members = members;
    this.buffer = new byte[bufferSize];
  }

  /** Bytes of the file that have been used. */
  long fileOffset() {
    return filePosition - (inMember ? inflater.getRemaining() : filled - at);
  }

  @Override
  void seek(long offset) throws IOException {
    int member = members.before(offset);
    long start = member < 0 ? 0 : members.unpacked(member);
    if (offset < position || start > position) {
      filePosition = member < 0 ? 0 : members.file(member);
      position = start;
      at = 0;
      filled = 0;
      inMember = false;
      damage = null;
    }
    if (thrownAway == null) {
      thrownAway = new byte[1 << 16];
    }
    while (position < offset) {
      int read = read(thrownAway, 0, (int) Math.min(thrownAway.length, offset - position));
      if (read < 0) {
        throw new EOFException();
      }
    }
  }

  /** In pieces, since of a piece in which there is damage nothing is to be had. */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int total = 0;
    while (total < length && damage == null) {
      try {
        int read = piece(target, offset + total, Math.min(PIECE, length - total));
        if (read < 0) {
          break;
        }
        total += read;
      } catch (DamagedPack e) {
        damage = e;
      }
    }
    if (total == 0 && length > 0) {
      if (damage != null) {
        throw damage;
      }
      return -1;
    }
    return total;
  }

  private int piece(byte[] target, int offset, int length) throws IOException {
    while (true) {
      if (!inMember && !nextMember()) {
        return -1;
      }
      int read = inflate(target, offset, length);
      if (read > 0) {
        position += read;
        return read;
      }
      if (inflater.finished()) {
        at = filled - inflater.getRemaining();
        inMember = false;
        skipBytes(TRAILER);
      } else if (inflater.needsInput()) {
        if (!fill()) {
          return -1;
        }
        inflater.setInput(buffer, 0, filled);
      } else {
        return -1;
      }
    }
  }

  private int inflate(byte[] target, int offset, int length) throws IOException {
    try {
      return inflater.inflate(target, offset, length);
    } catch (DataFormatException e) {
      throw new DamagedPack(fileOffset());
    }
  }

  /** Reads a member's header; false at the end of the file or when something else follows. */
  private boolean nextMember() throws IOException {
    long start = filePosition - (filled - at);
    int first = next();
    if (first < 0 || (first | (Math.max(0, next()) << 8)) != MAGIC || next() != DEFLATE) {
      return false;
    }
    int flags = next();
    skipBytes(HEADER - 4);
    if ((flags & HAS_EXTRA) != 0) {
      int low = Math.max(0, next());
      skipBytes(low | (Math.max(0, next()) << 8));
    }
    for (int text = flags & (HAS_NAME | HAS_COMMENT); text != 0; text &= text - 1) {
      int c = next();
      while (c > 0) {
        c = next();
      }
    }
    if ((flags & HAS_CRC) != 0) {
      skipBytes(2);
    }
    inflater.reset();
    inflater.setInput(buffer, at, filled - at);
    at = filled;
    inMember = true;
    members.add(start, position);
    return true;
  }

  private void skipBytes(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  private int next() throws IOException {
    return at == filled && !fill() ? -1 : buffer[at++] & 0xff;
  }

  private boolean fill() throws IOException {
    at = 0;
    filled = Math.max(0, channel.read(ByteBuffer.wrap(buffer), filePosition));
    filePosition += filled;
    return filled > 0;
  }

  @Override
  public void close() {
    inflater.end();
  }
}
