package dev.peeps.cli.peer;

import dev.peeps.cli.proc.ProcFs;
import java.io.IOException;
import java.util.Locale;

/**
 * The call of the kernel in which a thread is, as {@code /proc/PID/task/TID/syscall} tells; see
 * proc(5).
 *
 * @param what the sort of call
 * @param descriptor its first argument, which is a descriptor but for {@link What#OPEN} and {@link
 *     What#EXIT}
 * @param command its second argument; of {@link What#EXIT} the process
 */
record Call(What what, int descriptor, long command) {
  enum What {
    READ,
    WRITE,
    OPEN,
    LOCK,
    SELECT,
    /** For the end of another process, whose id is its {@link #command}. */
    EXIT
  }

  /** Number of an ordinary wait for a lock within {@code fcntl}. */
  private static final int SETLKW = 7;

  private static final int SETLKW_OF_OPEN_FILE = 38;

  /**
   * The call of one thread.
   *
   * @param nid the thread's number
   * @return null when it is in none of these, or when the machine is of another kind
   * @throws IOException when the thread has ended or may not be looked at
   */
  static Call of(ProcFs proc, long pid, long nid) throws IOException {
    return parse(proc.text(pid, "task/" + nid + "/syscall"), System.getProperty("os.arch"));
  }

  /** {@code 232 0x5 0x7f…}: the number in decimal, arguments in hexadecimal. */
  static Call parse(String text, String architecture) {
    String[] words = text.strip().split(" ", 4);
    if (words.length < 3) {
      return null; // "running"
    }
    try {
      int number = Integer.parseInt(words[0]);
      long first = hex(words[1]);
      long second = hex(words[2]);
      What what = what(number, second, architecture.toLowerCase(Locale.ROOT));
      if (what == What.EXIT) {
        return new Call(what, -1, isWait4(number, architecture) ? first : second);
      }
      return what == null || first < 0 || first > Integer.MAX_VALUE
          ? what == What.OPEN ? new Call(what, -1, second) : null
          : new Call(what, (int) first, second);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** The one of both calls whose first argument is the process. */
  private static boolean isWait4(int number, String architecture) {
    return number == (architecture.toLowerCase(Locale.ROOT).equals("aarch64") ? 260 : 61);
  }

  private static long hex(String word) {
    return Long.parseUnsignedLong(word.startsWith("0x") ? word.substring(2) : word, 16);
  }

  private static What what(int number, long command, String architecture) {
    switch (architecture) {
      case "amd64":
      case "x86_64":
        return x86(number, command);
      case "aarch64":
        return arm(number, command);
      default:
        return null;
    }
  }

  private static What x86(int number, long command) {
    switch (number) {
      case 0: // read
      case 17: // pread64
      case 19: // readv
      case 45: // recvfrom
      case 47: // recvmsg
        return What.READ;
      case 1: // write
      case 18: // pwrite64
      case 20: // writev
      case 44: // sendto
      case 46: // sendmsg
        return What.WRITE;
      case 2: // open
      case 257: // openat
        return What.OPEN;
      case 72: // fcntl
        return waits(command);
      case 73: // flock
        return What.LOCK;
      case 232: // epoll_wait
      case 281: // epoll_pwait
      case 441: // epoll_pwait2
        return What.SELECT;
      case 61: // wait4
      case 247: // waitid
        return What.EXIT;
      default:
        return null;
    }
  }

  private static What arm(int number, long command) {
    switch (number) {
      case 63: // read
      case 65: // readv
      case 67: // pread64
      case 207: // recvfrom
      case 212: // recvmsg
        return What.READ;
      case 64: // write
      case 66: // writev
      case 68: // pwrite64
      case 206: // sendto
      case 211: // sendmsg
        return What.WRITE;
      case 56: // openat
        return What.OPEN;
      case 25: // fcntl
        return waits(command);
      case 32: // flock
        return What.LOCK;
      case 22: // epoll_pwait
      case 441: // epoll_pwait2
        return What.SELECT;
      case 95: // waitid
      case 260: // wait4
        return What.EXIT;
      default:
        return null;
    }
  }

  private static What waits(long command) {
    return command == SETLKW || command == SETLKW_OF_OPEN_FILE ? What.LOCK : null;
  }
}
