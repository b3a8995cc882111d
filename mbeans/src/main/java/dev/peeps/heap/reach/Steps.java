package dev.peeps.heap.reach;

import dev.peeps.heap.HeapScan;
import dev.peeps.heap.HprofException;
import dev.peeps.heap.LongIndex;
import dev.peeps.heap.ScanVisitor;
import dev.peeps.heap.ScannedClass;
import dev.peeps.heap.Value;
import java.util.HashMap;
import java.util.Map;

/** By which field or element each object of some ways refers to the next one. */
final class Steps {
  private static final int DEEPEST = 1000;

  private final WholeHeap heap;

  /** From an object and the next one on a way to how it goes on. */
  private final Map<Long, Map<Long, Step>> steps = new HashMap<>();

  private final LongIndex keys = new LongIndex();
  private final Map<Long, String> shownKeys = new HashMap<>();

  Steps(WholeHeap heap) {
    this.heap = heap;
  }

  /** How one object refers to another. */
  static final class Step {
    final String type;

    /** Name of the field; null for an element. */
    String field;

    int index = -1;

    /** The key of an entry; 0 when it is no entry, or its key is what is referred to. */
    long key;

    Step(ScannedClass from) {
      String name = from.name();
      this.type = name == null ? "?" : name;
    }
  }

  void want(long[] way) {
    for (int i = 0; i + 1 < way.length; i++) {
      Map<Long, Step> next = steps.get(way[i]);
      if (next == null) {
        next = new HashMap<>(2);
        steps.put(way[i], next);
      }
      next.put(way[i + 1], null);
    }
  }

  /** The step between two neighbours of a way; null when the file does not say. */
  Step of(long from, long to) {
    Map<Long, Step> next = steps.get(from);
    return next == null ? null : next.get(to);
  }

  /** A key as it may be shown, or null. */
  String key(long object) {
    return shownKeys.get(object);
  }

  void read() throws HprofException {
    for (Map.Entry<Long, Map<Long, Step>> entry : steps.entrySet()) {
      ScannedClass type = heap.classes.find(entry.getKey());
      if (type != null) {
        statics(type, entry.getValue());
      }
    }
    heap.scan.run(new Bodies(heap.scan));
    if (keys.size() > 0) {
      heap.scan.run(new Keys());
    }
  }

  /** A damaged file may lack any name. */
  private static String shown(String name) {
    return name == null ? "?" : name;
  }

  private static void statics(ScannedClass type, Map<Long, Step> wanted) {
    for (int field = 0; field < type.statics(); field++) {
      Value value = type.staticValue(field);
      if (value.isReference() && wanted.containsKey(value.id())) {
        Step step = new Step(type);
        step.field = shown(type.staticName(field));
        wanted.put(value.id(), step);
      }
    }
  }

  /** Finds the fields. */
  private final class Bodies implements ScanVisitor {
    private final HeapScan scan;
    private Map<Long, Step> wanted;
    private ScannedClass type;

    Bodies(HeapScan scan) {
      this.scan = scan;
    }

    @Override
    public void type(ScannedClass ignored) {}

    @Override
    public boolean instance(long id, long typeId, int length) {
      wanted = steps.get(id);
      type = wanted == null ? null : heap.classes.find(typeId);
      return type != null;
    }

    @Override
    public void fields(byte[] body, int length) {
      Step entry = null;
      long key = 0;
      int at = 0;
      ScannedClass here = type;
      for (int depth = 0; here != null && depth < DEEPEST; depth++) {
        for (int field = 0; field < here.fields(); field++) {
          if (here.isReference(field) && at + here.fieldSize(field) <= length) {
            long target = scan.id(body, at);
            String name = here.fieldName(field);
            if ("key".equals(name)) {
              key = target;
            }
            if (wanted.containsKey(target) && wanted.get(target) == null) {
              Step step = new Step(type);
              step.field = shown(name);
              wanted.put(target, step);
              entry = "val".equals(name) || "value".equals(name) ? step : entry;
            }
          }
          at += here.fieldSize(field);
        }
        here = heap.classes.find(here.superclass());
      }
      if (entry != null && key != 0) {
        entry.key = key;
        keys.add(key);
      }
    }

    @Override
    public boolean array(long id, long typeId, int length) {
      wanted = steps.get(id);
      type = wanted == null ? null : heap.classes.find(typeId);
      return type != null;
    }

    @Override
    public void elements(int first, long[] ids, int count) {
      for (int i = 0; i < count; i++) {
        if (wanted.containsKey(ids[i]) && wanted.get(ids[i]) == null) {
          Step step = new Step(type);
          step.index = first + i;
          wanted.put(ids[i], step);
        }
      }
    }
  }

  /** Finds what keys may be shown: numbers and constants of enums. */
  private final class Keys implements ScanVisitor {
    private long object;
    private String name;

    @Override
    public void type(ScannedClass ignored) {}

    @Override
    public boolean instance(long id, long typeId, int length) {
      if (keys.find(id) < 0) {
        return false;
      }
      ScannedClass type = heap.classes.find(typeId);
      name = type == null ? null : type.name();
      if (name == null) {
        return false;
      }
      object = id;
      String constant = constant(type, id);
      shownKeys.put(id, constant != null ? constant : "(a " + TrailWords.simple(name) + ')');
      return name.equals("java.lang.Integer")
          || name.equals("java.lang.Long")
          || name.equals("java.lang.Short");
    }

    /** The constant of an enum, or of its own body's class, that this object is. */
    private String constant(ScannedClass type, long id) {
      ScannedClass base = heap.classes.find(type.superclass());
      boolean isEnum = base != null && "java.lang.Enum".equals(base.name());
      ScannedClass owner = isEnum ? type : base;
      ScannedClass above = owner == null ? null : heap.classes.find(owner.superclass());
      if (above == null || !"java.lang.Enum".equals(above.name())) {
        return null;
      }
      for (int field = 0; field < owner.statics(); field++) {
        if (owner.staticValue(field).id() == id) {
          return shown(owner.staticName(field));
        }
      }
      return null;
    }

    @Override
    public void fields(byte[] body, int length) {
      long number = 0;
      int size = name.equals("java.lang.Long") ? 8 : name.equals("java.lang.Integer") ? 4 : 2;
      if (length < size) {
        return;
      }
      for (int i = 0; i < size; i++) {
        number = number << 8 | (body[i] & 0xff);
      }
      int spare = Long.SIZE - size * Byte.SIZE;
      shownKeys.put(object, Long.toString(number << spare >> spare));
    }

    @Override
    public boolean array(long id, long typeId, int length) {
      return false;
    }

    @Override
    public void elements(int first, long[] ids, int count) {}
  }
}
