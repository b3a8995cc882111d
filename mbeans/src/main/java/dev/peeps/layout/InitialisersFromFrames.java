package dev.peeps.layout;

import dev.peeps.heap.ClassInit;
import dev.peeps.heap.HeapClass;
import dev.peeps.heap.HeapFrame;
import dev.peeps.heap.HeapThread;
import dev.peeps.heap.KnownClassInit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Threads that wait for a static initialiser inside a method of the JVM itself, as {@code
 * Class.forName} and reflection do: no bytecode says which class they need. Such a method has its
 * result at once or waits, so the class is the one whose static initialiser another thread runs.
 * Where several threads run one it is not known, and nothing is concluded.
 *
 * <p>Cost: nothing where no initialiser runs; in a heap dump, which has no record of them, one look
 * at each frame.
 */
final class InitialisersFromFrames {
  private static final int NATIVE = -3;
  private static final String INITIALISER = "<clinit>";

  /** What initialises a class and calls no native method of an application. */
  private static final String[] WITHIN_THE_JVM = {
    "forName0", "newInstance0", "invoke0", "ensureClassInitialized0", "allocateInstance"
  };

  private static final String[] PACKAGES = {"java.lang.", "jdk.internal.", "sun."};

  private final Run run;
  private final Map<Long, Found> found = new LinkedHashMap<>();

  private InitialisersFromFrames(Run run) {
    this.run = run;
  }

  /** Class initialisations with those that seem to wait for them; each says why. */
  static List<ClassInit> of(Run run) {
    InitialisersFromFrames search = new InitialisersFromFrames(run);
    search.running();
    if (search.found.isEmpty()) {
      return List.of();
    }
    List<ClassInit> waitedFor = new ArrayList<>();
    for (HeapThread thread : run.heap.threads()) {
      if (isWithinTheJvm(thread) && !search.isKnown(thread)) {
        search.waits(thread);
      }
    }
    for (Found init : search.found.values()) {
      if (!init.waiting.isEmpty()) {
        waitedFor.add(init.known());
      }
    }
    return waitedFor;
  }

  private void running() {
    for (ClassInit init : run.heap.classInits()) {
      if (init.initialiser() != 0) {
        found.put(init.type(), new Found(init.type(), init.initialiser()));
      }
    }
    if (run.heap.info().isCut() || !found.isEmpty()) {
      return; // a cut says all of them, and so does a thread dump of those that are waited for
    }
    for (HeapThread thread : run.heap.threads()) {
      for (HeapFrame frame : thread.frames()) {
        if (frame.method().equals(INITIALISER)) {
          initialises(thread, frame.className());
        }
      }
    }
  }

  private void initialises(HeapThread thread, String className) {
    List<HeapClass> named = run.heap.classesNamed(className);
    if (named.size() == 1) { // of several loaders' classes it is not known which is meant
      found.put(named.get(0).id(), new Found(named.get(0).id(), thread.id()));
    }
  }

  /** True when it is in the JVM's own code: what it does there is over at once, or waits. */
  private static boolean isWithinTheJvm(HeapThread thread) {
    if (thread.state() != Thread.State.RUNNABLE
        || thread.inNative()
        || thread.moved()
        || thread.frames().isEmpty()) {
      return false;
    }
    HeapFrame top = thread.frames().get(0);
    if (top.line() != NATIVE) {
      return false;
    }
    for (String name : WITHIN_THE_JVM) {
      if (top.method().equals(name)) {
        return isOfTheJdk(top.className());
      }
    }
    return false;
  }

  private static boolean isOfTheJdk(String className) {
    for (String name : PACKAGES) {
      if (className.startsWith(name)) {
        return true;
      }
    }
    return false;
  }

  /** What it waits for is known from a better source. */
  private boolean isKnown(HeapThread thread) {
    for (ClassInit init : run.heap.classInits()) {
      if (init.waiting().contains(thread.id())) {
        return true;
      }
    }
    return false;
  }

  /** One other thread runs an initialiser, or several in each other: the outermost is meant. */
  private void waits(HeapThread thread) {
    Found only = null;
    boolean nested = false;
    for (Found init : found.values()) {
      if (init.initialiser == thread.id()) {
        continue;
      }
      if (only != null && only.initialiser != init.initialiser) {
        return;
      }
      nested = only != null;
      only = init;
    }
    if (only != null) {
      only.waiting.add(thread.id());
      only.nested = nested;
    }
  }

  /** An initialisation that is being run, and who seems to wait for it. */
  private static final class Found {
    private final long type;
    private final long initialiser;
    private final List<Long> waiting = new ArrayList<>(1);
    private boolean nested;

    Found(long type, long initialiser) {
      this.type = type;
      this.initialiser = initialiser;
    }

    ClassInit known() {
      String reason =
          nested
              ? "it is inside the JVM, and one other thread runs static initialisers, this or"
                  + " another"
              : "it is inside the JVM, and no other static initialiser runs";
      KnownClassInit init = new KnownClassInit(type, "", initialiser, reason);
      for (long thread : waiting) {
        init.waiting(thread);
      }
      return init;
    }
  }
}
