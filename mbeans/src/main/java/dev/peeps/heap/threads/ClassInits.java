package dev.peeps.heap.threads;

import dev.peeps.heap.ClassInit;
import dev.peeps.heap.Heap;
import dev.peeps.heap.HeapClass;
import dev.peeps.heap.HeapFrame;
import dev.peeps.heap.HeapThread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Class initialisations that threads wait for. Newer JVMs name the class. Older ones only say that
 * a runnable thread is "in Object.wait()" though no frame of it is: the class is inferred when just
 * one static initialiser is being run by another thread.
 */
final class ClassInits {
  private static final String REASON =
      "the thread dump says that it waits inside the VM, and no other static initialiser runs";

  /** Ids of classes that the heap does not have; see {@link MonitorJoin}. */
  private static final long FIRST_MADE_UP = 0x7e00_0000_0000_0000L;

  private final Heap heap;
  private final ThreadMatches threads;
  private final Map<String, KnownClassInit> inits = new LinkedHashMap<>();

  ClassInits(Heap heap, ThreadMatches threads) {
    this.heap = heap;
    this.threads = threads;
  }

  List<ClassInit> all() {
    for (ThreadMatches.Match match : threads.matches) {
      if (match.moved() || match.dumped.frames().isEmpty()) {
        continue;
      }
      DumpedFrame innermost = match.dumped.frames().get(0);
      for (LockMention mention : innermost.mentions()) {
        if (mention.kind() == LockMention.Kind.CLASS_INIT) {
          named(mention.classFor(), match.thread);
        }
      }
      if (innermost.mentions().isEmpty()
          && match.dumped.status().startsWith("in Object.wait()")
          && match.dumped.state() == Thread.State.RUNNABLE) {
        unnamed(match.thread);
      }
    }
    return new ArrayList<>(inits.values());
  }

  private void named(String className, HeapThread waiter) {
    KnownClassInit init = init(className, initialiser(className, waiter), "");
    if (init != null) {
      init.waiting(waiter.id());
    }
  }

  private void unnamed(HeapThread waiter) {
    HeapThread only = null;
    String name = "";
    for (ThreadMatches.Match match : threads.matches) {
      for (HeapFrame frame : match.thread.frames()) {
        if (frame.method().equals("<clinit>") && match.thread.id() != waiter.id()) {
          if (only != null && !name.equals(frame.className())) {
            return;
          }
          only = match.thread;
          name = frame.className();
        }
      }
    }
    KnownClassInit init = only == null ? null : init(name, only.id(), REASON);
    if (init != null) {
      init.waiting(waiter.id());
    }
  }

  private long initialiser(String className, HeapThread waiter) {
    for (ThreadMatches.Match match : threads.matches) {
      for (HeapFrame frame : match.thread.frames()) {
        if (frame.method().equals("<clinit>")
            && frame.className().equals(className)
            && match.thread.id() != waiter.id()) {
          return match.thread.id();
        }
      }
    }
    return 0;
  }

  /** Null when several loaders have such a class: which is meant is not known. */
  private KnownClassInit init(String className, long initialiser, String reason) {
    List<HeapClass> named = heap.classesNamed(className);
    if (named.size() > 1) {
      return null;
    }
    return inits.computeIfAbsent(
        className,
        name ->
            new KnownClassInit(
                named.isEmpty() ? FIRST_MADE_UP + inits.size() : named.get(0).id(),
                name,
                initialiser,
                reason));
  }
}
