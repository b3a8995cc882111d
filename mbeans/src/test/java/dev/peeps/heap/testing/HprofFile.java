package dev.peeps.heap.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns what an {@link Hprof} was told into the bytes of a file. */
final class HprofFile {
  private final Hprof spec;
  private final HprofBytes out;
  private final Map<String, Long> strings = new LinkedHashMap<>();
  private final Map<List<String>, Integer> traces = new LinkedHashMap<>();
  private final Map<String, Integer> frames = new LinkedHashMap<>();

  HprofFile(Hprof spec) {
    this.spec = spec;
    this.out = new HprofBytes(spec.idSize);
  }

  byte[] bytes() {
    out.utf8(spec.format).u1(0).u4(spec.idSize).u8(1_700_000_000_000L);
    if (spec.cut) {
      peeps(body().u1(1).u4(spec.version));
      info();
    }
    spec.threads.forEach(thread -> thread.frames.forEach(frame -> spec.klass(className(frame))));
    List<KlassSpec> classes = new ArrayList<>(spec.classes.values());
    classes.addAll(spec.moreClasses);
    for (KlassSpec type : classes) {
      out.record(0x02, body().u4(type.serial).id(type.id).u4(0).id(string(type.internalName())));
    }
    stacks();
    HprofBytes heap = body();
    classes.forEach(type -> classDump(heap, type));
    spec.objects.stream().filter(o -> !o.omitted).forEach(object -> object(heap, object));
    spec.threads.forEach(thread -> roots(heap, thread));
    spec.roots.forEach(object -> heap.u1(0x01).id(object).id(0));
    out.record(spec.segmented ? 0x1C : 0x0C, heap);
    if (spec.cut) {
      spec.threads.forEach(this::thread);
      spec.monitors.forEach(this::monitor);
      spec.peepsRecords.forEach(this::peeps);
    }
    if (spec.ended && spec.segmented) {
      out.record(0x2C, body());
    }
    return out.toByteArray();
  }

  private HprofBytes body() {
    return new HprofBytes(spec.idSize);
  }

  private void peeps(HprofBytes body) {
    out.record(0x50, body);
  }

  private void info() {
    HprofBytes body = body().u1(2).u4(spec.info.size());
    spec.info.forEach((key, value) -> body.text(key).text(value));
    peeps(body);
  }

  private long string(String text) {
    Long known = strings.get(text);
    if (known == null) {
      known = 0x100_0000L + strings.size();
      strings.put(text, known);
      out.record(0x01, body().id(known).bytes(text.getBytes(StandardCharsets.UTF_8)));
    }
    return known;
  }

  private void stacks() {
    for (ThreadSpec thread : spec.threads) {
      if (thread.frames.isEmpty() || traces.containsKey(thread.frames)) {
        continue;
      }
      List<Integer> numbers = new ArrayList<>();
      thread.frames.forEach(frame -> numbers.add(frame(frame)));
      int serial = 100 + traces.size();
      traces.put(thread.frames, serial);
      HprofBytes trace = body().u4(serial).u4(thread.serial).u4(numbers.size());
      numbers.forEach(trace::id);
      out.record(0x05, trace);
    }
  }

  private int frame(String text) {
    Integer known = frames.get(text);
    if (known != null) {
      return known;
    }
    int open = text.indexOf('(');
    int dot = text.lastIndexOf('.', open);
    String method = text.substring(dot + 1, open);
    int close = text.indexOf(')', open);
    String place = text.substring(open + 1, close);
    int colon = place.indexOf(':');
    boolean placed = !place.equals("Native Method") && !place.equals("Unknown Source");
    String source = colon >= 0 ? place.substring(0, colon) : placed ? place : null;
    int line =
        colon >= 0
            ? Integer.parseInt(place.substring(colon + 1))
            : place.equals("Native Method") ? -3 : -1;
    int number = frames.size() + 1;
    frames.put(text, number);
    long methodName = string(method);
    long descriptor = string(close + 1 < text.length() ? text.substring(close + 2) : "()V");
    long sourceName = source == null ? 0 : string(source);
    out.record(
        0x04,
        body()
            .id(number)
            .id(methodName)
            .id(descriptor)
            .id(sourceName)
            .u4(spec.klass(className(text)).serial)
            .u4(line));
    return number;
  }

  private static String className(String frame) {
    return frame.substring(0, frame.lastIndexOf('.', frame.indexOf('(')));
  }

  private void classDump(HprofBytes heap, KlassSpec type) {
    HprofBytes dump = body().u1(0x20).id(type.id).u4(0).id(type.superclass).id(type.loader);
    dump.id(0).id(0).id(0).id(0);
    int size = 0;
    for (Type field : type.fields.values()) {
      size += field.size(spec.idSize);
    }
    dump.u4(size).u2(0).u2(type.statics.size());
    type.statics.forEach(
        (name, value) ->
            dump.id(string(name)).u1(Type.of(value).code).value(Type.of(value), value));
    dump.u2(type.fields.size());
    type.fields.forEach((name, field) -> dump.id(string(name)).u1(field.code));
    heap.bytes(dump.toByteArray());
  }

  private void object(HprofBytes heap, ObjectSpec object) {
    if (!object.isArray()) {
      byte[] fields = fields(object);
      heap.u1(0x21).id(object.id).u4(0).id(object.klass.id).u4(fields.length).bytes(fields);
      return;
    }
    Type type = Type.ofElements(object.klass.name);
    heap.u1(type == Type.OBJECT ? 0x22 : 0x23).id(object.id).u4(0).u4(object.elements.size());
    if (type == Type.OBJECT) {
      heap.id(object.klass.id);
    } else {
      heap.u1(type.code);
    }
    object.elements.forEach(element -> heap.value(type, element));
  }

  private byte[] fields(ObjectSpec object) {
    HprofBytes fields = body();
    KlassSpec at = object.klass;
    for (int depth = 0; at != null && depth < 1000; depth++, at = at.superclass) {
      KlassSpec owner = at;
      owner.fields.forEach(
          (name, type) ->
              fields.value(
                  type, object.klass.declaring(name) == owner ? object.values.get(name) : null));
    }
    return fields.toByteArray();
  }

  private void roots(HprofBytes heap, ThreadSpec thread) {
    int trace = thread.frames.isEmpty() ? 0 : traces.get(thread.frames);
    heap.u1(0x08).id(thread).u4(thread.serial).u4(trace);
    for (int depth = 0; depth < thread.locals.size(); depth++) {
      for (HasId local : thread.locals.get(depth)) {
        heap.u1(0x03).id(local).u4(thread.serial).u4(depth);
      }
    }
  }

  private void thread(ThreadSpec thread) {
    peeps(
        body()
            .u1(3)
            .id(thread)
            .u4(thread.frames.isEmpty() ? 0 : thread.serial)
            .u8(thread.tid)
            .u4(thread.jvmtiState)
            .u1(thread.flags)
            .id(thread.carrier)
            .id(thread.blocker)
            .u8(thread.nativeId)
            .text(thread.name));
  }

  private void monitor(MonitorSpec monitor) {
    peeps(
        body()
            .u1(4)
            .id(monitor.object)
            .id(monitor.owner)
            .u4(monitor.entryCount)
            .u4(monitor.ownerDepth)
            .u1(monitor.source)
            .ids(monitor.entering)
            .ids(monitor.waiting));
  }
}
