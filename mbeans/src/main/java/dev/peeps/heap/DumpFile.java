package dev.peeps.heap;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An open heap dump, plain or compressed with gzip, which is told by its first bytes. */
final class DumpFile implements Closeable {
  private static final int GZIP = 0x1f8b;
  private static final int PACKED_BUFFER = 1 << 16;
  private static final int PASS_BUFFER = 1 << 18;
  private static final int SMALL = 1 << 22;

  /** Deflate makes of one byte no more than this. */
  private static final int MOST_UNPACKED = 1032;

  private final FileChannel channel;
  private final long fileBytes;
  private final boolean gzip;
  private final GzipStream.Members members = new GzipStream.Members();
  private final List<DumpStream> streams = new ArrayList<>();

  DumpFile(Path path) throws IOException {
    channel = FileChannel.open(path);
    try {
      fileBytes = channel.size();
      ByteBuffer magic = ByteBuffer.allocate(2);
      gzip = channel.read(magic, 0) == 2 && (magic.getShort(0) & 0xffff) == GZIP;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  boolean gzip() {
    return gzip;
  }

  /** Bytes of the file on the disk. */
  long fileBytes() {
    return fileBytes;
  }

  /**
   * Bytes of the heap dump; {@link Long#MAX_VALUE} when that is not known, since it is compressed.
   */
  long size() {
    return gzip ? Long.MAX_VALUE : fileBytes;
  }

  /** More bytes than the heap dump can have. */
  private long most() {
    return gzip ? fileBytes * MOST_UNPACKED : fileBytes;
  }

  /** Reads from the beginning, or from wherever it is sent. Closed with the file. */
  HprofInput input(int bufferSize) {
    return new HprofInput(stream(), size(), most(), bufferSize);
  }

  /** As {@link #input}, for a pass over all of it: another thread reads ahead. */
  HprofInput pass() {
    if (fileBytes < SMALL) {
      return input(PASS_BUFFER);
    }
    AheadStream ahead = new AheadStream(stream());
    streams.add(ahead);
    return new HprofInput(ahead, size(), most(), 1);
  }

  private DumpStream stream() {
    if (!gzip) {
      return new PlainStream(channel);
    }
    GzipStream stream = new GzipStream(channel, members, PACKED_BUFFER);
    streams.add(stream);
    return stream;
  }

  /** How many of so many stretches of the dump are unpacked to get at one of them. */
  int blocksOfMember(int blocks) {
    return Math.max(1, blocks / Math.max(1, members.count()));
  }

  /**
   * Of {@link #fileBytes}, what reading up to this offset of the heap dump takes; a lower bound.
   */
  long fileOffset(long offset) {
    int member = gzip ? members.before(offset) : -1;
    return member >= 0 ? members.file(member) : gzip ? 0 : offset;
  }

  @Override
  public void close() throws IOException {
    for (int i = streams.size() - 1; i >= 0; i--) {
      streams.get(i).close();
    }
    channel.close();
  }
}
