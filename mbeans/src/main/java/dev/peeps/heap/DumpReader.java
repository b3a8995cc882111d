package dev.peeps.heap;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads heap dumps of any size: one pass over all of it, then the narrow walk of libpeeps over what
 * was kept, which looks up in the file what it meets and does not have.
 */
final class DumpReader {
  private static final int TICK = 1 << 23;

  /** Facts about the process that are in every heap. */
  private static final String FACTS =
      "peeps-plan 1\n"
          + "class java.lang.VersionProps narrow-only\n"
          + "static java_version name\n"
          + "static java_runtime_version name\n"
          + "class sun.misc.Version narrow-only\n"
          + "static java_version name\n"
          + "static java_runtime_version name\n"
          + "class java.lang.ProcessHandleImpl narrow-only\n"
          + "static current point\n"
          + "field pid prim\n"
          + "end\n";

  private final Path path;
  private final DumpFile file;
  private final ReadOptions options;
  private final Plan plan;
  private final Memory memory;
  private final Damage damage = new Damage();
  private int pass = 1;
  private long nextTick = TICK;

  DumpReader(Path path, DumpFile file, String plan, ReadOptions options) {
    this.path = path;
    this.file = file;
    this.options = options;
    this.plan = Plan.parse(plan, DumpThreads.PLAN, FACTS);
    this.memory = new Memory(options.maxMemory());
  }

  /** Reads; the input stands at the beginning of the file. */
  Heap read(HprofInput in) throws HprofException, IOException {
    FirstPass first = new FirstPass(plan, memory, damage, this::tick);
    HprofRecords records = new HprofRecords(in, first);
    records.header();
    long start = in.offset();
    try {
      boolean truncated = pass(records, first, in);
      long end = in.offset();
      if (first.incomplete()) {
        pass++;
        first.again(in.idSize());
        in.seek(start);
        pass(new HprofRecords(in, first), first, in);
      }
      DumpWalk walk = new DumpWalk(first.types, first.objects, in.idSize());
      DumpLookup lookup = new DumpLookup(file, first, walk, start, end, in.idSize(), this::tick);
      for (int i = 1; i < pass; i++) {
        lookup.passed();
      }
      return heap(first, walk, lookup, in, records, new long[] {end, truncated ? 1 : 0});
    } catch (TooLarge e) {
      String advice =
          "; allow more with --max-memory, and give the command a larger heap if need be";
      throw new HprofException(path, in.offset(), e.getMessage() + advice, e);
    }
  }

  /** True when the file ends in the middle. */
  private boolean pass(HprofRecords records, FirstPass first, HprofInput in) throws IOException {
    boolean truncated = false;
    nextTick = TICK;
    try {
      records.records();
    } catch (EOFException e) {
      truncated = true;
      damage.ended(e);
    }
    first.close(in.idSize());
    return truncated || !records.ended(false);
  }

  private Heap heap(
      FirstPass first,
      DumpWalk walk,
      DumpLookup lookup,
      HprofInput in,
      HprofRecords records,
      long[] end)
      throws IOException {
    DumpLoaders loaders = new DumpLoaders(first.types, first.objects);
    lookup.find(loaders.unknown());
    loaders.mark();
    DumpThreads threads = new DumpThreads(plan, first, walk);
    statics(first, walk);
    threads.roots();
    settle(walk, lookup);
    threads.locals(in.idSize());
    for (long id : options.wanted()) {
      walk.local(id, true);
    }
    settle(walk, lookup);
    walk.byClassAlone();
    int byClass = 0;
    for (int i = 0; i < first.wide.size(); i++) {
      byClass += first.objects.is(first.wide.get(i), DumpObjects.MET) ? 0 : 1;
      walk.wide(first.wide.get(i));
    }
    settle(walk, lookup);
    HeapBuilder builder = new HeapBuilder(first, damage);
    DumpAssembly assembly = new DumpAssembly(first, walk, builder, in.idSize());
    assembly.assemble();
    threads.recorded(builder.locals);
    walk.memoryDropped += new DumpReferences(first, memory, in.idSize()).put(builder.cut);
    DumpFacts facts = new DumpFacts(first, file, lookup, in.idSize());
    builder.reached(assembly.byClass());
    facts.put(builder.cut.info);
    facts.notices(builder.cut.notices, walk, byClass);
    return builder.heap(in.idSize(), end[0], records.timestamp(), end[1] != 0);
  }

  private static void statics(FirstPass first, DumpWalk walk) {
    for (int i = 0; i < first.types.size(); i++) {
      DumpType type = first.types.get(i);
      for (int field = 0; field < type.staticModes.length; field++) {
        Value value = type.dump.staticValues[field];
        if (type.staticModes[field] != 0 && value.isReference()) {
          walk.staticField(value.id(), type.staticModes[field]);
        }
      }
    }
  }

  /** Walks on until no wanted object is new. */
  private void settle(DumpWalk walk, DumpLookup lookup) throws IOException {
    walk.run();
    for (IntList sought = walk.sought(); sought.size() > 0; sought = walk.sought()) {
      pass = lookup.passes() + 1;
      nextTick = TICK;
      lookup.find(sought);
      walk.run();
    }
  }

  private void tick(long offset) {
    if (offset >= nextTick) {
      nextTick = offset + TICK;
      options.progress().at(file.fileOffset(offset), file.fileBytes(), pass);
    }
  }
}
