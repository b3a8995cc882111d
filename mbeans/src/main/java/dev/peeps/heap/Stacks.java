package dev.peeps.heap;

import java.io.IOException;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * Frames and stacks of a file. Each is kept once, however many threads share it; texts are made
 * when first asked for.
 */
final class Stacks {
  private static final SharedFrame MISSING = new SharedFrame("?", "?", "", null, 0);

  private final Symbols symbols;
  private final ClassNames classNames;
  private final LongIndex frameIds = new LongIndex();
  private final LongList methods = new LongList();
  private final LongList descriptors = new LongList();
  private final LongList sources = new LongList();
  private final IntList classSerials = new IntList();
  private final IntList lines = new IntList();
  private final LongIndex traceSerials = new LongIndex();
  private final IntList starts = new IntList();
  private final IntList ends = new IntList();
  private final LongList traceFrames = new LongList();
  private SharedFrame[] frames = new SharedFrame[0];

  Stacks(Symbols symbols, ClassNames classNames) {
    this.symbols = symbols;
    this.classNames = classNames;
  }

  void frame(long id, long method, long descriptor, long source, int classSerial, int line) {
    int before = frameIds.size();
    if (frameIds.add(id) < before) {
      return;
    }
    methods.add(method);
    descriptors.add(descriptor);
    sources.add(source);
    classSerials.add(classSerial);
    lines.add(line);
  }

  void trace(int serial, int count, HprofInput in) throws IOException {
    int before = traceSerials.size();
    if (traceSerials.add(serial) < before) {
      return;
    }
    starts.add(traceFrames.size());
    ends.add(traceFrames.size());
    for (int i = 0; i < count; i++) {
      traceFrames.add(in.id());
      ends.set(before, traceFrames.size());
    }
  }

  /** No more stacks come. */
  void close() {
    frames = new SharedFrame[frameIds.size()];
  }

  /** From now on the stack of this serial is without its innermost frames, so many of them. */
  void hide(int serial, int frameCount) {
    int trace = traceSerials.find(serial);
    if (trace >= 0 && frameCount > 0) {
      starts.set(trace, Math.min(starts.get(trace) + frameCount, ends.get(trace)));
    }
  }

  /** True when there is a stack of this serial, even one without frames. */
  boolean has(int serial) {
    return serial != 0 && traceSerials.find(serial) >= 0;
  }

  /** The frames of this stack, innermost first; empty when there is no such stack. */
  List<SharedFrame> frames(int serial) {
    int trace = traceSerials.find(serial);
    return trace < 0 ? List.of() : new Trace(starts.get(trace), ends.get(trace));
  }

  private SharedFrame frame(long id) {
    int number = frameIds.find(id);
    if (number < 0) {
      return MISSING;
    }
    SharedFrame frame = frames[number];
    if (frame == null) {
      String type = classNames.ofSerial(classSerials.get(number));
      frame =
          new SharedFrame(
              type == null ? "?" : type,
              orElse(symbols.text(methods.get(number)), "?"),
              orElse(symbols.text(descriptors.get(number)), ""),
              symbols.text(sources.get(number)),
              lines.get(number));
      frames[number] = frame;
    }
    return frame;
  }

  private static String orElse(String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  /** A view of one stack. */
  private final class Trace extends AbstractList<SharedFrame> implements RandomAccess {
    private final int start;
    private final int end;

    Trace(int start, int end) {
      this.start = start;
      this.end = end;
    }

    @Override
    public SharedFrame get(int index) {
      if (index < 0 || index >= end - start) {
        throw new IndexOutOfBoundsException(index);
      }
      return frame(traceFrames.get(start + index));
    }

    @Override
    public int size() {
      return end - start;
    }
  }
}
