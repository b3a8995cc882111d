package dev.peeps.heap.threads;

/**
 * The line that begins a thread: {@code "name" #12 [4711] daemon prio=5 os_prio=0 ... tid=0x...
 * nid=0x1f waiting on condition [0x...]}. A name may hold quotes, line ends and lies; what follows
 * its last quote has none.
 */
final class ThreadHeading {
  private ThreadHeading() {}

  /** True when a line may begin a thread, though its name may go on in the next one. */
  static boolean mayBegin(String line) {
    return !line.isEmpty() && line.charAt(0) == '"';
  }

  /** The thread that the line begins; null when the line is no (whole) heading. */
  static DumpedThread parse(String line) {
    int quote = line.lastIndexOf('"');
    if (quote < 1 || line.indexOf(" tid=0x", quote) < 0) {
      return null;
    }
    DumpedThread thread = new DumpedThread();
    thread.name = line.substring(1, quote);
    int at = quote + 1;
    boolean status = false;
    StringBuilder rest = new StringBuilder();
    while (at < line.length()) {
      int space = line.indexOf(' ', at);
      int end = space < 0 ? line.length() : space;
      String word = line.substring(at, end);
      at = end + 1;
      if (word.isEmpty()) {
        continue;
      }
      if (status) {
        if (word.startsWith("[0x")) {
          break;
        }
        rest.append(rest.length() == 0 ? "" : " ").append(word);
      } else {
        status = fact(word, thread);
      }
    }
    thread.status = rest.toString();
    return thread;
  }

  /** Takes one word; true when only the status follows it. */
  private static boolean fact(String word, DumpedThread thread) {
    if (word.charAt(0) == '#') {
      thread.tid = Numbers.decimal(word, 1, word.length());
    } else if (word.equals("daemon")) {
      thread.daemon = true;
    } else if (word.charAt(0) == '[' && word.endsWith("]") && !word.startsWith("[0x")) {
      thread.nativeId = Math.max(0, Numbers.decimal(word, 1, word.length() - 1));
    } else if (word.startsWith("nid=")) {
      thread.nativeId = Math.max(thread.nativeId, Numbers.any(word.substring(4)));
      return true;
    }
    return false; // tid= is the address of the VM's own structure, which says nothing
  }
}
