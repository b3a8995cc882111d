package dev.peeps.why;

import dev.peeps.finding.Site;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Labels;
import java.util.List;

/** The end of a chain of waits as a sentence. */
final class Verdict {
  private Verdict() {}

  static String of(List<Step> steps, int circleFrom, Cause cause, boolean timed) {
    Entity last = steps.get(steps.size() - 1).entity();
    String label = Labels.of(last);
    if (steps.size() == 1) {
      return alone(last, label, cause);
    }
    String sentence =
        circleFrom >= 0 ? circle(steps.size() - 1 - circleFrom) : end(last, label, cause);
    return timed ? sentence + "; " + timed(steps) : sentence;
  }

  private static String circle(int links) {
    return links == 1
        ? "it waits for itself"
        : "the chain comes back to where it has been: each of them waits for the next";
  }

  private static String timed(List<Step> steps) {
    for (Step step : steps.subList(1, steps.size())) {
      if (step.link().timed()) {
        Entity waiter = steps.get(steps.indexOf(step) - 1).entity();
        return "but the wait of " + Labels.of(waiter) + " ends by itself after its time";
      }
    }
    throw new AssertionError("no timed step");
  }

  /** About one that waits for nothing that is known. */
  private static String alone(Entity entity, String label, Cause cause) {
    switch (cause) {
      case WORK:
        return label + " is idle: it waits for work, not for an answer";
      case TIME:
        return label + " waits for time to pass" + at(entity);
      case UNKNOWN:
        return unknown(entity, label);
      case ENDED:
        return label + " has ended";
      case STUCK:
        return "a finding says why " + label + " waits";
      default:
        return label + " does not wait" + running(entity);
    }
  }

  private static String end(Entity last, String label, Cause cause) {
    switch (cause) {
      case RUNS:
        return last.kind() == EntityKind.EXECUTOR
            ? label + " has an idle worker: the task is not due yet, or is about to be begun"
            : label + " goes on" + running(last) + ": wait, or see what it is doing";
      case WORK:
        return label + " is idle, waiting for work, and has not given what others need";
      case TIME:
        return label + " waits for time to pass" + at(last) + ": wait";
      case OUTSIDE:
        return label + " waits for the outside of process " + last.process() + said(last);
      case ENDED:
        return label + " has ended and will give nothing back any more";
      case STUCK:
        return "nobody is left who could end this wait";
      default:
        return unknown(last, label);
    }
  }

  private static String unknown(Entity last, String label) {
    String said = said(last);
    switch (last.kind()) {
      case LOCK:
        return last.state().equals("free")
            ? "nobody holds " + label + ": who waits there waits for a signal, or for its turn"
            : "nobody knows who holds " + label + said;
      case FUTURE:
      case COROUTINE:
      case SUBSCRIBER:
        return "it is not recorded who is to complete " + label + said;
      case SEMAPHORE:
      case POOL:
        return "it is not recorded who holds what " + label + " has given out" + said;
      case LATCH:
        return "it is not recorded who is to count down or arrive at " + label + said;
      case CHANNEL:
        return "it is not recorded who is at the other end of " + label + said;
      case EXECUTOR:
        return "no thread is known to work for " + label + said;
      case THREAD:
      case VIRTUAL_THREAD:
        return "what " + label + " waits for is not known" + at(last);
      default:
        return "what comes behind " + label + " is not known" + said;
    }
  }

  /** What the layout says about a side that no JVM records. */
  private static String said(Entity entity) {
    for (String key : new String[] {"held_by", "provided_by"}) {
      Object why = entity.attributes().get(key);
      if (why != null) {
        return " (" + why + ')';
      }
    }
    return "";
  }

  private static String running(Entity task) {
    if (Boolean.TRUE.equals(task.attributes().get("moved"))) {
      return ", it went on while it was looked at";
    }
    String state = task.state().isEmpty() ? "" : ", now " + task.state();
    return state + at(task);
  }

  private static String at(Entity task) {
    String site = Site.of(List.of(task));
    return site.isEmpty() ? "" : " at " + site;
  }
}
