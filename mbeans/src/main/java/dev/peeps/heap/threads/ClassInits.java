package dev.peeps.heap.threads;

import dev.peeps.heap.ClassInit;
import dev.peeps.heap.Heap;
import dev.peeps.heap.HeapClass;
import dev.peeps.heap.HeapFrame;
import dev.peeps.heap.HeapThread;
import dev.peeps.heap.KnownClassInit;
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
  private final Map<String, long[]> initialisers;

  ClassInits(Heap heap, ThreadMatches threads) {
    this.heap = heap;
    this.threads = threads;
    this.initialisers = initialisers(threads);
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
    String only = null;
    for (Map.Entry<String, long[]> running : initialisers.entrySet()) {
      if (other(running.getValue(), waiter) != 0) {
        if (only != null) {
          return;
        }
        only = running.getKey();
      }
    }
    KnownClassInit init = only == null ? null : init(only, initialiser(only, waiter), REASON);
    if (init != null) {
      init.waiting(waiter.id());
    }
  }

  private long initialiser(String className, HeapThread waiter) {
    long[] running = initialisers.get(className);
    return running == null ? 0 : other(running, waiter);
  }

  private static long other(long[] threads, HeapThread than) {
    return threads[0] == than.id() ? threads[1] : threads[0];
  }

  /** By class, the first two threads that run its static initialiser; 0 for none. */
  private static Map<String, long[]> initialisers(ThreadMatches threads) {
    Map<String, long[]> running = new LinkedHashMap<>();
    for (ThreadMatches.Match match : threads.matches) {
      for (HeapFrame frame : match.thread.frames()) {
        if (frame.method().equals("<clinit>")) {
          long[] two = running.computeIfAbsent(frame.className(), name -> new long[2]);
          if (two[0] == 0 || two[0] == match.thread.id()) {
            two[0] = match.thread.id();
          } else if (two[1] == 0) {
            two[1] = match.thread.id();
          }
        }
      }
    }
    return running;
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
