package dev.peeps.heap;

import java.io.IOException;

/** Keeps all that one pass over a file finds. */
final class HeapBuilder implements HprofVisitor {
  final Symbols symbols = new Symbols();
  final ClassNames classNames = new ClassNames(symbols);
  final ClassTable classes = new ClassTable(symbols, classNames);
  final Stacks stacks = new Stacks(symbols, classNames);
  final ObjectTable objects = new ObjectTable();
  final Locals locals = new Locals();
  final ThreadRoots roots = new ThreadRoots();
  final CutRecords cut = new CutRecords();

  /** Objects of one class often stand together. */
  private long lastType;

  private int lastTypeNumber = -1;

  private long corruptRecords;
  private long corruptBytes;
  private long firstCorrupt;
  private String firstProblem = "";
  private int unknownRecords;

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
    if (corruptRecords++ == 0) {
      firstCorrupt = offset;
      firstProblem = problem;
    }
    corruptBytes += lost;
  }

  @Override
  public void unknownRecord(int tag) {
    unknownRecords++;
  }

  /** The heap; nothing may be added afterwards. */
  RecordedHeap heap(HprofInput in, long timestamp, boolean truncated) {
    stacks.close();
    symbols.close();
    classes.close(in.idSize());
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
    RecordedHeap heap = new RecordedHeap(info, this, in.idSize());
    notices(heap, in, truncated);
    return heap;
  }

  private void notices(RecordedHeap heap, HprofInput in, boolean truncated) {
    if (truncated) {
      heap.notice(
          "truncated",
          in.offset(),
          "the file ends at byte " + in.offset() + " in the middle; what stands before it is used");
    }
    if (corruptRecords > 0) {
      heap.notice(
          "corrupt",
          corruptRecords,
          "records make no sense, the first at byte "
              + firstCorrupt
              + " ("
              + firstProblem
              + "); "
              + corruptBytes
              + " bytes were skipped");
    }
    count(heap, "records-unknown", unknownRecords + cut.unknown(), "records of unknown kinds");
    count(heap, "records-duplicate", objects.duplicates(), "second records of one object");
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
