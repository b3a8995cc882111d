package dev.peeps.heap;

import java.io.IOException;
import java.util.Arrays;

/**
 * The pass that reads the whole file: names, classes, stacks, roots, where objects are, and the
 * instances of classes that the plan wants wherever they are. Instances that only threads lead to
 * are kept as well while they are few: that spares looking for them later.
 */
final class FirstPass implements HprofVisitor {
  private static final int UNPLANNED = 0;
  private static final int NARROW = 1;
  private static final int WIDE = 2;
  private static final int LARGEST_HEAD = 25;
  private static final int FEW = 200_000;
  private static final int NO_TYPE = -1;
  private static final int NO_ROOM = -1;
  private static final int DUPLICATE = -2;

  final Symbols symbols = new Symbols();
  final ClassNames names = new ClassNames(symbols);
  final Stacks stacks = new Stacks(symbols, names);
  final ThreadRoots threads = new ThreadRoots();
  final CutRecords records = new CutRecords();
  final LongList locals = new LongList();
  final IntList localThreads = new IntList();
  final IntList localDepths = new IntList();
  final LongList nativeLocals = new LongList();
  final DumpBlocks blocks = new DumpBlocks();
  IntList wide = new IntList();
  final DumpTypes types;
  final DumpObjects objects;
  final Damage damage;

  private final Memory memory;
  private final Tick tick;
  private byte[] kinds = {};
  private SettledRule[] rules = {};
  private long lastType;
  private int lastNumber = NO_TYPE;
  private int lastKind;
  private int narrow;

  /** Classes that are known to be of no interest, each at the place that its id gives. */
  private final long[] unplanned = new long[1 << 10];

  private boolean again;
  private long instancesBeforeClass;
  long beyondMemory;
  long localsBeyondMemory;

  private long blockStart = -1;
  private long blockEnd;
  private long low;
  private long high;

  /** Is told that reading has come to an offset. */
  interface Tick {
    void at(long offset);
  }

  FirstPass(Plan plan, Memory memory, Damage damage, Tick tick) {
    this.memory = memory;
    this.damage = damage;
    this.tick = tick;
    this.types = new DumpTypes(plan, names, symbols, memory);
    this.objects = new DumpObjects(memory);
  }

  /** Instances came before their classes: they must be read once more. */
  boolean incomplete() {
    return instancesBeforeClass > 0;
  }

  /** All names and classes are known now; only instances count in the next pass. */
  void again(int idSize) {
    again = true;
    Arrays.fill(unplanned, 0);
    wide = new IntList();
    instancesBeforeClass = 0;
    types.resolve(idSize);
    kinds = new byte[0];
    lastNumber = NO_TYPE;
  }

  /** The last block ends. */
  void close(int idSize) {
    flush();
    if (!again) {
      blocks.close();
      stacks.close();
    }
    if (types.stale()) {
      types.resolve(idSize);
    }
  }

  @Override
  public void string(long id, int length, HprofInput in) throws IOException {
    if (!again) {
      in.require(length);
      memory.need(60L + length, "the names");
      symbols.add(id, length, in);
    }
  }

  @Override
  public void loadClass(int serial, long id, long name) {
    if (!again) {
      memory.need(100, "the classes");
      names.add(serial, id, name);
    }
  }

  @Override
  public void frame(long id, long method, long descriptor, long source, int type, int line) {
    if (!again) {
      memory.need(80, "the frames");
      stacks.frame(id, method, descriptor, source, type, line);
    }
  }

  @Override
  public void trace(int serial, int count, HprofInput in) throws IOException {
    if (!again) {
      memory.need(40 + 16L * count, "the stacks");
      stacks.trace(serial, count, in);
    }
  }

  @Override
  public void threadRoot(long object, int serial, int trace) {
    if (!again) {
      memory.need(300, "the threads");
      threads.add(object, serial, trace);
    }
  }

  @Override
  public void frameRoot(long object, int threadSerial, int depth) {
    if (again || object == 0 || depth < 0) {
      return;
    }
    if (!memory.take(48)) {
      localsBeyondMemory++;
      return;
    }
    locals.add(object);
    localThreads.add(threadSerial);
    localDepths.add(depth);
  }

  @Override
  public void jniLocal(long object, int threadSerial, int depth) {
    if (again || object == 0) {
      return;
    }
    if (memory.take(16)) {
      nativeLocals.add(object);
    } else {
      localsBeyondMemory++;
    }
  }

  @Override
  public void classDump(ClassDump dump) {
    if (!again) {
      types.add(dump);
    }
  }

