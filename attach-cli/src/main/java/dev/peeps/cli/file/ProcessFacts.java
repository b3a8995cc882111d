package dev.peeps.cli.file;

import dev.peeps.heap.Heap;
import dev.peeps.heap.HeapClass;
import dev.peeps.heap.HeapObject;
import dev.peeps.heap.HeapThread;
import dev.peeps.heap.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a heap dump itself says about its process: which Java, which main class, which process id.
 * No system properties and no arguments are looked at.
 */
final class ProcessFacts {
  private static final String[] VERSION_CLASSES = {
    "java.lang.VersionProps", "sun.misc.Version" // 9 and later; 8
  };

  /** What has to be read for it beside what the layouts ask for, in the language of plans. */
  private static final String PLAN =
      "class java.lang.VersionProps narrow-only\n"
          + "static java_version name\n"
          + "static java_runtime_version name\n"
          + "static VENDOR name\n"
          + "class sun.misc.Version narrow-only\n"
          + "static java_version name\n"
          + "static java_runtime_version name\n"
          + "class sun.launcher.LauncherHelper narrow-only\n"
          + "static appClass point\n"
          + "class java.lang.ProcessHandleImpl narrow-only\n"
          + "static current follow\n"
          + "field pid prim\n";

  private static final String END = "end\n";

  private ProcessFacts() {}

  /** The plan of the layouts with what is read here. */
  static String plan(String layouts) {
    int end = layouts.lastIndexOf(END);
    return end < 0 ? layouts : layouts.substring(0, end) + PLAN + layouts.substring(end);
  }

  /** The facts, by the keys of docs/cut-format.md; what is not known is left out. */
  static Map<String, String> of(Heap heap) {
    Map<String, String> facts = new LinkedHashMap<>();
    for (String name : VERSION_CLASSES) {
      for (HeapClass type : heap.classesNamed(name)) {
        put(facts, "java.version", text(heap, type, "java_runtime_version"));
        put(facts, "java.version", text(heap, type, "java_version"));
        put(facts, "java.vendor", text(heap, type, "VENDOR"));
      }
    }
    put(facts, "mainClass", mainClass(heap));
    put(facts, "pid", pid(heap));
    return facts;
  }

  private static void put(Map<String, String> facts, String key, String value) {
    if (!value.isEmpty()) {
      facts.putIfAbsent(key, value);
    }
  }

  private static String text(Heap heap, HeapClass type, String field) {
    HeapObject object = object(heap, type.staticField(field));
    String text = object == null ? null : object.text();
    return text == null ? "" : text;
  }

  private static HeapObject object(Heap heap, Value value) {
    return value.isReference() ? heap.object(value.id()) : null;
  }

  /** The class that the java program has started; else that of the main thread's first frame. */
  private static String mainClass(Heap heap) {
    for (HeapClass launcher : heap.classesNamed("sun.launcher.LauncherHelper")) {
      Value started = launcher.staticField("appClass");
      HeapClass main = started.isReference() ? heap.classById(started.id()) : null;
      if (main != null) {
        return main.name();
      }
    }
    for (HeapThread thread : heap.threads()) {
      int frames = thread.frames().size();
      if (thread.name().equals("main") && !thread.virtual() && frames > 0) {
        return thread.frames().get(frames - 1).className();
      }
    }
    return "";
  }

  /** Known only where the program has asked for its own process handle. */
  private static String pid(Heap heap) {
    for (HeapClass type : heap.classesNamed("java.lang.ProcessHandleImpl")) {
      HeapObject current = object(heap, type.staticField("current"));
      Value pid = current == null ? Value.UNKNOWN : current.field("pid");
      if (pid.kind() == Value.Kind.NUMBER && pid.number() > 0) {
        return Long.toString(pid.number());
      }
    }
    return "";
  }
}
