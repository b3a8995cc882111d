package dev.peeps.heap;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Big-endian values from a stream that knows where it is and does not read past the end of the
 * current record. Nothing that a file says is trusted: whoever is about to reserve memory calls
 * {@link #require} first.
 *
 * <p>All methods throw {@link EOFException} when the file ends and {@link CorruptRecord} when the
 * record does.
 */
final class HprofInput {
  static final int LARGEST_BUFFER = 1 << 16;
  private static final int SMALLEST_BUFFER = 64;
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 64;

  private final InputStream in;
  private final long fileSize;

  /** More bytes than this can nobody read, whatever a record says. */
  private final long most;

  private byte[] buffer;
  private int at;

  /** First index that must not be read: the end of what is buffered or of the record. */
  private int stop;

  private int filled;

  /** File offset of buffer[0]. */
  private long base;

  private long limit = Long.MAX_VALUE;
  private int idSize = 8;

  /** File offset of the heap dump record that is being read. */
  private long mark;

  /**
   * @param fileSize number of bytes that {@code in} has
   */
  HprofInput(InputStream in, long fileSize) {
    this(in, fileSize, (int) Math.max(SMALLEST_BUFFER, Math.min(LARGEST_BUFFER, fileSize)));
  }

  HprofInput(InputStream in, long fileSize, int bufferSize) {
    this(in, fileSize, fileSize, bufferSize);
  }

  /**
   * @param fileSize {@link Long#MAX_VALUE} when it is not known
   * @param most a bound of it that is known all the same
   */
  HprofInput(InputStream in, long fileSize, long most, int bufferSize) {
    this.in = in;
    this.fileSize = fileSize;
    this.most = most;
    this.buffer = new byte[bufferSize];
  }

  /**
   * Goes on reading at that offset of the file, forwards or backwards, with no record around it.
   *
   * @throws IllegalStateException when the input was made from a stream that cannot do that
   */
  void seek(long offset) throws IOException {
    long distance = offset - base;
    int first = in instanceof AheadStream ? at : 0;
    if (distance >= first && distance <= filled) {
      at = (int) distance;
    } else if (in instanceof DumpStream) {
      ((DumpStream) in).seek(offset);
      base = offset;
      at = 0;
      filled = 0;
    } else {
      throw new IllegalStateException("a stream that only goes forward");
    }
    noLimit();
  }

  /**
   * True when so many bytes of the record are buffered: they stand in {@link #buffer} from {@link
   * #at} on. Reads on when they are not; false near the end of the record or the file, and for more
   * than is ever buffered.
   */
  boolean have(int count) throws IOException {
    return stop - at >= count || (count <= left() && fill(count));
  }

  byte[] buffer() {
    return buffer;
  }

  int at() {
    return at;
  }

  /** End of what is buffered of the record, in {@link #buffer}. */
  int stop() {
    return stop;
  }

  /** Goes past bytes that {@link #have} found. */
  void advance(int count) {
    at += count;
  }

  /** Notes that a heap dump record starts here. */
  void mark() {
    mark = base + at;
  }

  /** File offset at which the heap dump record in hand starts. */
  long marked() {
    return mark;
  }

  void idSize(int size) {
    idSize = size;
  }

  int idSize() {
    return idSize;
  }

  /** Offset in the file of the next byte. */
  long offset() {
    return base + at;
  }

  long fileSize() {
    return fileSize;
  }

  /** Lets nobody read at or past this offset until the next call. */
  void limit(long offset) {
    limit = offset;
    stop = (int) Math.min(filled, limit - base);
  }

  void noLimit() {
    limit(Long.MAX_VALUE);
  }

  /** Bytes to the end of the current record. */
  long left() {
    return limit - offset();
  }

  /** True at the end of the file. */
  boolean atEnd() throws IOException {
    return at == filled && !fill(1);
  }

  /** Makes sure that the record and the file have that many more bytes. */
  void require(long count) throws IOException {
    if (count < 0 || count > left()) {
      throw new CorruptRecord(
          offset(), count + " bytes are needed where the record has " + left() + " left");
    }
    if (count > most - offset()) {
      throw new EOFException();
    }
  }

  /**
   * As {@link #require}, of what becomes one array.
   *
   * @param size bytes of an element
   * @return the number of elements
   */
  int requireArray(long count, int size) throws IOException {
    require(count * size);
    if (count > LARGEST_ARRAY) {
      throw new CorruptRecord(offset(), count + " elements in one list");
    }
    return (int) count;
  }

  int u1() throws IOException {
    if (at >= stop) {
      need(1);
    }
    return buffer[at++] & 0xff;
  }

  int u2() throws IOException {
    if (stop - at < 2) {
      need(2);
    }
    int i = at;
    at = i + 2;
    return ((buffer[i] & 0xff) << 8) | (buffer[i + 1] & 0xff);
  }

  int u4() throws IOException {
    if (stop - at < 4) {
      need(4);
    }
    int i = at;
    at = i + 4;
    return Bytes.int4(buffer, i);
  }

  /** An unsigned 4-byte value. */
  long u4Long() throws IOException {
    return u4() & 0xffff_ffffL;
  }

  long u8() throws IOException {
    if (stop - at < 8) {
      need(8);
    }
    int i = at;
    at = i + 8;
    return Bytes.long8(buffer, i);
  }

  long id() throws IOException {
    return idSize == 8 ? u8() : u4Long();
  }

  void read(byte[] target, int offset, int length) throws IOException {
    require(length);
    int to = offset;
    int left = length;
    while (true) {
      int now = Math.min(left, filled - at);
      System.arraycopy(buffer, at, target, to, now);
      at += now;
      to += now;
      left -= now;
      if (left == 0) {
        return;
      }
      if (left >= buffer.length) {
        readPastBuffer(target, to, left);
        return;
      }
      if (!fill(1)) {
        throw new EOFException();
      }
    }
  }

  private void readPastBuffer(byte[] target, int offset, int length) throws IOException {
    int read = in.readNBytes(target, offset, length);
    base += filled + read;
    at = 0;
    filled = 0;
    stop = 0;
    if (read < length) {
      throw new EOFException();
    }
  }

  /** Goes forward to that offset, past the end of the record if need be. */
  void skipTo(long offset) throws IOException {
    long count = offset - offset();
    if (count <= stop - at) {
      at += (int) count;
      return;
    }
    if (count <= filled - at) {
      at += (int) count;
      limit(limit);
      return;
    }
    if (offset > fileSize) {
      at = filled;
      throw new EOFException();
    }
    long rest = count - (filled - at);
    base += filled;
    at = 0;
    filled = 0;
    stop = 0;
    while (rest > 0) {
      long skipped = in.skip(rest);
      if (skipped <= 0) {
        if (in.read() < 0) {
          throw new EOFException();
        }
        skipped = 1;
      }
      rest -= skipped;
      base += skipped;
    }
  }

  private void need(int count) throws IOException {
    if (count > left()) {
      throw new CorruptRecord(offset(), "the record ends in the middle of a value");
    }
    if (!fill(count)) {
      throw new EOFException();
    }
  }

  /** Moves what is left to the front and reads on; false when there are fewer bytes than wanted. */
  private boolean fill(int wanted) throws IOException {
    if (in instanceof AheadStream) {
      return takeOver((AheadStream) in, wanted);
    }
    if (wanted > buffer.length) {
      return false; // more than the buffer can ever have: whoever asked goes without a look
    }
    int rest = filled - at;
    System.arraycopy(buffer, at, buffer, 0, rest);
    base += at;
    at = 0;
    filled = rest;
    while (filled < wanted) {
      int read = in.read(buffer, filled, buffer.length - filled);
      if (read < 0) {
        limit(limit);
        return false;
      }
      filled += read;
    }
    limit(limit);
    return true;
  }

  /** As {@link #fill}, by making the next chunk the buffer; what is left goes in front of it. */
  private boolean takeOver(AheadStream ahead, int wanted) throws IOException {
    while (filled - at < wanted) {
      int rest = filled - at;
      if (rest > AheadStream.ROOM) {
        return false;
      }
      byte[] left = Arrays.copyOfRange(buffer, at, filled);
      AheadStream.Chunk chunk = ahead.next();
      if (chunk == null) {
        buffer = left;
        base += at;
        at = 0;
        filled = rest;
        limit(limit);
        return false;
      }
      int from = AheadStream.ROOM + ahead.used() - rest;
      System.arraycopy(left, 0, chunk.bytes, from, rest);
      base += at - from;
      buffer = chunk.bytes;
      at = from;
      filled = AheadStream.ROOM + chunk.length;
      ahead.usedUp();
    }
    limit(limit);
    return true;
  }
}
