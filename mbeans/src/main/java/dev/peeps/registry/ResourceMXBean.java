package dev.peeps.registry;

import java.util.List;
import java.util.Map;

/** An executor, a contended lock or a full channel as the last cut showed it. */
public interface ResourceMXBean {

  String getId();

  /** {@code executor}, {@code lock}, {@code channel}. */
  String getKind();

  /** Class, as a programmer calls it. */
  String getType();

  /** Empty when unknown. */
  String getState();

  /** Facts: threads, queued, holds, items, capacity, … */
  Map<String, String> getFacts();

  /** Who holds it; empty when nobody or unknown. */
  List<String> getHolders();

  /** Who waits for it itself, at most a hundred. */
  List<String> getWaiters();

  /** How many tasks wait for it, directly. */
  int getWaiting();

  /** How many tasks wait for it, directly and through others. */
  int getWaitingInAll();
}
