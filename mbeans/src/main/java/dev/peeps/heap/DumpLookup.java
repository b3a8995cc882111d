package dev.peeps.heap;

import java.io.EOFException;
import java.io.IOException;
import java.util.BitSet;

/**
 * Finds objects in a file once its first pass is over: reads the blocks in which they may be, or
 * the whole file once more where that would be most of it.
 */
final class DumpLookup {
  /** Files with endless chains of objects all over the file are not followed for ever. */
  private static final int MOST_PASSES = 12;

  private static final int MOST_FILES = 16;
  private static final int LOOK_EVERY = 1_000;
  private static final int BLOCK_BUFFER = 4 * DumpBlocks.BYTES;

  private final DumpFile file;
  private final FirstPass first;
  private final DumpWalk walk;
  private final FirstPass.Tick tick;
  private final int idSize;
  private final HprofInput input;
  private final long fileEnd;
  private final long firstRecord;
  private int passes = 1;
  private long bytes;

  /** Objects that were not looked for any more. */
  long given;

  DumpLookup(
      DumpFile file,
      FirstPass first,
      DumpWalk walk,
      long firstRecord,
      long fileEnd,
      int idSize,
      FirstPass.Tick tick) {
    this.file = file;
    this.first = first;
    this.walk = walk;
    this.tick = tick;
    this.idSize = idSize;
    this.firstRecord = firstRecord;
    this.fileEnd = fileEnd;
    this.input = file.input(BLOCK_BUFFER);
    input.idSize(idSize);
  }

  /** Passes over the whole file, the first one among them. */
  int passes() {
    return passes;
  }

  /** Bytes that were read again in single blocks. */
  long bytes() {
    return bytes;
  }

  /** Counts a pass that was made elsewhere. */
  void passed() {
    passes++;
  }

  /** Hands what is found of these objects to the walk, and says which are not there. */
  void find(IntList numbers) throws IOException {
    if (given > 0 || passes > MOST_PASSES || bytes / MOST_FILES > fileEnd) {
      given += numbers.size();
    } else {
      BitSet blocks = blocks(numbers);
      if (blocks == null) {
        pass();
      } else {
        for (int i = blocks.nextSetBit(0); i >= 0; i = blocks.nextSetBit(i + 1)) {
          read(i);
        }
      }
    }
    for (int i = 0; i < numbers.size(); i++) {
      walk.missing(numbers.get(i));
    }
  }

  /** Null when the whole file should be read. */
  private BitSet blocks(IntList numbers) {
    int count = first.blocks.size();
    int cost = file.gzip() ? file.blocksOfMember(count) : 1;
    int most = Math.max(1, count / 2 / cost);
    BitSet blocks = new BitSet(count);
    for (int i = 0; i < numbers.size(); i++) {
      int number = numbers.get(i);
      boolean sought = first.objects.is(number, DumpObjects.SOUGHT);
      if (sought && !first.blocks.mark(first.objects.id(number), blocks, most)) {
        return null;
      }
      if (i % LOOK_EVERY == 0 && blocks.cardinality() > most) {
        return null;
      }
    }
    return blocks.cardinality() > most ? null : blocks;
  }

  private void read(int block) throws IOException {
    long start = first.blocks.start(block);
    long end = first.blocks.end(block);
    bytes += end - start;
    tick.at(start);
    try {
      input.seek(start);
      input.limit(end);
      new HeapRecords(input, new Sought()).read(end);
    } catch (CorruptRecord e) {
      first.damage.corrupt(e.offset, 0, e.getMessage());
    } catch (EOFException e) {
      // The first pass has read these records.
      first.damage.corrupt(input.offset(), 0, "the file has become shorter while it was read");
    } finally {
      input.noLimit();
    }
  }

  private void pass() throws IOException {
    passes++;
    HprofInput whole = file.pass();
    whole.idSize(idSize);
    whole.seek(firstRecord);
    try {
      new HprofRecords(whole, new Sought()).records();
    } catch (EOFException e) {
      // The first pass has ended here as well, and said so.
    }
  }

  /** Looks at nothing but objects that are sought. */
  private final class Sought implements HprofVisitor {
    private long nextTick;

    private void look(long id, int kind, long type, int length, HprofInput in) throws IOException {
      if (in.marked() >= nextTick) {
        tick.at(in.marked());
        nextTick = in.marked() + DumpBlocks.BYTES;
      }
      int number = first.objects.find(id);
      if (number >= 0 && first.objects.is(number, DumpObjects.SOUGHT)) {
        walk.found(number, kind, first.types.find(type), length, in);
        walk.run();
      }
    }

    @Override
    public void instance(long id, long type, int length, HprofInput in) throws IOException {
      look(id, ObjectTable.INSTANCE, type, length, in);
    }

    @Override
    public void objectArray(long id, long type, int length, HprofInput in) throws IOException {
      look(id, BasicType.OBJECT, type, length, in);
    }

    @Override
    public void primitiveArray(long id, int element, int length, HprofInput in) throws IOException {
      look(id, element, 0, length, in);
    }

    @Override
    public void string(long id, int length, HprofInput in) {}

    @Override
    public void loadClass(int serial, long id, long name) {}

    @Override
    public void frame(long id, long method, long descriptor, long source, int type, int line) {}

    @Override
    public void trace(int serial, int count, HprofInput in) {}

    @Override
    public void threadRoot(long object, int serial, int trace) {}

    @Override
    public void frameRoot(long object, int threadSerial, int depth) {}

    @Override
    public void classDump(ClassDump dump) {}

    @Override
    public void peeps(HprofInput in) {}

    @Override
    public void corrupt(long offset, long lost, String problem) {}

    @Override
    public void unknownRecord(int tag) {}
  }
}
