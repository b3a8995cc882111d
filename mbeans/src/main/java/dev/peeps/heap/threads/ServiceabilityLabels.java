package dev.peeps.heap.threads;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Puts right which monitor a blocked thread waits for in the text of {@code jhsdb jstack}.
 *
 * <p>The monitors of one frame stand in the wrong order there when the frame is interpreted (the
 * outermost first), and the tool takes the first one for the one that the thread waits for. A
 * thread that is blocked waits for the monitor that it has come to last.
 */
final class ServiceabilityLabels {
  private ServiceabilityLabels() {}

  static void correct(List<DumpedThread> threads) {
    for (DumpedThread thread : threads) {
      boolean blocked =
          thread.state == Thread.State.BLOCKED
              || thread.status.contains("waiting for monitor entry");
      if (blocked && !thread.frames.isEmpty()) {
        DumpedFrame frame = thread.frames.get(0);
        List<LockMention> mentions = corrected(frame.mentions(), thread.innermostCompiled);
        thread.frames.set(0, frame.with(mentions));
      }
    }
  }

  private static List<LockMention> corrected(List<LockMention> mentions, boolean compiled) {
    List<LockMention> monitors = new ArrayList<>();
    List<LockMention> others = new ArrayList<>();
    boolean inWait = false;
    for (LockMention mention : mentions) {
      boolean monitor =
          mention.kind() == LockMention.Kind.OWNED || mention.kind() == LockMention.Kind.ENTERING;
      inWait |= mention.kind() == LockMention.Kind.REENTERING;
      (monitor ? monitors : others).add(mention);
    }
    if (inWait || monitors.isEmpty()) {
      return mentions;
    }
    if (!compiled) {
      Collections.reverse(monitors);
    }
    for (int i = 0; i < monitors.size(); i++) {
      LockMention.Kind kind = i == 0 ? LockMention.Kind.ENTERING : LockMention.Kind.OWNED;
      others.add(monitors.get(i).as(kind));
    }
    return List.copyOf(others);
  }
}
