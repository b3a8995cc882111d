package dev.peeps.registry;

import dev.peeps.diff.GraphDiff;
import dev.peeps.finding.Finding;
import dev.peeps.finding.FindingKind;
import dev.peeps.render.Escapes;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;

/**
 * Sends a notification for each finding that the cut before did not show. Whether it is the same
 * one is judged as {@code peeps diff} does: thread ids are stable, ids of objects are not.
 */
final class Announcements {
  private static final String TYPE = "peeps.finding.";

  static final MBeanNotificationInfo INFO =
      new MBeanNotificationInfo(
          types(),
          Notification.class.getName(),
          "something is stuck that the cut before did not show; the message says what");

  private final NotificationBroadcasterSupport sender;
  private final AtomicLong sequence = new AtomicLong();

  Announcements(NotificationBroadcasterSupport sender) {
    this.sender = sender;
  }

  private static String[] types() {
    FindingKind[] kinds = FindingKind.values();
    String[] types = new String[kinds.length];
    for (int each = 0; each < kinds.length; each++) {
      types[each] = TYPE + kinds[each].word();
    }
    return types;
  }

  /**
   * Tells what is new.
   *
   * @param before the cut before; null for none
   */
  void announce(Snapshot before, Snapshot now) {
    if (now.findings().isEmpty()) {
      return;
    }
    for (Finding finding : added(before, now)) {
      Notification notification =
          new Notification(
              TYPE + finding.kind().word(),
              Names.registry(),
              sequence.incrementAndGet(),
              System.currentTimeMillis(),
              Escapes.text(finding.summary()));
      notification.setUserData(finding.certainty().word());
      sender.sendNotification(notification);
    }
  }

  private static List<Finding> added(Snapshot before, Snapshot now) {
    return before == null || before.findings().isEmpty()
        ? now.findings()
        : GraphDiff.of(before.graph(), before.findings(), now.graph(), now.findings())
            .newFindings();
  }
}
