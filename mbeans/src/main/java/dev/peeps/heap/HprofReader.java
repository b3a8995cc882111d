package dev.peeps.heap;

import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads cuts and heap dumps.
 *
 * <p>A file that is cut off or partly damaged gives a heap with what could be read and notices that
 * say what could not ({@code truncated}, {@code corrupt}). Cost: one sequential pass. The heap of a
 * cut takes about as much memory as the file has bytes, and half as much again while it is read;
 * that of a heap dump with many small objects up to four times as much; a file that was made to
 * harm, up to about ten times its size and never beyond, whatever it says about itself.
 */
public final class HprofReader {
  /** How libpeeps begins what it writes instead of a cut that failed. */
  private static final String ERROR = "peeps-error:";

  private static final String NO_RECORD =
      "the file ends before the first record: it is no HPROF file, or was cut off";

  private static final int LONGEST_ERROR = 4096;
  private static final int GZIP = 0x1f8b;
  private static final int BUFFER = 1 << 18;
  private static final int SMALL_BUFFER = 1 << 10;

  private HprofReader() {}

  /**
   * Reads a cut or a heap dump.
   *
   * @throws HprofException when the file cannot be opened, is not HPROF, is a cut of a version that
   *     is not known, or holds the reason why a cut failed instead of a cut
   */
  public static Heap read(Path file) throws HprofException {
    try (InputStream in = open(file)) {
      return read(file, new HprofInput(in, file.toFile().length()));
    } catch (IOException e) {
      throw new HprofException(file, 0, "cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a cut while it is still being written.
   *
   * @param file its name in messages
   * @param growing gives what is written, waits for what will be, and ends when all is written
   * @param most bytes that it may come to; more are not read
   * @return null when it has not become a whole cut of which all can be read: {@link #read(Path)}
   *     tells what is wrong with it
   * @throws HprofException as {@link #read(Path)}
   */
  public static Heap follow(Path file, InputStream growing, long most) throws HprofException {
    try {
      HprofInput in = new HprofInput(growing, Long.MAX_VALUE, most, HprofInput.LARGEST_BUFFER);
      Heap heap = read(file, in, false);
      return heap.info().isCut() && isWhole(heap) ? heap : null;
    } catch (IOException e) {
      throw new HprofException(file, 0, "cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean isWhole(Heap heap) {
    List<Notice> notices = heap.notices();
    for (int i = 0; i < notices.size(); i++) {
      if (notices.get(i).code().equals("truncated")) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads any HPROF file, a cut or a heap dump, plain or compressed with gzip, and keeps what
   * matters for waiting.
   *
   * @param plan what the layouts name, as libpeeps gets it (docs/cut-format.md)
   * @throws HprofException as {@link #read(Path)}
   */
  public static Heap read(Path file, String plan, ReadOptions options) throws HprofException {
    try (DumpFile dump = new DumpFile(file)) {
      if (isCut(dump.input(SMALL_BUFFER))) {
        return read(file, dump.input(BUFFER), true);
      }
      return new DumpReader(file, dump, plan, options).read(dump.pass());
    } catch (CorruptRecord e) {
      throw new HprofException(file, e.offset, orError(file, e.getMessage(), true), e);
    } catch (DamagedPack e) {
      throw new HprofException(file, 0, e.getMessage(), e);
    } catch (EOFException e) {
      throw new HprofException(file, 0, orError(file, NO_RECORD, true), e);
    } catch (IOException e) {
      throw new HprofException(file, 0, "cannot be read: " + e.getMessage(), e);
    }
  }

  /** A cut begins with a record of our own. */
  private static boolean isCut(HprofInput in) throws IOException {
    new HprofRecords(in, new HeapBuilder()).header();
    return !in.atEnd() && in.u1() == HprofRecords.PEEPS;
  }

  /** Channels and their direct buffers cost a short command some milliseconds, and gain nothing. */
  private static InputStream open(Path file) throws IOException {
    return new FileInputStream(file.toFile());
  }

  /** Reads what is not, or not yet, a file; {@code file} is its name in messages. */
  static Heap read(Path file, HprofInput in) throws HprofException, IOException {
    return read(file, in, false);
  }

  private static Heap read(Path file, HprofInput in, boolean packed)
      throws HprofException, IOException {
    HeapBuilder builder = new HeapBuilder();
    HprofRecords records = new HprofRecords(in, builder);
    try {
      records.header();
    } catch (CorruptRecord e) {
      throw new HprofException(file, e.offset, orError(file, e.getMessage(), packed), e);
    } catch (EOFException e) {
      throw new HprofException(file, in.offset(), orError(file, NO_RECORD, packed), e);
    }
    boolean truncated = false;
    try {
      records.records();
    } catch (EOFException e) {
      truncated = true;
      builder.ended(e);
    } catch (Refused e) {
      throw new HprofException(file, e.offset, e.getMessage(), e);
    } catch (TooLarge e) {
      throw new HprofException(file, in.offset(), e.getMessage() + " is more than fits", e);
    }
    boolean whole = !truncated && records.ended(builder.cut.isCut());
    return builder.heap(in.idSize(), in.offset(), records.timestamp(), !whole);
  }

  /**
   * What libpeeps wrote instead of a cut, if that is what the file is.
   *
   * @param packed whether a compressed file was unpacked while it was read
   */
  private static String orError(Path file, String problem, boolean packed) {
    try (InputStream in = open(file)) {
      byte[] start = in.readNBytes(LONGEST_ERROR);
      if (start.length > 1 && (((start[0] & 0xff) << 8) | (start[1] & 0xff)) == GZIP) {
        return packed
            ? "what the file unpacks to: " + problem
            : "the file is compressed; unpack it with gunzip first";
      }
      String text = new String(start, StandardCharsets.UTF_8);
      int end = text.indexOf('\n');
      return text.startsWith(ERROR)
          ? text.substring(ERROR.length(), end < 0 ? text.length() : end).trim()
          : problem;
    } catch (IOException e) {
      return problem;
    }
  }
}
