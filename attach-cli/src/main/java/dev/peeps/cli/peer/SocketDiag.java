package dev.peeps.cli.peer;

import dev.peeps.cli.attach.AttachSocket;
import dev.peeps.cli.proc.ProcFs;
import java.nio.charset.StandardCharsets;

/**
 * What the kernel tells of single sockets beyond {@code /proc}, by {@code sock_diag(7)}: since when
 * nothing has come on a TCP connection, and the other end of a UNIX socket. Needs the native part
 * of the installation; without it, or where the network namespace of another process may not be
 * entered, nothing is known. Cost: some 20 microseconds a question.
 */
final class SocketDiag implements Wire {
  private static final int INODE = 1;
  private static final int RECEIVED_MILLIS = 2;
  private static final int SENT_MILLIS = 3;
  private static final int RECEIVED_BYTES = 4;
  private static final int RETRANSMITS = 5;
  private static final int FACTS = 6;

  private final byte[] space;
  private final boolean available;

  /** Asks about the sockets of the network namespace in which a process lives. */
  SocketDiag(ProcFs proc, long pid) {
    this.space = proc.name(pid, "ns/net").getBytes(StandardCharsets.UTF_8);
    this.available = AttachSocket.available();
  }

  @Override
  public Traffic of(SocketRow row) {
    long[] facts = new long[FACTS];
    if (!available
        || row.local().bytes().length == 0
        || row.local().address().length() != row.remote().address().length()
        || tcp(
                space,
                row.local().bytes(),
                row.local().port(),
                row.remote().bytes(),
                row.remote().port(),
                facts)
            != 0
        || facts[INODE] != row.inode()) {
      return null; // it is not known, or is another one by now
    }
    return new Traffic(
        facts[RECEIVED_MILLIS], facts[SENT_MILLIS], facts[RECEIVED_BYTES], facts[RETRANSMITS]);
  }

  @Override
  public long peer(long inode) {
    return available ? Math.max(0, unixPeer(space, inode)) : 0;
  }

  private static native int tcp(
      byte[] space, byte[] local, int localPort, byte[] remote, int remotePort, long[] facts);

  private static native long unixPeer(byte[] space, long inode);
}
