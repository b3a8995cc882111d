package dev.peeps.cli.proc;

import java.io.IOException;

/**
 * What {@code /proc/PID/status} says that matters before anybody touches the process.
 *
 * @param state the kernel's letter: R, S, D, T (stopped), t (traced), Z (zombie), X
 * @param uid effective user id
 * @param gid effective group id
 * @param namespacePid the pid that the process has in its own PID namespace
 * @param nested whether it lives in a PID namespace below ours
 * @param caught bit mask of the signals that the process catches
 * @param threads number of threads
 */
public record ProcStatus(
    char state, long uid, long gid, long namespacePid, boolean nested, long caught, int threads) {
  private static final int SIGQUIT = 3;

  /**
   * Reads it.
   *
   * @throws IOException when the process is gone or the text is not as expected
   */
  public static ProcStatus of(ProcFs proc, long pid) throws IOException {
    return parse(pid, proc.text(pid, "status"));
  }

  static ProcStatus parse(long pid, String text) throws IOException {
    char state = '?';
    long uid = -1;
    long gid = -1;
    long namespacePid = pid;
    boolean nested = false;
    long caught = 0;
    int threads = 0;
    try {
      int start = 0;
      while (start < text.length()) {
        int end = text.indexOf('\n', start);
        end = end < 0 ? text.length() : end;
        int colon = isWanted(text.charAt(start)) ? text.indexOf(':', start) : -1;
        if (colon > 0 && colon < end) {
          String value = text.substring(colon + 1, end).strip();
          switch (text.substring(start, colon)) {
            case "State" -> state = value.charAt(0);
            case "Uid" -> uid = Long.parseLong(column(value, 1));
            case "Gid" -> gid = Long.parseLong(column(value, 1));
            case "NSpid" -> {
              int last = Math.max(value.lastIndexOf('\t'), value.lastIndexOf(' '));
              namespacePid = Long.parseLong(value.substring(last + 1));
              nested = last >= 0;
            }
            case "SigCgt" -> caught = Long.parseUnsignedLong(value, 16);
            case "Threads" -> threads = Integer.parseInt(value);
            default -> {
              // nothing we need
            }
          }
        }
        start = end + 1;
      }
    } catch (RuntimeException e) {
      throw new IOException("/proc/" + pid + "/status is not as expected", e);
    }
    if (uid < 0) {
      throw new IOException("/proc/" + pid + "/status names no user");
    }
    return new ProcStatus(state, uid, gid, namespacePid, nested, caught, threads);
  }

  /** By its first letter: of some 60 lines, those that need not be taken apart. */
  private static boolean isWanted(char first) {
    return first == 'S' || first == 'U' || first == 'G' || first == 'N' || first == 'T';
  }

  private static String column(String value, int index) {
    int start = 0;
    for (int i = 0; i < index; i++) {
      start = value.indexOf('\t', start) + 1;
    }
    int end = value.indexOf('\t', start);
    return end < 0 ? value.substring(start) : value.substring(start, end);
  }

  public boolean isZombie() {
    return state == 'Z' || state == 'X';
  }

  public boolean isStopped() {
    return state == 'T';
  }

  /** Whether a debugger or tracer holds it at the moment. */
  public boolean isTraced() {
    return state == 't';
  }

  /** Whether SIGQUIT is caught; a process that does not catch it is killed by it. */
  public boolean catchesQuit() {
    return (caught & (1L << (SIGQUIT - 1))) != 0;
  }
}
