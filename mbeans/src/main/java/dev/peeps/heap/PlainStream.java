package dev.peeps.heap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A heap dump as it is in its file. Several may share one channel. */
final class PlainStream extends DumpStream {
  private final FileChannel channel;
  private long position;

  PlainStream(FileChannel channel) {
    this.channel = channel;
  }

  @Override
  void seek(long offset) {
    position = offset;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = channel.read(ByteBuffer.wrap(target, offset, length), position);
    position += Math.max(0, read);
    return read;
  }

  @Override
  public long skip(long count) {
    position += Math.max(0, count);
    return Math.max(0, count);
  }
}
