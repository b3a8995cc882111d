package dev.peeps.heap;

/** Asks a heap for everything it has. */
final class HeapWalk {
  private long asked;

  private HeapWalk() {}

  /** Visits all; gives the number of answers, so that nothing is optimised away. */
  static long everything(Heap heap) {
    HeapWalk walk = new HeapWalk();
    for (HeapClass type : heap.classes()) {
      walk.type(heap, type);
    }
    for (HeapThread thread : heap.threads()) {
      walk.thread(heap, thread);
    }
    for (Monitor monitor : heap.monitors()) {
      walk.asked += monitor.entering().size() + monitor.waiting().size();
      heap.monitorOf(monitor.object());
    }
    for (ClassInit init : heap.classInits()) {
      walk.asked += init.waiting().size();
    }
    walk.asked += heap.notices().size();
    return walk.asked;
  }

  private void type(Heap heap, HeapClass type) {
    asked += type.name().length();
    for (String name : type.staticNames()) {
      follow(heap, type.staticField(name));
    }
    type.isA("nobody");
    heap.classesNamed(type.name());
    heap.forEachInstance(type, id -> object(heap, heap.object(id)));
    object(heap, heap.object(type.id()));
  }

  private void object(Heap heap, HeapObject object) {
    HeapClass at = object.type();
    for (int depth = 0; at != null && depth < 20; depth++, at = at.superclass()) {
      for (String name : at.fieldNames()) {
        follow(heap, object.field(name));
      }
    }
    for (int i = Math.min(object.length(), 300); i >= 0; i--) {
      follow(heap, object.element(i));
    }
    String text = object.text();
    asked += text == null ? 1 : text.length();
  }

  private void follow(Heap heap, Value value) {
    if (value.isReference() && heap.object(value.id()) != null) {
      asked++;
    }
  }

  private void thread(Heap heap, HeapThread thread) {
    asked += thread.name().length();
    for (HeapFrame frame : thread.frames()) {
      asked += frame.text().length();
      for (long local : frame.locals()) {
        follow(heap, Value.reference(local));
      }
    }
  }
}
