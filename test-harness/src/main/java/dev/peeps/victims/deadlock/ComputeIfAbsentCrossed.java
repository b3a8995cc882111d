package dev.peeps.victims.deadlock;

import dev.peeps.victims.Meeting;
import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Two caches fill each other: {@code user-loader} computes an entry of the users and asks for an
 * entry of the groups that {@code group-loader} is computing, and the other way round. Both hold
 * the bin of a ConcurrentHashMap, which no public method shows.
 */
public final class ComputeIfAbsentCrossed {
  private static final ConcurrentHashMap<String, String> USERS = new ConcurrentHashMap<>();
  private static final ConcurrentHashMap<String, String> GROUPS = new ConcurrentHashMap<>();
  private static final Meeting BOTH_COMPUTE = new Meeting(2);

  private ComputeIfAbsentCrossed() {}

  private static String user(String name) {
    return USERS.computeIfAbsent(
        name,
        absent -> {
          BOTH_COMPUTE.meet();
          return absent + " of " + group("staff");
        });
  }

  private static String group(String name) {
    return GROUPS.computeIfAbsent(
        name,
        absent -> {
          BOTH_COMPUTE.meet();
          return absent + " with " + user("root");
        });
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    Thread users = workers.start("user-loader", () -> System.out.println(user("root")));
    Thread groups = workers.start("group-loader", () -> System.out.println(group("staff")));
    Victim.stuckWhen(() -> Waits.forMonitor(users) && Waits.forMonitor(groups));
  }
}
