package dev.peeps.cli.peer;

import java.util.Objects;

/**
 * One connection of a process.
 *
 * @param own its row
 * @param other the row of the other end; null when that is in no network namespace of this machine
 * @param listener the row of who listens where this connection goes; null when nobody does here
 */
record Connection(SocketRow own, SocketRow other, SocketRow listener) {

  Connection {
    Objects.requireNonNull(own);
  }

  /** What becomes of it, as a fragment that goes on with the peer; empty when it is all right. */
  String trouble() {
    if (own.state() == SocketRow.CONNECTING) {
      return "has not answered the connection yet";
    }
    if (own.state() == SocketRow.CLOSED_BY_PEER) {
      return "has closed the connection";
    }
    return isPending() ? "has not accepted the connection yet" : "";
  }

  /** Whether something may still come on it. */
  boolean isOpen() {
    return own.state() != SocketRow.CONNECTING && own.state() != SocketRow.CLOSED_BY_PEER;
  }

  /** Whether the kernel has taken the connection for a process that has not asked for it yet. */
  boolean isPending() {
    return other != null && other.inode() == 0 && listener != null;
  }

  /** The socket of whoever is, or will be, at the other end; null when none is here. */
  SocketRow peer() {
    return other != null && other.inode() != 0 ? other : listener;
  }
}
