package dev.peeps.heap;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.LongConsumer;

/** A heap in memory, as one pass over a file has found it. Immutable once it is handed out. */
final class RecordedHeap implements Heap {
  private final CutInfo info;
  private final ClassTable classes;
  private final ObjectTable objects;
  private final InstancesByClass instances;
  private final int idSize;
  private final ThreadTable threads;
  private final Stacks stacks;
  private final Locals locals;
  private final List<Monitor> monitors;
  private final LongIndex monitorIds = new LongIndex();
  private final List<ClassInit> classInits;
  private final List<Notice> notices;
  private final CutRecords cut;
  private final BitSet byClass;

  RecordedHeap(CutInfo info, HeapBuilder records, int idSize, BitSet byClass) {
    this.byClass = byClass;
    this.info = info;
    this.classes = records.classes;
    this.objects = records.objects;
    this.instances = new InstancesByClass(objects, classes);
    this.idSize = idSize;
    this.classInits = Collections.unmodifiableList(records.cut.classInits);
    this.notices = new ArrayList<>(records.cut.notices);
    this.monitors = new ArrayList<>(records.cut.monitors.size());
    for (Monitor monitor : records.cut.monitors) {
      int before = monitorIds.size();
      if (monitorIds.add(monitor.object()) == before) {
        monitors.add(monitor);
      }
    }
    this.cut = records.cut;
    this.stacks = records.stacks;
    this.locals = records.locals;
    this.threads = records.cut.threads;
    if (!records.cut.isCut()) {
      ThreadFields fields = new ThreadFields(this);
      for (int root = 0; root < records.roots.size(); root++) {
        long id = records.roots.object(root);
        threads.add(fields.read(id, records.roots.serial(root)), idSize);
      }
    }
    threads.close(records.roots, stacks);
  }

  /** Only while the heap is made. */
  void notice(String code, long count, String detail) {
    notices.add(new Notice(code, count, detail));
  }

  int idSize() {
    return idSize;
  }

  RecordedClass typeOf(int object) {
    return classes.typeOf(objects.type(object), objects.kind(object));
  }

  @Override
  public CutInfo info() {
    return info;
  }

  @Override
  public List<HeapClass> classes() {
    return classes.recorded();
  }

  @Override
  public HeapClass classById(long id) {
    return classes.byId(id);
  }

  @Override
  public List<HeapClass> classesNamed(String binaryName) {
    return classes.named(binaryName);
  }

  @Override
  public void forEachInstance(HeapClass type, LongConsumer ids) {
    instances.forEach(type, ids);
  }

  @Override
  public HeapObject object(long id) {
    int number = objects.find(id);
    if (number >= 0) {
      return new RecordedObject(this, objects, number);
    }
    RecordedClass type = classes.byId(id);
    return type == null ? null : new ClassObject(type, classes.classOfClasses());
  }

  @Override
  public List<HeapThread> threads() {
    return new Threads();
  }

  @Override
  public HeapThread threadOf(long objectId) {
    int number = threads.find(objectId);
    return number < 0 ? null : thread(number);
  }

  private HeapThread thread(int number) {
    return new RecordedThread(threads, number, stacks, locals);
  }

  @Override
  public List<Monitor> monitors() {
    return Collections.unmodifiableList(monitors);
  }

  @Override
  public Monitor monitorOf(long objectId) {
    int number = monitorIds.find(objectId);
    return number < 0 ? null : monitors.get(number);
  }

  @Override
  public long cpuNanos(long threadId) {
    int number = cut.cpuThreads.find(threadId);
    return number < 0 ? -1 : cut.cpuNanos.get(number);
  }

  @Override
  public long[] references(long objectId) {
    int number = cut.referring.find(objectId);
    return number >= 0 ? cut.referred.get(number).clone() : References.of(object(objectId));
  }

  @Override
  public List<ClassInit> classInits() {
    return classInits;
  }

  @Override
  public List<Notice> notices() {
    return Collections.unmodifiableList(notices);
  }

  @Override
  public Reachability reachability(long objectId) {
    int number = objects.find(objectId);
    return number >= 0 && byClass.get(number) ? Reachability.UNKNOWN : Reachability.THREADS;
  }

  /** A view: a handle is made when one is asked for. */
  private final class Threads extends AbstractList<HeapThread> implements RandomAccess {
    @Override
    public HeapThread get(int index) {
      return thread(Objects.checkIndex(index, size()));
    }

    @Override
    public int size() {
      return threads.size();
    }
  }
}
