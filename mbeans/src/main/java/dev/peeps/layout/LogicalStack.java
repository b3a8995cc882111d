package dev.peeps.layout;

import dev.peeps.heap.HeapObject;
import dev.peeps.heap.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the logical stack of a task: the lines of its object, then of the object below it, ….
 */
final class LogicalStack {
  private static final int MAX_OBJECTS = 1000;

  final List<String> frames = new ArrayList<>();
  Value next;

  private LogicalStack() {}

  /** The logical stack of the task that is this object; empty when its layout declares none. */
  static List<String> of(HeapObject start, Run run) {
    if (!run.planOf(start.type()).logical()) {
      return List.of();
    }
    LogicalStack stack = new LogicalStack();
    LongMap<Object> seen = new LongMap<>();
    HeapObject object = start;
    for (int i = 0; object != null; i++) {
      ClassPlan plan = run.planOf(object.type());
      if (!plan.logical()) {
        break;
      }
      if (i == MAX_OBJECTS || seen.put(object.id(), object) != null) {
        stack.frames.add(
            i == MAX_OBJECTS ? "... (not shown further)" : "... (goes round in a circle)");
        break;
      }
      stack.next = null;
      Env env = new Env(run);
      env.self = Value.reference(object.id());
      env.logical = stack;
      plan.run(env);
      object = stack.next == null ? null : run.object(stack.next);
    }
    return stack.frames;
  }
}
