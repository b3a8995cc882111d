package dev.peeps.heap;

import java.io.EOFException;
import java.io.IOException;
import java.util.BitSet;

/** Keeps all that one pass over a file finds. */
final class HeapBuilder implements HprofVisitor {
  final Symbols symbols;
  final ClassNames classNames;
  final ClassTable classes;
  final Stacks stacks;
  final ObjectTable objects = new ObjectTable();
  final Locals locals = new Locals();
  final ThreadRoots roots;
  final CutRecords cut;

  /** Objects of one class often stand together. */
  private long lastType;

  private int lastTypeNumber = -1;

  private final Damage damage;
  private BitSet byClass = new BitSet();

  /** For a file that is read in one pass. */
  HeapBuilder() {
    symbols = new Symbols();
    classNames = new ClassNames(symbols);
    stacks = new Stacks(symbols, classNames);
    roots = new ThreadRoots();
    cut = new CutRecords();
    classes = new ClassTable(symbols, classNames);
    damage = new Damage();
  }

  /** For what is chosen from a file whose names, stacks and roots have been read. */
  HeapBuilder(FirstPass first, Damage damage) {
    symbols = first.symbols;
    classNames = first.names;
    stacks = first.stacks;
    roots = first.threads;
    cut = first.records;
    classes = new ClassTable(symbols, classNames);
    this.damage = damage;
  }

  /** Which objects, by number, nothing but their class led to. */
  void reached(BitSet onlyByClass) {
    byClass = onlyByClass;
  }

  @Override
  public void string(long id, int length, HprofInput in) throws IOException {
    symbols.add(id, length, in);
  }

  @Override
  public void loadClass(int serial, long id, long name) {
    classNames.add(serial, id, name);
    classes.number(id);
  }

  @Override
  public void frame(long id, long method, long descriptor, long source, int classSerial, int line) {
    stacks.frame(id, method, descriptor, source, classSerial, line);
  }

  @Override
  public void trace(int serial, int count, HprofInput in) throws IOException {
    stacks.trace(serial, count, in);
  }

  @Override
  public void threadRoot(long object, int serial, int trace) {
    roots.add(object, serial, trace);
  }

  @Override
  public void frameRoot(long object, int threadSerial, int depth) {
    locals.add(object, threadSerial, depth);
  }

  @Override
  public void classDump(ClassDump dump) {
    classes.add(dump);
  }

  @Override
  public void instance(long id, long type, int length, HprofInput in) throws IOException {
    if (type != lastType || lastTypeNumber < 0) {
      lastType = type;
      lastTypeNumber = classes.number(type);
    }
    objects.add(id, lastTypeNumber, ObjectTable.INSTANCE, length, in);
  }

  @Override
  public void objectArray(long id, long type, int length, HprofInput in) throws IOException {
    long bytes = (long) length * in.idSize();
    objects.add(id, classes.number(type), BasicType.OBJECT, bytes, in);
  }

  @Override
  public void primitiveArray(long id, int element, int length, HprofInput in) throws IOException {
    objects.add(id, -1, element, (long) length * BasicType.size(element, in.idSize()), in);
  }

  @Override
  public void peeps(HprofInput in) throws IOException {
    cut.read(in);
  }

  @Override
  public void corrupt(long offset, long lost, String problem) {
    damage.corrupt(offset, lost, problem);
  }

  @Override
  public void unknownRecord(int tag) {
    damage.unknown++;
  }

  /** Reading has come to an end before the file's. */
  void ended(EOFException why) {
    damage.ended(why);
  }

  /** The heap; nothing may be added afterwards. */
  RecordedHeap heap(int idSize, long end, long timestamp, boolean truncated) {
    stacks.close();
    symbols.close();
    classes.close(idSize);
    locals.close();
    for (int i = 0; i < cut.plannedNames.size(); i++) {
      RecordedClass type = classes.byId(cut.plannedClasses.key(i));
      if (type != null) {
        type.planned(cut.plannedNames.get(i));
      }
    }
    for (int i = 0; i < cut.incomplete.size(); i++) {
      objects.incomplete(cut.incomplete.key(i));
    }
    for (int i = 0; i < cut.settled.size(); i++) {
      objects.settled(cut.settled.key(i));
    }
    for (int i = 0; i < cut.longArrays.size(); i++) {
      objects.trueLength(cut.longArrays.get(i), cut.trueLengths.get(i));
    }
    CutInfo info = new CutInfo(cut.info, cut.isCut(), timestamp);
    RecordedHeap heap = new RecordedHeap(info, this, idSize, byClass);
    notices(heap, end, truncated);
    return heap;
  }

  private void notices(RecordedHeap heap, long end, boolean truncated) {
    if (truncated) {
      boolean packed = "true".equals(cut.info.get("compressed"));
      String why =
          damage.end().isEmpty()
              ? "the file ends at byte " + end + (packed ? ", unpacked," : "") + " in the middle"
              : damage.end() + ", byte " + end + " unpacked";
      heap.notice("truncated", end, why + "; what stands before it is used");
    }
    count(heap, "corrupt", damage.records(), damage.text());
    count(heap, "records-unknown", damage.unknown + cut.unknown(), "records of unknown kinds");
    count(
        heap,
        "records-duplicate",
        damage.duplicates + objects.duplicates(),
        "second records of one object");
    count(heap, "classes-missing", classes.missing(), "classes of objects have no record");
    count(heap, "classes-cyclic", classes.cyclic(), "superclasses lead in a circle");
    count(heap, "array-cut", objects.cutArrays(), "long primitive arrays are read in part");
    count(
        heap,
        "locals-unmatched",
        locals.unmatched(roots, stacks),
        "locals belong to no known frame");
  }

  private static void count(RecordedHeap heap, String code, long count, String detail) {
    if (count > 0) {
      heap.notice(code, count, detail);
    }
  }
}
