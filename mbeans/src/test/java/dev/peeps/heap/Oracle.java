package dev.peeps.heap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.netbeans.lib.profiler.heap.FieldValue;
import org.netbeans.lib.profiler.heap.GCRoot;
import org.netbeans.lib.profiler.heap.HeapFactory;
import org.netbeans.lib.profiler.heap.Instance;
import org.netbeans.lib.profiler.heap.JavaClass;
import org.netbeans.lib.profiler.heap.JavaFrameGCRoot;
import org.netbeans.lib.profiler.heap.ObjectArrayInstance;
import org.netbeans.lib.profiler.heap.ObjectFieldValue;
import org.netbeans.lib.profiler.heap.PrimitiveArrayInstance;
import org.netbeans.lib.profiler.heap.ThreadObjectGCRoot;

/** Compares what we read with what an independent reader finds in the same file. */
final class Oracle {
  private final org.netbeans.lib.profiler.heap.Heap theirs;
  private final Heap ours;
  private final List<String> differences = new ArrayList<>();
  private long objects;

  private Oracle(Path file) throws Exception {
    theirs = HeapFactory.createHeap(new File(file.toString()));
    ours = HprofReader.read(file);
  }

  /** Fails when the two disagree on anything; gives the number of objects compared. */
  static long compare(Path file) throws Exception {
    Oracle oracle = new Oracle(file);
    oracle.classes();
    oracle.instances();
    oracle.threads();
    assertThat(oracle.differences).isEmpty();
    return oracle.objects;
  }

  private void same(String what, Object our, Object their) {
    if (!our.equals(their) && differences.size() < 20) {
      differences.add(what + ": ours " + our + ", theirs " + their);
    }
  }

  private void classes() {
    for (JavaClass theirClass : list(theirs.getAllClasses(), JavaClass.class)) {
      HeapClass ourClass = ours.classById(theirClass.getJavaClassId());
      if (ourClass == null) {
        differences.add("no class " + theirClass.getName());
        continue;
      }
      same("name", ourClass.name(), name(theirClass));
      JavaClass theirSuper = theirClass.getSuperClass();
      same(
          "superclass of " + ourClass.name(),
          ourClass.superclass() == null ? 0 : ourClass.superclass().id(),
          theirSuper == null ? 0 : theirSuper.getJavaClassId());
      List<Long> ids = new ArrayList<>();
      ours.forEachInstance(ourClass, ids::add);
      if (!ourClass.name().equals("java.lang.Class")) {
        // Class objects are no instances to the other reader.
        same("instances of " + ourClass.name(), ids.size(), theirClass.getInstancesCount());
      }
      for (FieldValue value : list(theirClass.getStaticFieldValues(), FieldValue.class)) {
        String name = value.getField().getName();
        if (!name.startsWith("<")) {
          same(ourClass.name() + "." + name, ours(ourClass.staticField(name)), theirs(value));
        }
      }
    }
  }

  private void instances() {
    for (JavaClass type : list(theirs.getAllClasses(), JavaClass.class)) {
      for (Instance instance : list(type.getInstances(), Instance.class)) {
        objects++;
        instance(instance, ours.object(instance.getInstanceId()));
      }
    }
  }

  private void instance(Instance instance, HeapObject object) {
    String what = instance.getJavaClass().getName() + "@" + Long.toHexString(object.id());
    same(what, object.type().name(), name(instance.getJavaClass()));
    if (instance instanceof ObjectArrayInstance) {
      objectArray(what, object, (ObjectArrayInstance) instance);
    } else if (instance instanceof PrimitiveArrayInstance) {
      primitiveArray(what, object, (PrimitiveArrayInstance) instance);
    } else if (!what.startsWith("java.lang.Class@")) {
      fields(what, object, instance);
    }
  }

  /** A hidden class's name as Class.getName has it; the other reader takes the file's. */
  private static String name(JavaClass type) {
    return type.getName().replace("+0x", "/0x").replace(".0x", "/0x");
  }

  /** That library has no generics. */
  private static <T> List<T> list(Collection<?> raw, Class<T> type) {
    List<T> list = new ArrayList<>(raw.size());
    raw.forEach(item -> list.add(type.cast(item)));
    return list;
  }

  private void fields(String what, HeapObject object, Instance instance) {
    Map<String, FieldValue> first = new HashMap<>();
    for (FieldValue value : list(instance.getFieldValues(), FieldValue.class)) {
      first.putIfAbsent(value.getField().getName(), value);
    }
    first.forEach(
        (name, value) -> {
          Value our = ours(object.field(name));
          boolean unknown = !object.complete() && our.isUnknown();
          same(what + "." + name, unknown ? Value.NULL : our, theirs(value));
        });
  }

