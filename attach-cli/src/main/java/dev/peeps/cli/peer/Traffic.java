package dev.peeps.cli.peer;

/**
 * When something last went over a connection; see {@code tcp_info} in tcp(7).
 *
 * @param receivedMillis for how long nothing has come, counted from the connecting where nothing
 *     ever has
 * @param sentMillis for how long nothing was sent that was new
 * @param receivedBytes how much has come in all; -1 when the kernel is too old to count
 * @param retransmits how often the kernel has sent again what the other end has not confirmed
 */
record Traffic(long receivedMillis, long sentMillis, long receivedBytes, long retransmits) {

  /** Whether something was sent and nothing has come since. */
  boolean isUnanswered() {
    return sentMillis < receivedMillis || (isOfOneMoment() && receivedBytes == 0);
  }

  /**
   * Whether the kernel's clock is too coarse to tell what was first: a server that is near answers
   * within the tick in which it was asked, and who is greeted asks within that tick as well.
   */
  boolean isOfOneMoment() {
    return sentMillis == receivedMillis;
  }
}
