package dev.peeps.heap.threads;

import dev.peeps.heap.ClassInit;
import dev.peeps.heap.CutInfo;
import dev.peeps.heap.Heap;
import dev.peeps.heap.HeapClass;
import dev.peeps.heap.HeapObject;
import dev.peeps.heap.HeapThread;
import dev.peeps.heap.Monitor;
import dev.peeps.heap.Notice;
import dev.peeps.heap.Reachability;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.function.LongConsumer;

/** A heap to which is added what other sources say of its threads and monitors. */
final class DecoratedHeap implements Heap {
  private final Heap heap;
  private final CutInfo info;
  private final Map<Long, HeapThread> changed;
  private final List<Monitor> monitors;
  private final Map<Long, Monitor> byObject = new HashMap<>();
  private final List<ClassInit> classInits;
  private final List<Notice> notices;

  /**
   * @param facts added to those of the heap
   * @param changed threads that take the place of those with the same ids
   * @param added monitors of which the heap knows nothing
   */
  DecoratedHeap(
      Heap heap,
      Map<String, String> facts,
      Map<Long, HeapThread> changed,
      List<Monitor> added,
      List<ClassInit> addedInits,
      List<Notice> addedNotices) {
    this.heap = heap;
    Map<String, String> all = new HashMap<>(heap.info().facts());
    all.putAll(facts);
    this.info = new CutInfo(all, heap.info().isCut(), heap.info().timestampMillis());
    this.changed = changed;
    this.monitors = together(heap.monitors(), added);
    for (Monitor monitor : added) {
      byObject.put(monitor.object(), monitor);
    }
    this.classInits = together(heap.classInits(), addedInits);
    this.notices = together(heap.notices(), addedNotices);
  }

  private static <T> List<T> together(List<T> first, List<T> second) {
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }

  @Override
  public CutInfo info() {
    return info;
  }

  @Override
  public List<HeapClass> classes() {
    return heap.classes();
  }

  @Override
  public HeapClass classById(long id) {
    return heap.classById(id);
  }

  @Override
  public List<HeapClass> classesNamed(String binaryName) {
    return heap.classesNamed(binaryName);
  }

  @Override
  public void forEachInstance(HeapClass type, LongConsumer ids) {
    heap.forEachInstance(type, ids);
  }

  @Override
  public HeapObject object(long id) {
    return heap.object(id);
  }

  @Override
  public List<HeapThread> threads() {
    return new Threads(heap.threads());
  }

  @Override
  public HeapThread threadOf(long objectId) {
    HeapThread thread = changed.get(objectId);
    return thread == null ? heap.threadOf(objectId) : thread;
  }

  @Override
  public List<Monitor> monitors() {
    return monitors;
  }

  @Override
  public Monitor monitorOf(long objectId) {
    Monitor known = heap.monitorOf(objectId);
    return known == null ? byObject.get(objectId) : known;
  }

  @Override
  public List<ClassInit> classInits() {
    return classInits;
  }

  @Override
  public List<Notice> notices() {
    return notices;
  }

  @Override
  public long cpuNanos(long threadId) {
    return heap.cpuNanos(threadId);
  }

  @Override
  public long[] references(long objectId) {
    return heap.references(objectId);
  }

  @Override
  public Reachability reachability(long objectId) {
    return heap.reachability(objectId);
  }

  /** A view: a hundred thousand virtual threads stay the handles that they are. */
  private final class Threads extends AbstractList<HeapThread> implements RandomAccess {
    private final List<HeapThread> all;

    Threads(List<HeapThread> all) {
      this.all = all;
    }

    @Override
    public HeapThread get(int index) {
      HeapThread thread = all.get(index);
      HeapThread instead = changed.get(thread.id());
      return instead == null ? thread : instead;
    }

    @Override
    public int size() {
      return all.size();
    }
  }
}