  private void objectArray(String what, HeapObject object, ObjectArrayInstance array) {
    same(what + ".length", object.length(), array.getLength());
    List<Instance> items = list(array.getValues(), Instance.class);
    for (int i = 0; i < items.size(); i++) {
      Instance item = items.get(i);
      long id = object.element(i).id();
      same(
          what + "[" + i + "]",
          ours.object(id) == null ? 0 : id,
          item == null ? 0 : item.getInstanceId());
    }
  }

  private void primitiveArray(String what, HeapObject object, PrimitiveArrayInstance array) {
    same(what + ".length", object.length(), array.getLength());
    List<String> values = list(array.getValues(), String.class);
    for (int i = 0; i < values.size() && !object.element(i).isUnknown(); i++) {
      same(what + "[" + i + "]", primitive(object.element(i), values.get(i)), values.get(i));
    }
  }

  /** A reference to an object that the file does not have is none for the other reader. */
  private Value ours(Value value) {
    if (value.kind() == Value.Kind.REFERENCE) {
      return ours.object(value.id()) == null ? Value.NULL : value;
    }
    return value;
  }

  private Object theirs(FieldValue value) {
    if (value instanceof ObjectFieldValue) {
      Instance instance = ((ObjectFieldValue) value).getInstance();
      return instance == null ? Value.NULL : Value.reference(instance.getInstanceId());
    }
    String text = value.getValue();
    switch (value.getField().getType().getName()) {
      case "boolean":
        return Value.number(text.equals("true") || text.equals("1") ? 1 : 0);
      case "char":
        return Value.number(text.charAt(0));
      case "float":
        return Value.decimal(Float.parseFloat(text));
      case "double":
        return Value.decimal(Double.parseDouble(text));
      default:
        return Value.number(Long.parseLong(text));
    }
  }

  /** Our value in the words of theirs. */
  private static String primitive(Value ours, String theirs) {
    if (ours.kind() == Value.Kind.DECIMAL) {
      return theirs.equals(Double.toString(ours.decimal()))
          ? theirs
          : Float.toString((float) ours.decimal());
    }
    if (theirs.equals("true") || theirs.equals("false")) {
      return Boolean.toString(ours.number() != 0);
    }
    boolean character = theirs.length() == 1 && !theirs.equals(Long.toString(ours.number()));
    return character ? String.valueOf((char) ours.number()) : Long.toString(ours.number());
  }

  private void threads() {
    Map<Long, String> their = new TreeMap<>();
    Map<Long, Map<Integer, List<Long>>> theirLocals = new HashMap<>();
    for (GCRoot root : list(theirs.getGCRoots(), GCRoot.class)) {
      if (root instanceof ThreadObjectGCRoot) {
        StackTraceElement[] stack = ((ThreadObjectGCRoot) root).getStackTrace();
        StringBuilder text = new StringBuilder();
        for (StackTraceElement frame : stack == null ? new StackTraceElement[0] : stack) {
          text.append(frame.toString().replace("<unknown string>", "Unknown Source")).append('\n');
        }
        their.put(
            root.getInstance().getInstanceId(),
            text.toString().replace("+0x", "/0x").replace(".0x", "/0x"));
      } else if (root instanceof JavaFrameGCRoot && root.getInstance() != null) {
        JavaFrameGCRoot frame = (JavaFrameGCRoot) root;
        theirLocals
            .computeIfAbsent(
                frame.getThreadGCRoot().getInstance().getInstanceId(), key -> new HashMap<>())
            .computeIfAbsent(frame.getFrameNumber(), key -> new ArrayList<>())
            .add(root.getInstance().getInstanceId());
      }
    }
    for (HeapThread thread : ours.threads()) {
      StringBuilder text = new StringBuilder();
      thread.frames().forEach(frame -> text.append(frame.text()).append('\n'));
      String what = "thread " + thread.name();
      String known = their.remove(thread.id());
      same(what, text.toString(), known == null ? "none" : known);
      Map<Integer, List<Long>> locals = theirLocals.getOrDefault(thread.id(), Map.of());
      for (int i = 0; i < thread.frames().size(); i++) {
        for (long local : locals.getOrDefault(i, List.of())) {
          boolean found = false;
          for (long our : thread.frames().get(i).locals()) {
            found |= our == local;
          }
          same(what + ", frame " + i + ", local " + Long.toHexString(local), found, true);
        }
      }
    }
    same("threads that only they have", Map.of(), their);
  }
}
