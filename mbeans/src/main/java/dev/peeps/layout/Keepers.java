package dev.peeps.layout;

import dev.peeps.heap.HeapFrame;
import dev.peeps.heap.HeapThread;
import dev.peeps.heap.reach.StandardInput;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Threads that only keep a program alive: a main method that sleeps, waits or reads the standard
 * input by itself, any thread that reads the standard input, and HotSpot's own thread that waits
 * for all others. They are taken to use no static fields but those of the classes on their stacks,
 * with what is nested in these; every other thread that runs code of an application may use any.
 * Shutdown hooks are of their kind.
 */
final class Keepers {
  private final Set<String> classes = new HashSet<>();

  boolean isKeeper(HeapThread thread, StandardInput found) {
    List<HeapFrame> frames = thread.frames();
    if (frames.isEmpty()) {
      return thread.name().equals("DestroyJavaVM");
    }
    boolean sleeps = false;
    boolean reads = false;
    int own = 0;
    boolean main = false;
    for (HeapFrame frame : frames) {
      boolean jdk = FrameRules.isJdk(frame.className());
      if (jdk && own == 0) {
        sleeps |= isWait(frame);
        reads |=
            frame.className().equals("java.io.FileInputStream")
                && frame.method().startsWith("read");
      } else if (!jdk) {
        own++;
        main = frame.method().equals("main");
      }
    }
    boolean input = reads && found.knowsStandardInput(thread.id());
    boolean keeps = input || (main && own == 1 && sleeps);
    if (keeps) {
      for (HeapFrame frame : frames) {
        classes.add(outermost(frame.className()));
      }
    }
    return keeps;
  }

  /** One more class whose code they run. */
  void add(String className) {
    classes.add(outermost(className));
  }

  /** True when one of these threads runs code of this class or of one that stands around it. */
  boolean use(String className) {
    return classes.contains(outermost(className));
  }

  private static boolean isWait(HeapFrame frame) {
    String method = frame.method();
    switch (frame.className()) {
      case "java.lang.Thread":
        return method.startsWith("sleep") || method.startsWith("join");
      case "java.lang.Object":
        return method.startsWith("wait");
      case "java.util.concurrent.locks.LockSupport":
        return method.startsWith("park");
      default:
        return false;
    }
  }

  private static String outermost(String className) {
    int nested = className.indexOf('$');
    return nested > 0 ? className.substring(0, nested) : className;
  }
}
