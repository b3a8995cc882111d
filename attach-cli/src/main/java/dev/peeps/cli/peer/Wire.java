package dev.peeps.cli.peer;

/** What the kernel tells of a single socket of one network namespace. */
interface Wire {
  /** When something last went over a connection; null when that is not known. */
  Traffic of(SocketRow row);

  /** Inode of the socket at the other end of a UNIX socket; 0 when there is none or not known. */
  default long peer(long inode) {
    return 0;
  }
}
