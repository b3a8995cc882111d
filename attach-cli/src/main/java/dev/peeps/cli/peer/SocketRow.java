package dev.peeps.cli.peer;

import java.util.Objects;

/**
 * One TCP socket as the kernel lists it in {@code /proc/PID/net/tcp} or {@code tcp6}; see proc(5).
 *
 * @param local its own end
 * @param remote the other end; port 0 when it listens
 * @param state number of the state, as in the kernel's {@code enum} of TCP states
 * @param unacknowledged bytes that were sent and that the other end has not confirmed
 * @param unread bytes that came and that nobody has read; of a listening socket, connections that
 *     nobody has accepted
 * @param uid of the user who made it
 * @param inode by which a process's descriptor is told; 0 for one that no process has yet
 */
record SocketRow(
    Endpoint local,
    Endpoint remote,
    int state,
    long unacknowledged,
    long unread,
    long uid,
    long inode) {
  static final int ESTABLISHED = 1;
  static final int CONNECTING = 2;
  static final int TIME_WAIT = 6;
  static final int CLOSED_BY_PEER = 8;
  static final int LISTENING = 10;

  SocketRow {
    Objects.requireNonNull(local);
    Objects.requireNonNull(remote);
  }

  /** Whether it waits for connections to this end, on its address or on all of them. */
  boolean listensAt(Endpoint end) {
    return state == LISTENING && local.port() == end.port() && (local.isAny() || local.equals(end));
  }
}
