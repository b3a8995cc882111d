package dev.peeps.heap;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Passes over all objects of an HPROF file, plain or compressed with gzip: for those who want to
 * know the whole heap and not only what matters for waiting.
 *
 * <p>Each {@link #run} is one sequential pass and needs one buffer, whatever the size of the file.
 * The names of classes and fields are kept after the first pass (some megabytes). What cannot be
 * read is skipped; {@link #whole} tells. Not safe for use by several threads.
 */
public final class HeapScan {
  private static final int CHUNK = 1 << 13;
  private static final int PROGRESS_STEP = 1 << 24;

  /** A text of a class file is not longer, in bytes. */
  private static final int LONGEST_NAME = 65_535;

  private final Path file;
  private final ReadOptions.Progress progress;
  private final Symbols symbols = new Symbols();
  private final ClassNames names = new ClassNames(symbols);
  private final long[] ids = new long[CHUNK];
  private byte[] body = new byte[256];
  private int passes;
  private int idSize = 8;
  private boolean whole = true;

  /**
   * @param progress is told how far each pass has come
   */
  public HeapScan(Path file, ReadOptions.Progress progress) {
    this.file = file;
    this.progress = progress;
  }

  /**
   * One pass.
   *
   * @throws HprofException when the file cannot be opened or is not HPROF
   */
  public void run(ScanVisitor visitor) throws HprofException {
    passes++;
    try (DumpFile dump = new DumpFile(file)) {
      HprofInput input = dump.pass();
      Pass pass = new Pass(visitor, input, dump.gzip() ? -1 : dump.size());
      HprofRecords records = new HprofRecords(input, pass);
      records.header();
      idSize = input.idSize();
      try {
        records.records();
        whole &= records.ended(false);
      } catch (EOFException e) {
        whole = false;
      }
    } catch (CorruptRecord e) {
      throw new HprofException(file, e.offset, e.getMessage(), e);
    } catch (TooLarge e) {
      throw new HprofException(file, 0, e.getMessage() + " is more than fits", e);
    } catch (IOException e) {
      throw new HprofException(file, 0, "cannot be read: " + e.getMessage(), e);
    }
  }

  /** Bytes of an id, 4 or 8; known from the first pass on. */
  public int idSize() {
    return idSize;
  }

  /** How many passes there were. */
  public int passes() {
    return passes;
  }

  /** False when the file was cut off, or records of it made no sense and were skipped. */
  public boolean whole() {
    return whole;
  }

  /** The file that is read. */
  public Path file() {
    return file;
  }

  /** Binary name of the class with this id, or null; decoded anew with each call. */
  public String className(long id) {
    return names.ofId(id);
  }

  String text(long id) {
    return symbols.text(id);
  }

  /** The id at this place of an instance's fields. */
  public long id(byte[] fields, int at) {
    return Bytes.id(fields, at, idSize);
  }

  /** Passes on what the visitor wants. */
  private final class Pass implements HprofVisitor {
    private final ScanVisitor visitor;
    private final HprofInput input;
    private final long total;
    private long next = PROGRESS_STEP;

    Pass(ScanVisitor visitor, HprofInput input, long total) {
      this.visitor = visitor;
      this.input = input;
      this.total = total;
    }

    private void tell() {
      if (input.offset() >= next) {
        next = input.offset() + PROGRESS_STEP;
        progress.at(input.offset(), total, passes);
      }
    }

    @Override
    public void string(long id, int length, HprofInput in) throws IOException {
      // Nothing is called longer; a damaged length would take the memory for what is not there.
      if (passes == 1 && length <= LONGEST_NAME) {
        symbols.add(id, length, in);
      }
    }

    @Override
    public void loadClass(int serial, long id, long name) {
      if (passes == 1) {
        names.add(serial, id, name);
      }
    }

    @Override
    public void frame(long id, long method, long descriptor, long source, int type, int line) {}

    @Override
    public void trace(int serial, int count, HprofInput in) {}

    @Override
    public void threadRoot(long object, int serial, int trace) {
      visitor.thread(object, serial);
    }

    @Override
    public void frameRoot(long object, int threadSerial, int depth) {
      visitor.local(object, threadSerial, depth);
    }

    @Override
    public void root(long object) {
      visitor.root(object);
    }

    @Override
    public void classDump(ClassDump dump) {
      visitor.type(new ScannedClass(dump, HeapScan.this));
    }

    @Override
    public void instance(long id, long type, int length, HprofInput in) throws IOException {
      tell();
      if (visitor.instance(id, type, length)) {
        if (body.length < length) {
          in.require(length);
          body = new byte[length];
        }
        in.read(body, 0, length);
        visitor.fields(body, length);
      }
    }

    @Override
    public void objectArray(long id, long type, int length, HprofInput in) throws IOException {
      tell();
      if (!visitor.array(id, type, length)) {
        return;
      }
      for (int first = 0; first < length; first += CHUNK) {
        int count = Math.min(CHUNK, length - first);
        for (int i = 0; i < count; i++) {
          ids[i] = in.id();
        }
        visitor.elements(first, ids, count);
      }
    }

    @Override
    public void primitiveArray(long id, int element, int length, HprofInput in) {
      tell();
      visitor.primitives(id);
    }

    @Override
    public void peeps(HprofInput in) {}

    @Override
    public void corrupt(long offset, long lost, String problem) {
      whole = false;
    }

    @Override
    public void unknownRecord(int tag) {}
  }
}
