package dev.peeps.layout;

import dev.peeps.graph.EdgeKind;
import dev.peeps.heap.HeapFrame;
import dev.peeps.heap.HeapObject;
import dev.peeps.heap.HeapThread;
import dev.peeps.heap.Value;
import java.util.ArrayList;
import java.util.List;

/** Makes an entity of each thread and applies the frame rules to its stack. */
final class Frames {
  private static final int NATIVE_METHOD = -3;

  private final Run run;

  /** Threads of one stack often stand together. */
  private int lastSerial;

  private Stack last;
  private final LongMap<Stack> stacks = new LongMap<>();

  /** In the order of the heap's threads. */
  private final List<Stack> ofThreads;

  private final Env env;

  Frames(Run run) {
    this.run = run;
    this.env = new Env(run);
    this.ofThreads = new ArrayList<>(run.heap.threads().size());
  }

  /** Facts that the JVM knows about each thread. */
  void threads() {
    for (HeapThread thread : run.heap.threads()) {
      Draft draft = run.drafts.thread(thread);
      draft.name = thread.name();
      draft.state = thread.state() == null ? "" : thread.state().name();
      draft.attribute(OwnAttributes.TID, thread.tid());
      if (thread.nativeId() != 0) {
        draft.attribute(OwnAttributes.NID, "0x" + Long.toHexString(thread.nativeId()));
      }
      if (thread.daemon() && !thread.virtual()) {
        draft.attribute(OwnAttributes.DAEMON, true);
      }
      long cpu = run.heap.cpuNanos(thread.id());
      if (cpu >= 0) {
        draft.attribute(OwnAttributes.CPU_NANOS, cpu);
      }
      if (thread.moved()) {
        draft.attribute(OwnAttributes.MOVED, true);
      }
      if (!thread.stackKnown()) {
        draft.attribute(OwnAttributes.STACK_UNKNOWN, true);
      }
      HeapThread carrier = run.heap.threadOf(thread.carrier());
      if (carrier != null) {
        draft.attribute(OwnAttributes.CARRIER, carrier.name());
        run.edges.addExact(draft, EdgeKind.RUNS_ON, run.drafts.thread(carrier), "its carrier");
      }
      Stack stack = stack(thread);
      if (stack.site != null) {
        draft.attribute(OwnAttributes.SITE, stack.site);
      }
      draft.stack(stack.lines);
      ofThreads.add(stack);
      run.drafts.threads().add(draft);
    }
  }

  /** What is known of the thread's frames: looked at once, however many stand in the same ones. */
  private Stack stack(HeapThread thread) {
    int serial = thread.stackSerial();
    if (serial == 0 || serial != lastSerial) {
      Stack known = serial == 0 ? null : stacks.get(serial);
      if (known == null) {
        known = new Stack(thread.frames(), run.layouts.frameRules());
        if (serial != 0) {
          stacks.put(serial, known);
        }
      }
      last = known;
      lastSerial = serial;
    }
    return last;
  }

  /** Applies the frame rules; nothing rests on the frames of a thread that has moved. */
  void rules() {
    List<Draft> drafts = run.drafts.threads();
    for (int each = 0; each < drafts.size(); each++) {
      Draft draft = drafts.get(each);
      HeapThread thread = draft.thread;
      if (thread.stackKnown() && !thread.moved()) {
        FrameRules.Match match = ofThreads.get(each).match;
        for (int i = 0; i < match.running.size(); i++) {
          apply(match.running.get(i), draft);
        }
        if (!match.blocked.isEmpty() && waits(thread)) {
          blocked(match.blocked, draft);
        }
      }
    }
  }

  /** The outermost rule counts; one whose objects were not seen says nothing: try the next. */
  private void blocked(List<FrameRules.Hit> hits, Draft draft) {
    for (int i = hits.size() - 1; i >= 0; i--) {
      if (apply(hits.get(i), draft)) {
        return;
      }
    }
  }

  private boolean apply(FrameRules.Hit hit, Draft draft) {
    env.begin(receiver(hit, draft.thread), draft.thread, draft);
    env.frame = hit.frame;
    hit.rule.run(env);
    return env.said > 0;
  }

  private Value receiver(FrameRules.Hit hit, HeapThread thread) {
    Value local =
        hit.rule.usesLocals()
            ? FrameExprs.find(thread, hit.frame, hit.className, run)
            : Value.UNKNOWN;
    if (local.isReference() || thread.blocker() == 0) {
      return local;
    }
    HeapObject blocker = run.heap.object(thread.blocker());
    return blocker != null && hit.isOf(blocker.type())
        ? Value.reference(blocker.id())
        : Value.UNKNOWN;
  }

  /** A thread in native code is RUNNABLE to the JVM, whether it waits there or not. */
  private static boolean waits(HeapThread thread) {
    Thread.State state = thread.state();
    if (state == Thread.State.NEW || state == Thread.State.TERMINATED) {
      return false;
    }
    if (state != Thread.State.RUNNABLE) {
      return true;
    }
    return thread.inNative()
        || (!thread.frames().isEmpty() && thread.frames().get(0).line() == NATIVE_METHOD);
  }

  /** What the layouts say about one stack. */
  private static final class Stack {
    final List<String> lines;
    final String site;
    final FrameRules.Match match;

    Stack(List<HeapFrame> frames, FrameRules rules) {
      lines = lines(frames);
      site = rules.site(frames);
      match = rules.match(frames);
    }

    private static List<String> lines(List<HeapFrame> frames) {
      List<String> lines = new ArrayList<>(frames.size());
      for (HeapFrame frame : frames) {
        lines.add(frame.text());
      }
      return lines;
    }
  }
}
