package dev.peeps.heap;

/** The ROOT THREAD OBJECT records: which thread has which serial and which stack. */
final class ThreadRoots {
  private final LongIndex serials = new LongIndex();
  private final LongList objects = new LongList();
  private final IntList traces = new IntList();

  void add(long object, int serial, int trace) {
    int before = serials.size();
    if (serials.add(serial) == before) {
      objects.add(object);
      traces.add(trace);
    }
  }

  int size() {
    return serials.size();
  }

  int serial(int number) {
    return (int) serials.key(number);
  }

  long object(int number) {
    return objects.get(number);
  }

  int trace(int number) {
    return traces.get(number);
  }

  /** Number of the record of this thread serial, or -1. */
  int find(int serial) {
    return serials.find(serial);
  }
}
