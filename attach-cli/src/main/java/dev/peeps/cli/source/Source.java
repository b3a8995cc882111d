package dev.peeps.cli.source;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.args.Values;
import dev.peeps.cli.attach.Attachment;
import dev.peeps.cli.proc.Jvm;
import dev.peeps.cli.work.NewFile;
import dev.peeps.finding.Finding;
import dev.peeps.graph.Graph;
import dev.peeps.heap.Heap;
import java.util.List;
import java.util.Set;

/**
 * One target of a command: a running JVM, or a file that tells of one. It is used once: {@link
 * #take}, then {@link #read}, then {@link #again} as often as needed, then {@link #release}.
 */
public abstract class Source {

  /** The target for a person: {@code 4711 (orders.Main)}, or the file as it was named. */
  @Override
  public abstract String toString();

  /** The id of its process in the graph; of several processes, the first one's. */
  public abstract String id();

  /** The ids of all its processes: a saved dump may tell of several. */
  public Set<String> processes() {
    return Set.of(id());
  }

  /**
   * Has {@link #take} keep its cut in a file.
   *
   * @throws CommandFailure when this target has none
   */
  public void keepCutIn(NewFile file) throws CommandFailure {
    throw Values.usage("--save-cut is for a JVM that libpeeps takes a cut of, not for " + this, "");
  }

  /**
   * Gets hold of the picture, without reading it, so that several targets are looked at one right
   * after the other. A file has nothing to do here.
   *
   * @return the source that has the picture: this one, or another that stands for the same target
   *     where this way did not lead there
   * @throws CommandFailure when there is no picture; nothing is left behind then
   */
  public Source take() throws CommandFailure {
    return this;
  }

  /**
   * Reads what was taken into a graph: processes, entities, edges, scopes, notices.
   *
   * @throws CommandFailure when it cannot be read; the graph's builder may not be used then
   */
  public abstract void read(LayoutsAhead layouts, Graph.Builder into) throws CommandFailure;

  /** Has {@link #heap} answer after {@link #read}: it may be large, and few ask for it. */
  public void keepHeap() {
    // A file is of a process that is gone, and nobody looks for its peers.
  }

  /** What was read; null when that was not kept. */
  public Heap heap() {
    return null;
  }

  /**
   * Findings that came with the picture and were judged when it was taken: those of a saved dump.
   * Null when there are none and the graph has to be searched for them.
   */
  public List<Finding> findings() {
    return null;
  }

  /**
   * Whether heap and stacks are of one and the same moment, so that what can never end is proved by
   * them alone.
   */
  public boolean isOfOneMoment() {
    return false;
  }

  /** Whether what a thread dump tells of it is of that very moment, too. */
  public boolean hasThreadsOfThatMoment() {
    return false;
  }

  /** Whether what is seen goes on meanwhile, so that a second look proves more. */
  public boolean canLookAgain() {
    return false;
  }

  /**
   * Looks at some of its threads again.
   *
   * @param threads thread ids
   * @param second gets what is seen; entities that are the same have the same ids
   * @throws CommandFailure when that failed; the builder is as it was
   */
  public void again(Set<Long> threads, LayoutsAhead layouts, Graph.Builder second)
      throws CommandFailure {
    throw new UnsupportedOperationException(this + " cannot be looked at again");
  }

  /** Gives back what the target keeps for a second look. Never fails: what is left ends itself. */
  public void release() {
    // Most keep nothing.
  }

  /** The JVM; null when the target is a file. */
  public Jvm jvm() {
    return null;
  }

  /** Whether the picture shows that a registry is up in it; false when it does not tell. */
  public boolean showsRegistry() {
    return false;
  }

  /** The way on which libpeeps was loaded into the JVM; null when nothing was loaded. */
  public Attachment attachment() {
    return null;
  }
}
