package dev.peeps.cli.peer;

import dev.peeps.cli.proc.ProcFs;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** For how long a thread of another process has not run, where the kernel keeps that. */
final class Stillness {
  /** The kernel's clock when it last ran, in milliseconds: {@code se.exec_start : 72596604.59}. */
  private static final String LAST_RAN = "se.exec_start";

  private static final long A_MOMENT = 1000;

  private Stillness() {}

  /**
   * That time. We run ourselves while we ask, which tells what the same clock says now.
   *
   * @return -1 when it is not known
   */
  static long millis(ProcFs proc, long pid, long thread) {
    double then = lastRan(proc.name(pid, "task/" + thread + "/sched"));
    double now = lastRan(proc.file("thread-self/sched"));
    return then < 0 || now < 0 ? -1 : (long) Math.max(0, now - then);
  }

  /** Whether the first thread of a process has run a moment ago. */
  static boolean isAtWork(ProcFs proc, long pid) {
    long still = millis(proc, pid, pid);
    return still >= 0 && still < A_MOMENT;
  }

  private static double lastRan(String file) {
    try (InputStream in = new FileInputStream(file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      int start = text.indexOf(LAST_RAN);
      int colon = text.indexOf(':', Math.max(0, start));
      int end = text.indexOf('\n', Math.max(0, colon));
      return start < 0 || colon < 0 || end < 0
          ? -1
          : Double.parseDouble(text.substring(colon + 1, end).strip());
    } catch (IOException | NumberFormatException e) {
      return -1; // it has ended, or the kernel was made without it
    }
  }
}
