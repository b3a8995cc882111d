package dev.peeps.registry;

import dev.peeps.finding.Finding;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;

/**
 * Sends a notification for each finding that the cut before did not show. A finding is the same one
 * when its kind and its threads are: thread ids are stable, ids of objects are not.
 */
final class Announcements {
  private static final String TYPE = "peeps.finding.";

  static final MBeanNotificationInfo INFO =
      new MBeanNotificationInfo(
          new String[] {TYPE + "deadlock"},
          Notification.class.getName(),
          "something is stuck that the cut before did not show; the message says what");

  private final NotificationBroadcasterSupport sender;
  private final Set<String> known = new HashSet<>();
  private long sequence;

  Announcements(NotificationBroadcasterSupport sender) {
    this.sender = sender;
  }

  void announce(Snapshot snapshot) {
    Set<String> now = new HashSet<>();
    for (Finding finding : snapshot.findings()) {
      String key = key(finding);
      now.add(key);
      if (!known.contains(key)) {
        Notification notification =
            new Notification(
                TYPE + finding.kind().word(),
                Names.registry(),
                ++sequence,
                System.currentTimeMillis(),
                finding.summary());
        notification.setUserData(finding.certainty().word());
        sender.sendNotification(notification);
      }
    }
    known.clear();
    known.addAll(now);
  }

  private static String key(Finding finding) {
    Set<String> threads = new TreeSet<>();
    for (String id : finding.chain()) {
      if (id.contains("/thread-")) {
        threads.add(id);
      }
    }
    return finding.kind() + " " + (threads.isEmpty() ? finding.summary() : threads);
  }
}
