package dev.peeps.heap;

import java.io.EOFException;

/** What of a file made no sense. */
final class Damage {
  long duplicates;
  int unknown;
  private long records;
  private long bytes;
  private long first;
  private String problem = "";
  private String end = "";

  void corrupt(long offset, long lost, String what) {
    if (records++ == 0) {
      first = offset;
      problem = what;
    }
    bytes += lost;
  }

  /** Reading has come to an end before the file's. */
  void ended(EOFException why) {
    end = why instanceof DamagedPack ? why.getMessage() : end;
  }

  /** Why the file could not be read to its end; empty when that is all that there is of it. */
  String end() {
    return end;
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
