package dev.peeps.cli.peer;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Who holds the lock of a file that a process waits for, as {@code /proc/locks} tells; proc(5). */
final class FileLocks {
  private FileLocks() {}

  /**
   * The process that holds what another waits for.
   *
   * @param file path of the list
   * @param waiter process id
   * @param inode of the file; 0 when it is not known
   * @return -1 when the list does not say
   */
  static long holder(String file, long waiter, long inode) {
    try (BufferedReader in =
        new BufferedReader(new FileReader(file, StandardCharsets.ISO_8859_1))) {
      long holder = -1;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        // 1: POSIX  ADVISORY  WRITE 7104 fe:00:1106446 0 EOF, and below it 1: -> POSIX … of who
        // waits
        String[] words = line.strip().split(" +", -1);
        boolean waits = words.length > 1 && words[1].equals("->");
        int at = waits ? 5 : 4;
        if (words.length <= at + 1) {
          continue;
        }
        long pid = number(words[at]);
        if (!waits) {
          holder = pid;
        } else if (pid == waiter && (inode == 0 || inode == inode(words[at + 1]))) {
          return holder;
        }
      }
    } catch (IOException e) {
      return -1; // not mounted, or not for us
    }
    return -1;
  }

  private static long inode(String place) {
    return number(place.substring(place.lastIndexOf(':') + 1));
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
