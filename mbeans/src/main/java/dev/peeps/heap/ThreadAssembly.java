package dev.peeps.heap;

import java.util.ArrayList;
import java.util.List;

/** Puts threads, stacks and locals together. */
final class ThreadAssembly {
  private final Heap heap;
  private final HeapBuilder records;
  private int unmatchedLocals;

  ThreadAssembly(Heap heap, HeapBuilder records) {
    this.heap = heap;
    this.records = records;
  }

  /** All threads: in a cut those of its THREAD records, else those that are roots. */
  List<HeapThread> threads() {
    List<HeapThread> threads = new ArrayList<>();
    if (records.cut.isCut()) {
      for (ThreadFacts facts : records.cut.threads) {
        int root = facts.serial == 0 ? -1 : records.roots.find(facts.serial);
        threads.add(thread(facts, root));
      }
    } else {
      ThreadFields fields = new ThreadFields(heap);
      for (int root = 0; root < records.roots.size(); root++) {
        threads.add(
            thread(fields.read(records.roots.object(root), records.roots.serial(root)), root));
      }
    }
    return threads;
  }

  private HeapThread thread(ThreadFacts facts, int root) {
    int trace = root < 0 ? 0 : records.roots.trace(root);
    boolean known = records.stacks.has(trace);
    if (!known && (facts.serial != 0 || !records.cut.isCut())) {
      facts.flags |= ThreadFacts.STACK_UNAVAILABLE;
    }
    List<SharedFrame> stack = records.stacks.frames(trace);
    if (facts.serial != 0) {
      unmatchedLocals += records.locals.beyond(facts.serial, stack.size());
    }
    return new RecordedThread(facts, stack, records.locals, known ? trace : 0);
  }

  /** Locals at depths that the stack of their thread does not have; after {@link #threads()}. */
  int unmatchedLocals() {
    return unmatchedLocals;
  }
}
