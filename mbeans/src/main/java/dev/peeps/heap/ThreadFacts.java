package dev.peeps.heap;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a Thread object's fields say of a thread. */
final class ThreadFacts {
  final long id;
  final int serial;
  long tid = -1;
  String name = "";
  int flags;
  int state = ThreadStates.UNKNOWN;
  long carrier;
  long blocker;

  /**
   * @param serial thread serial of the file
   */
  ThreadFacts(long id, int serial) {
    this.id = id;
    this.serial = serial;
  }

  /** As a THREAD record has it. */
  byte[] row(int idSize) {
    byte[] text = whole(name).getBytes(StandardCharsets.UTF_8);
    ByteBuffer row = ByteBuffer.allocate(ThreadTable.nameAt(idSize) + text.length);
    id(row, idSize, id).putInt(serial).putLong(tid).putInt(state).put((byte) flags);
    id(row, idSize, carrier);
    id(row, idSize, blocker).putLong(0).putInt(text.length).put(text);
    return row.array();
  }

  /** Half a character beyond the basic plane is what a cut has for it, U+FFFD. */
  private static String whole(String text) {
    StringBuilder whole = null;
    for (int i = 0; i < text.length(); i++) {
      int character = text.codePointAt(i);
      if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
        whole = whole == null ? new StringBuilder(text) : whole;
        whole.setCharAt(i, '\uFFFD');
      }
      i += character > Character.MAX_VALUE ? 1 : 0;
    }
    return whole == null ? text : whole.toString();
  }

  private static ByteBuffer id(ByteBuffer row, int idSize, long id) {
    return idSize == 8 ? row.putLong(id) : row.putInt((int) id);
  }
}
