package dev.peeps.registry;

import java.util.List;

/**
 * {@code dev.peeps:type=Registry}: the answers of {@code peeps dump} over JMX, in open types.
 *
 * <p>Attributes speak of the last cut and cost nothing; {@link #getLastCut} says when it was taken.
 * {@link #dump}, {@link #dumpJson}, {@link #check} and {@link #cut} take a new one, with one or two
 * short pauses. {@link #entity}, {@link #why}, {@link #whoWaitsFor} and {@link #whoHolds} look at
 * the last one, since ids are only good for the cut they come from.
 *
 * <p>Sends a notification of type {@code peeps.finding.KIND} ({@code peeps.finding.deadlock} and so
 * on) for each finding that the cut before did not show.
 */
public interface RegistryMXBean {

  /** Version of peeps. */
  String getVersion();

  /** One line: how many wait, how many findings, the first of them. */
  String getVerdict();

  /** Number of entities in the last cut; -1 before the first. */
  int getEntities();

  /** Tasks that wait for something other than work; -1 before the first cut. */
  int getWaitingTasks();

  /** Tasks that wait for work; -1 before the first cut. */
  int getIdleTasks();

  /** Tasks that wait for nothing that is known; -1 before the first cut. */
  int getRunningTasks();

  /**
   * How many findings are likely or surer: what {@code peeps check} counts; -1 before the first
   * cut.
   */
  int getStuck();

  /**
   * {@code proved}, {@code likely} or {@code possible}; empty when there is no finding, or no cut.
   */
  String getWorstCertainty();

  /** What is stuck and why, the one that blocks most tasks first. */
  List<FindingData> getFindings();

  /** When the last cut was taken and what it cost; null before the first. */
  CutData getLastCut();

  /** Why the last attempt to take a cut gave none; empty when it gave one. */
  String getLastFailure();

  /** Executors, contended locks and full channels that have no MBean because there are too many. */
  int getResourcesWithoutMBean();

  /** A new cut as the text that {@code peeps dump} prints. */
  String dump();

  /** A new cut as the JSON that {@code peeps dump --format=json} prints. */
  String dumpJson();

  /**
   * Takes a new cut, so that all attributes are fresh.
   *
   * @param path a new file for the cut itself, absolute; empty or null to keep none
   * @return the verdict
   */
  String cut(String path);

  /**
   * One entity of the last cut.
   *
   * @param idOrName an id, with or without its process, a thread id, or a name or a part of one
   *     that only one entity has
   */
  EntityData entity(String idOrName);

  /**
   * Takes a new cut and judges it as {@code peeps check} does: one line a finding that is likely or
   * surer, or one that says that nothing is stuck.
   */
  List<String> check();

  /**
   * The chain from an entity of the last cut to its root cause, as {@code peeps why} prints it.
   *
   * @param idOrName as for {@link #entity}
   */
  List<String> why(String idOrName);

  /** Who waits for it, and through whom others do, a line each; see {@link #entity}. */
  List<String> whoWaitsFor(String idOrName);

  /** Who holds it or is to provide it, and what they wait for, a line each; see {@link #entity}. */
  List<String> whoHolds(String idOrName);
}
