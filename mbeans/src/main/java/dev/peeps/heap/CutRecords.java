package dev.peeps.heap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The PEEPS records of a cut: what HPROF has no record for. See docs/cut-format.md. */
final class CutRecords {
  private static final int KNOWN_VERSION = 1;

  private static final int VERSION = 1;
  private static final int INFO = 2;
  private static final int THREAD = 3;
  private static final int MONITOR = 4;
  private static final int CLASS_INIT = 5;
  private static final int INCOMPLETE = 6;
  private static final int SETTLED = 7;
  private static final int NOTICE = 8;
  private static final int ARRAY_LENGTH = 9;
  private static final int IDENTITY_HASH = 10;

  private static final int CLASS = 11;
  private static final int CPU = 12;
  private static final int REFERS = 13;
  private static final int SMALLEST_TEXT = 4;

  private static final Monitor.Source[] SOURCES = {
    Monitor.Source.MONITOR_USAGE,
    Monitor.Source.THREAD_SNAPSHOT,
    Monitor.Source.THREAD_INFO,
    Monitor.Source.THREAD_DUMP
  };

  final Map<String, String> info = new LinkedHashMap<>();
  final ThreadTable threads = new ThreadTable();
  final List<Monitor> monitors = new ArrayList<>();
  final List<ClassInit> classInits = new ArrayList<>();
  final List<Notice> notices = new ArrayList<>();
  final LongIndex incomplete = new LongIndex();
  final LongIndex settled = new LongIndex();
  final LongList longArrays = new LongList();
  final IntList trueLengths = new IntList();
  final LongIndex plannedClasses = new LongIndex();
  final List<String[]> plannedNames = new ArrayList<>();
  final LongIndex cpuThreads = new LongIndex();
  final LongList cpuNanos = new LongList();
  final LongIndex referring = new LongIndex();
  final List<long[]> referred = new ArrayList<>();
  private boolean versioned;
  private int unknown;

  /** True when the file is a cut: it has a VERSION. */
  boolean isCut() {
    return versioned;
  }

  /** Records of kinds that this version of the format does not define. */
  int unknown() {
    return unknown;
  }

  /**
   * Reads one record.
   *
   * @throws Refused when it is of another version of the format
   */
  void read(HprofInput in) throws IOException {
    long offset = in.offset();
    int kind = in.u1();
    if (kind == VERSION) {
      int version = in.u4();
      if (version != KNOWN_VERSION) {
        throw new Refused(
            offset,
            "this cut is of version "
                + version
                + " of the format, and only version "
                + KNOWN_VERSION
                + " is known; read it with the peeps that made it, or a newer one");
      }
      versioned = true;
    } else if (!versioned) {
      throw new Refused(offset, "a PEEPS record before the VERSION record");
    } else {
      record(kind, in);
    }
  }

  private void record(int kind, HprofInput in) throws IOException {
    switch (kind) {
      case INFO:
        info(in);
        break;
      case THREAD:
        threads.add(in);
        break;
      case MONITOR:
        monitor(in);
        break;
      case CLASS_INIT:
        classInits.add(new RecordedClassInit(in.id(), in.id(), ids(in)));
        break;
      case INCOMPLETE:
        ids(in, incomplete);
        break;
      case SETTLED:
        ids(in, settled);
        break;
      case NOTICE:
        notices.add(new Notice(text(in), in.u8(), text(in)));
        break;
      case ARRAY_LENGTH:
        longArrays.add(in.id());
        trueLengths.add(in.u4());
        break;
      case IDENTITY_HASH:
        // Only joins monitors by hash, which the writer of the cut has done.
        break;
      case CLASS:
        planned(in);
        break;
      case CPU:
        cpu(in);
        break;
      case REFERS:
        refers(in);
        break;
      default:
        unknown++;
    }
  }

  private void info(HprofInput in) throws IOException {
    long count = in.u4Long();
    for (long i = 0; i < count; i++) {
      String key = text(in);
      info.put(key, text(in));
    }
  }

  /** Which of the plan's classes and interfaces a class is. */
  private void planned(HprofInput in) throws IOException {
    long type = in.id();
    in.u4();
    String[] names = new String[in.requireArray(in.u4Long(), SMALLEST_TEXT)];
    for (int i = 0; i < names.length; i++) {
      names[i] = Symbols.binaryName(text(in));
    }
    int before = plannedClasses.size();
    if (plannedClasses.add(type) == before) {
      plannedNames.add(names);
    }
  }

  private void cpu(HprofInput in) throws IOException {
    long count = in.u4Long();
    in.require(count * (in.idSize() + 8));
    for (long i = 0; i < count; i++) {
      int before = cpuThreads.size();
      boolean fresh = cpuThreads.add(in.id()) == before;
      long nanos = in.u8();
      if (fresh) {
        cpuNanos.add(nanos);
      }
    }
  }

  private void refers(HprofInput in) throws IOException {
    long object = in.id();
    long[] ids = new long[in.requireArray(in.u4Long(), in.idSize())];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = in.id();
    }
    int before = referring.size();
    if (referring.add(object) == before) {
      referred.add(ids);
    }
  }

  private void monitor(HprofInput in) throws IOException {
    long object = in.id();
    long owner = in.id();
    int entryCount = in.u4();
    int depth = in.u4();
    int source = in.u1();
    if (source < 1 || source > SOURCES.length) {
      throw new CorruptRecord(in.offset() - 1, "a monitor from the unknown source " + source);
    }
    monitors.add(
        new RecordedMonitor(
            object, owner, entryCount, depth, SOURCES[source - 1], ids(in), ids(in)));
  }

  private static IdList ids(HprofInput in) throws IOException {
    long[] ids = new long[in.requireArray(in.u4Long(), in.idSize())];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = in.id();
    }
    return new IdList(ids);
  }

  private static void ids(HprofInput in, LongIndex target) throws IOException {
    long count = in.u4Long();
    in.require(count * in.idSize());
    for (long i = 0; i < count; i++) {
      target.add(in.id());
    }
  }

  private static String text(HprofInput in) throws IOException {
    byte[] bytes = new byte[in.requireArray(in.u4Long(), 1)];
    in.read(bytes, 0, bytes.length);
    return Bytes.text(bytes, 0, bytes.length);
  }
}
