package dev.peeps.heap.threads;

import dev.peeps.heap.HeapFrame;
import java.util.Arrays;
import java.util.List;

/**
 * Lays the stack of a thread in a thread dump beside its stack in a heap. Frames that only some
 * tools show (hidden classes, what carries a virtual thread) may be missing on either side.
 */
final class Alignment {
  private static final int NONE = -1;
  private static final int UNKNOWN_LINE = 0;

  private final int[] places;
  private final boolean whole;

  private Alignment(int[] places, boolean whole) {
    this.places = places;
    this.whole = whole;
  }

  /**
   * Compares from the outermost frame inwards, since what runs changes inside.
   *
   * @param heapCut the heap has not all of the outer frames; then they are compared from inside
   */
  static Alignment of(List<DumpedFrame> dump, List<HeapFrame> heap, boolean heapCut) {
    int[] places = new int[dump.size()];
    Arrays.fill(places, NONE);
    boolean whole = heapCut ? inwards(dump, heap, places) : outwards(dump, heap, places);
    return new Alignment(places, whole);
  }

  /** True when both are the same stack. */
  boolean whole() {
    return whole;
  }

  /** The frame of the heap's stack that this frame of the dump is; -1 when there is none. */
  int place(int dumped) {
    return places[dumped];
  }

  private static boolean outwards(List<DumpedFrame> dump, List<HeapFrame> heap, int[] places) {
    int d = dump.size() - 1;
    int h = heap.size() - 1;
    while (d >= 0 || h >= 0) {
      if (d >= 0 && h >= 0 && same(dump.get(d), heap.get(h))) {
        places[d--] = h--;
      } else if (h >= 0 && isQuiet(heap.get(h).className(), heap.get(h).method())) {
        h--;
      } else if (d >= 0 && isQuiet(dump.get(d).className(), dump.get(d).method())) {
        d--;
      } else {
        return false;
      }
    }
    return true;
  }

  private static boolean inwards(List<DumpedFrame> dump, List<HeapFrame> heap, int[] places) {
    int d = 0;
    int h = 0;
    while (d < dump.size() && h < heap.size()) {
      if (same(dump.get(d), heap.get(h))) {
        places[d++] = h++;
      } else if (isQuiet(heap.get(h).className(), heap.get(h).method())) {
        h++;
      } else if (isQuiet(dump.get(d).className(), dump.get(d).method())) {
        d++;
      } else {
        return false;
      }
    }
    return true;
  }

  private static boolean same(DumpedFrame dumped, HeapFrame frame) {
    return dumped.method().equals(frame.method())
        && FrameText.className(dumped.className()).equals(FrameText.className(frame.className()))
        && (dumped.line() <= UNKNOWN_LINE
            || frame.line() <= UNKNOWN_LINE
            || dumped.line() == frame.line());
  }

  /** Frames that are annotated as hidden in the JDK, or that a class without a name is for. */
  private static boolean isQuiet(String type, String method) {
    return type.contains("$$Lambda")
        || type.startsWith("java.lang.invoke.LambdaForm")
        || type.startsWith("jdk.internal.vm.Continuation")
        || type.startsWith("java.lang.VirtualThread")
        || (type.equals("java.lang.Thread") && method.startsWith("runWith"))
        || (type.equals("java.lang.ScopedValue$Carrier") && method.startsWith("runWith"));
  }
}
