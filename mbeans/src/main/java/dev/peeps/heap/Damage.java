package dev.peeps.heap;

/** What of a file made no sense. */
final class Damage {
  long duplicates;
  int unknown;
  private long records;
  private long bytes;
  private long first;
  private String problem = "";

  void corrupt(long offset, long lost, String what) {
    if (records++ == 0) {
      first = offset;
      problem = what;
    }
    bytes += lost;
  }

  long records() {
    return records;
  }

  String text() {
    return "records make no sense, the first at byte "
        + first
        + " ("
        + problem
        + "); "
        + bytes
        + " bytes were skipped";
  }
}
