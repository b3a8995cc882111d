package dev.peeps.layout;

import dev.peeps.heap.HeapThread;
import dev.peeps.heap.Value;

/**
 * Which thread has which value for which ThreadLocal. Cost: linear in the thread-locals that the
 * picture has. Where a thread's map was not seen completely, every answer is partial.
 */
final class ThreadLocals {
  private final LongMap<Seq> byKey = new LongMap<>();
  private boolean partial;

  ThreadLocals(Run run) {
    for (HeapThread thread : run.heap.threads()) {
      if (!thread.virtual() || run.heap.object(thread.id()) != null) {
        add(thread, run);
      }
      partial |= thread.virtual() && !thread.localsKnown();
    }
  }

  private void add(HeapThread thread, Run run) {
    Value owner = Value.reference(thread.id());
    Object map = PathExprs.Field.read(owner, "threadLocals", run);
    if (map == Value.NULL) {
      return;
    }
    Seq entries = PathExprs.Elements.of(PathExprs.Field.read(map, "table", run), run);
    partial |= entries.partial;
    for (Object entry : entries.items) {
      Object key = PathExprs.Field.read(entry, "referent", run);
      Object value = PathExprs.Field.read(entry, "value", run);
      if (!(key instanceof Value) || !((Value) key).isReference()) {
        continue;
      }
      long id = ((Value) key).id();
      Seq seq = byKey.get(id);
      if (seq == null) {
        seq = new Seq();
        byKey.put(id, seq);
      }
      seq.items.add(new Entry(key, value, owner));
    }
  }

  Seq of(Object key) {
    Seq result = new Seq();
    result.partial = partial || Truth.unknown(key);
    if (key instanceof Value && ((Value) key).isReference()) {
      Seq found = byKey.get(((Value) key).id());
      if (found != null) {
        result.items.addAll(found.items);
      }
    }
    return result;
  }
}
