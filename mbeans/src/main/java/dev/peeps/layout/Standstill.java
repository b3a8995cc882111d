package dev.peeps.layout;

import dev.peeps.heap.HeapFrame;
import dev.peeps.heap.HeapThread;
import dev.peeps.heap.reach.StandardInput;
import java.util.List;

/**
 * Whether nobody of the application is seen to run: all wait without a limit, but for such as only
 * keep the program alive, workers without work, and such as may be the JVM's own. Then a consumer
 * without work may be what is wrong, or a main method that waits, and it is worth to ask; where
 * somebody runs it is none, whatever the answer.
 */
final class Standstill {
  /** Who reads the standard input is not known yet: he may be any that is in such a call. */
  private static final StandardInput ANY =
      new StandardInput() {
        @Override
        public boolean knowsStandardInput(long thread) {
          return true;
        }
      };

  private Standstill() {}

  static boolean isSeen(Run run) {
    Keepers keepers = new Keepers();
    IdleWorkers workers = new IdleWorkers(run);
    List<HeapThread> all = run.heap.threads();
    for (int i = 0; i < all.size(); i++) {
      HeapThread thread = all.get(i);
      boolean waits = !run.drafts.threads().get(i).timed && isInWait(thread.state());
      boolean serves = mayBeTheJvms(thread) || workers.has(i) || keepers.isKeeper(thread, ANY);
      if (!waits && !serves) {
        return false;
      }
    }
    return true;
  }

  private static boolean isInWait(Thread.State state) {
    return state == Thread.State.WAITING || state == Thread.State.BLOCKED;
  }

  private static boolean mayBeTheJvms(HeapThread thread) {
    for (HeapFrame frame : thread.frames()) {
      if (!FrameRules.isJdk(frame.className())) {
        return false;
      }
    }
    return thread.daemon() || thread.frames().isEmpty();
  }
}
