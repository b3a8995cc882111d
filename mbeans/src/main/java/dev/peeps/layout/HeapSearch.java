package dev.peeps.layout;

import dev.peeps.heap.reach.NotEnoughMemory;
import dev.peeps.heap.reach.Survey;
import dev.peeps.heap.reach.WholeHeap;
import java.util.Collection;
import java.util.List;

/** Searches a whole heap again, with some threads taken for such as never come back. */
final class HeapSearch implements Bringers.Search {
  /** Each search takes a second or so for this many, and the memory of a {@link Survey}. */
  private static final long MOST_OBJECTS = 10_000_000;

  private final Run run;
  private final WholeHeap heap;
  private final Collection<Draft> awaited;
  private final List<Draft> sockets;

  /** Nobody asks it any more when the next search begins; null before the first. */
  private Survey last;

  private String problem = "";

  HeapSearch(Run run, WholeHeap heap, Collection<Draft> awaited) {
    this.run = run;
    this.heap = heap;
    this.awaited = awaited;
    this.sockets = RemoteEnds.sockets(run);
  }

  @Override
  public Bringers.Found without(List<Long> asleep) {
    if (heap.objects() > MOST_OBJECTS) {
      problem = "the heap has " + heap.objects() + " objects, more than " + MOST_OBJECTS;
      return null;
    }
    if (last != null) {
      last.discard();
      last = null;
    }
    try {
      Survey survey = new Survey(heap);
      last = survey;
      new Waiting(run, /* concluding= */ true).tell(survey);
      for (long thread : asleep) {
        survey.call(thread);
      }
      for (Draft draft : awaited) {
        survey.watch(draft.object);
      }
      for (Draft socket : sockets) {
        survey.watch(socket.object);
      }
      survey.run();
      return new Surveyed(survey);
    } catch (NotEnoughMemory e) {
      problem = e.getMessage();
      return null;
    }
  }

  @Override
  public String problem() {
    return problem;
  }
}