  /**
   * Nine of ten objects are of no interest: all that is noted of them is the range of their ids.
   * This loop is what reading a large file costs.
   */
  @Override
  public void skim(HprofInput in) {
    if (in.idSize() != 8 || in.offset() != blockEnd || lastNumber == NO_TYPE) {
      return;
    }
    byte[] b = in.buffer();
    int from = in.at();
    int stop = in.stop();
    int until =
        (int) Math.min(stop - LARGEST_HEAD, blockStart + DumpBlocks.BYTES - in.offset() + from);
    long smallest = low + Long.MIN_VALUE;
    long largest = high + Long.MIN_VALUE;
    int at = from;
    while (at < until) {
      int tag = b[at];
      long next;
      if (tag == HeapRecords.INSTANCE_DUMP) {
        long type = Bytes.long8(b, at + 13);
        int place = (int) (type >>> 3) & (unplanned.length - 1);
        if (type != lastType && type != unplanned[place]) {
          lastType = type;
          lastNumber = types.find(type);
          lastKind = kindOf(lastNumber, in);
          if (lastKind == UNPLANNED && lastNumber != NO_TYPE) {
            unplanned[place] = type;
          }
        }
        if (type == lastType && lastKind != UNPLANNED) {
          break;
        }
        next = at + 25 + (Bytes.int4(b, at + 21) & 0xffff_ffffL);
      } else if (tag == HeapRecords.PRIMITIVE_ARRAY_DUMP) {
        int size = BasicType.size(b[at + 17], 0);
        if (size == 0) {
          break;
        }
        next = at + 18 + (Bytes.int4(b, at + 13) & 0xffff_ffffL) * size;
      } else if (tag == HeapRecords.OBJECT_ARRAY_DUMP) {
        next = at + 25 + (Bytes.int4(b, at + 13) & 0xffff_ffffL) * 8;
      } else {
        break;
      }
      if (next > stop) {
        break;
      }
      long id = Bytes.long8(b, at + 1) + Long.MIN_VALUE;
      smallest = Math.min(smallest, id);
      largest = Math.max(largest, id);
      at = (int) next;
    }
    low = smallest - Long.MIN_VALUE;
    high = largest - Long.MIN_VALUE;
    blockEnd += at - from;
    in.advance(at - from);
  }

  @Override
  public void instance(long id, long type, int length, HprofInput in) throws IOException {
    record(id, in, length);
    if (type != lastType || lastNumber == NO_TYPE) {
      lastType = type;
      lastNumber = types.find(type);
      lastKind = kindOf(lastNumber, in);
    }
    if (lastKind != UNPLANNED) {
      planned(id, length, in);
    }
  }

  private int kindOf(int number, HprofInput in) {
    if (number < 0) {
      instancesBeforeClass++;
      lastNumber = NO_TYPE;
      return UNPLANNED;
    }
    if (number >= kinds.length) {
      if (types.stale()) {
        types.resolve(in.idSize());
      }
      int before = kinds.length;
      kinds = Arrays.copyOf(kinds, types.size());
      rules = Arrays.copyOf(rules, types.size());
      for (int i = before; i < kinds.length; i++) {
        DumpType type = types.get(i);
        boolean planned = type.is(DumpType.PLANNED) && !type.is(DumpType.STRING);
        if (planned && type.is(DumpType.WIDE)) {
          kinds[i] = WIDE;
          rules[i] = new SettledRule(type, types, in.idSize());
        } else if (planned && !type.is(DumpType.BY_FIELD)) {
          kinds[i] = NARROW;
        }
      }
    }
    return kinds[number];
  }

  private void planned(long id, int length, HprofInput in) throws IOException {
    if (lastKind == NARROW) {
      if (narrow < FEW && memory.free(2)) {
        narrow++;
        keep(id, length, in);
      }
    } else if (rules[lastNumber].unsettled(length, in)) {
      int number = keep(id, length, in);
      if (number >= 0) {
        wide.add(number);
      } else if (number == NO_ROOM) {
        beyondMemory++;
      }
    }
  }

  private int keep(long id, int length, HprofInput in) throws IOException {
    int number = objects.find(id);
    if (number >= 0) {
      if (!again) {
        damage.duplicates++;
      }
      return again ? number : DUPLICATE;
    }
    number = objects.add(id);
    if (number < 0) {
      return NO_ROOM;
    }
    objects.seen(number, ObjectTable.INSTANCE, lastNumber, -1);
    return objects.body(number, length, in) ? number : NO_ROOM;
  }

  @Override
  public void objectArray(long id, long type, int length, HprofInput in) {
    record(id, in, (long) length * in.idSize());
  }

  @Override
  public void primitiveArray(long id, int element, int length, HprofInput in) {
    record(id, in, (long) length * BasicType.size(element, in.idSize()));
  }

  /** Widens the block in hand, or begins one. */
  private void record(long id, HprofInput in, long bodyBytes) {
    long start = in.marked();
    if (start - blockStart >= DumpBlocks.BYTES || start != blockEnd || blockStart < 0) {
      flush();
      blockStart = start;
      low = id;
      high = id;
    } else if (id + Long.MIN_VALUE < low + Long.MIN_VALUE) {
      low = id;
    } else if (id + Long.MIN_VALUE > high + Long.MIN_VALUE) {
      high = id;
    }
    blockEnd = in.offset() + bodyBytes;
  }

  private void flush() {
    if (blockStart >= 0 && !again) {
      memory.need(64, "the places of the objects");
      blocks.add(blockStart, blockEnd, low, high);
    }
    if (blockStart >= 0) {
      tick.at(blockEnd);
    }
    blockStart = -1;
  }

  @Override
  public void peeps(HprofInput in) {
    // Only a cut has them, and it begins with them.
    damage.unknown += again ? 0 : 1;
  }

  @Override
  public void corrupt(long offset, long lost, String problem) {
    if (!again) {
      damage.corrupt(offset, lost, problem);
    }
  }

  @Override
  public void unknownRecord(int tag) {
    damage.unknown += again ? 0 : 1;
  }
}
