package dev.peeps.layout;

import dev.peeps.heap.Heap;
import dev.peeps.heap.HeapClass;
import dev.peeps.heap.HeapFrame;
import dev.peeps.heap.HeapObject;
import dev.peeps.heap.HeapThread;
import dev.peeps.heap.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Compares what layouts of others say about classes with the classes of a heap: fields that are not
 * there, and fields that are something else. Judged by a few objects of each class; what has none
 * is not judged.
 */
final class HeapChecks {
  private static final int SAMPLES = 50;

  private final Heap heap;
  private final Layouts layouts;
  private final Mistakes mistakes;

  HeapChecks(Heap heap, Layouts layouts, Mistakes mistakes) {
    this.heap = heap;
    this.layouts = layouts;
    this.mistakes = mistakes;
  }

  /** Looks at all blocks of layouts that do not come with peeps. */
  void blocks() {
    for (Layout file : layouts.files()) {
      if (!file.builtIn) {
        for (ClassBlock block : file.classBlocks) {
          for (int i = 0; i < block.classes.size(); i++) {
            block(block, block.classes.get(i), block.places.get(i));
          }
        }
      }
    }
  }

  private void block(ClassBlock block, String name, Place place) {
    List<HeapObject> samples = samples(name);
    if (samples.isEmpty() && hasStatics(name)) {
      return; // what holds statics alone needs no object
    }
    if (samples.isEmpty() && mayBeInterface(name)) {
      mistakes.problem(
          place,
          name
              + " has no fields and no objects here. If it is an interface: a heap dump does not say"
              + " what implements one, so the block does nothing; name the classes");
      return;
    }
    if (samples.isEmpty()) {
      mistakes.note(
          place,
          "the picture has no object of "
              + name
              + ": its block did nothing. If there are some, a 'read' of a field that leads to them"
              + " is missing, or 'wide'");
      return;
    }
    for (ClassBlock.Read read : block.reads) {
      if (!read.isStatic) {
        read(read, name, samples);
      }
    }
  }

  /** A heap dump has a class that a layout names and that has no objects only if it may be one. */
  private boolean mayBeInterface(String name) {
    return !heap.info().isCut() && !heap.classesNamed(name).isEmpty();
  }

  private boolean hasStatics(String name) {
    for (HeapClass type : heap.classesNamed(name)) {
      if (!type.staticNames().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Fields that a layout reads and no object of their class has, as {@code CLASS.FIELD}. */
  List<String> missing(Layout file) {
    List<String> missing = new ArrayList<>();
    for (ClassBlock block : file.classBlocks) {
      for (String name : block.classes) {
        List<HeapObject> samples = samples(name);
        if (samples.isEmpty()) {
          continue;
        }
        for (ClassBlock.Read read : block.read().reads) {
          if (!read.isStatic && !isKnown(read, samples)) {
            missing.add(name + '.' + String.join("|", read.fields));
          }
        }
      }
    }
    return missing;
  }

  private static boolean isKnown(ClassBlock.Read read, List<HeapObject> samples) {
    for (HeapObject sample : samples) {
      for (String field : read.fields) {
        if (sample.field(field).kind() != Value.Kind.ABSENT) {
          return true;
        }
      }
    }
    return false;
  }

  private List<HeapObject> samples(String name) {
    List<HeapObject> samples = new ArrayList<>();
    for (HeapClass type : heap.classes()) {
      if (samples.size() < SAMPLES && type.isA(name)) {
        heap.forEachInstance(
            type,
            new LongConsumer() {
              @Override
              public void accept(long id) {
                HeapObject object = samples.size() < SAMPLES ? heap.object(id) : null;
                if (object != null && object.complete() && !object.settled()) {
                  samples.add(object);
                }
              }
            });
      }
    }
    return samples;
  }

  private void read(ClassBlock.Read read, String name, List<HeapObject> samples) {
    boolean known = false;
    for (HeapObject sample : samples) {
      for (String field : read.fields) {
        Value value = sample.field(field);
        known |= value.kind() != Value.Kind.ABSENT;
        type(read, field, value);
      }
    }
    if (!known) {
      String fields = "'" + String.join("' or '", read.fields) + "'";
      mistakes.problem(
          read.place, "no " + name + " in the picture has a field " + fields + ": nothing is read");
    }
  }

  private void type(ClassBlock.Read read, String field, Value value) {
    boolean number = value.kind() == Value.Kind.NUMBER || value.kind() == Value.Kind.DECIMAL;
    if (number && !read.modes.isEmpty() && !read.modes.contains("prim")) {
      mistakes.problem(
          read.place,
          "'" + field + "' is a number: 'as " + String.join(" ", read.modes) + "' means nothing");
    }
    HeapObject object = value.isReference() ? heap.object(value.id()) : null;
    if (object == null) {
      return;
    }
    String type = object.type().name();
    if (read.modes.contains("name") && !type.equals("java.lang.String")) {
      mistakes.problem(read.place, "'" + field + "' is a " + type + ", no String: it has no text");
    }
    boolean elements = read.modes.contains("elements") || read.modes.contains("elements-task");
    if (elements && object.length() < 0) {
      mistakes.problem(read.place, "'" + field + "' is a " + type + ", no array");
    }
  }

  /** Notes frame rules whose methods are on no stack. */
  void rules() {
    Map<String, Set<String>> methods = new HashMap<>();
    for (HeapThread thread : heap.threads()) {
      for (HeapFrame frame : thread.frames()) {
        Set<String> known = methods.get(frame.className());
        if (known == null) {
          known = new HashSet<>();
          methods.put(frame.className(), known);
        }
        known.add(frame.method());
      }
    }
    for (Layout file : layouts.files()) {
      if (!file.builtIn) {
        for (FrameRule rule : file.frameRules) {
          for (FrameRule.Method method : rule.methods) {
            rule(method, methods.getOrDefault(method.className, Set.of()));
          }
        }
      }
    }
  }

  private void rule(FrameRule.Method method, Set<String> seen) {
    for (String name : seen) {
      if (method.matches(name)) {
        return;
      }
    }
    mistakes.note(
        method.place,
        "no thread is in " + method.className + "." + method.name + ": the rule did nothing");
  }
}
