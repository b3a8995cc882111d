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

  private final Heap heap;
  private final ThreadMatches threads;
  private final Map<Long, KnownClassInit> inits = new LinkedHashMap<>();

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
    List<HeapClass> named = heap.classesNamed(className);
    if (named.size() == 1) {
      init(named.get(0), initialiser(className, waiter), "").waiting(waiter.id());
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
    List<HeapClass> named = heap.classesNamed(name);
    if (only != null && named.size() == 1) {
      init(named.get(0), only.id(), REASON).waiting(waiter.id());
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

  private KnownClassInit init(HeapClass type, long initialiser, String reason) {
    return inits.computeIfAbsent(type.id(), id -> new KnownClassInit(id, initialiser, reason));
  }
}
