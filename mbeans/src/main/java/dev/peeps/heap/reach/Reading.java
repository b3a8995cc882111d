package dev.peeps.heap.reach;

import dev.peeps.heap.HeapScan;
import dev.peeps.heap.HprofException;
import dev.peeps.heap.ScanVisitor;
import dev.peeps.heap.ScannedClass;
import dev.peeps.heap.Value;

/** The two passes: which objects there are, then who refers to whom. */
final class Reading {
  private static final int ENDED = 99; // VirtualThread.TERMINATED; NEW is 0

  /** The bit of a thread that has ended, as JVMTI has it. */
  private static final int TERMINATED = 2;

  /** The JDK's class whose static field lists what runs only when the JVM ends. */
  private static final String SHUTDOWN = "java.lang.ApplicationShutdownHooks";

  private static final int STATE_BYTES = 4;

  final Stacks stacks = new Stacks();
  final Ints roots = new Ints();
  final Ints applications = new Ints();
  final Ints weak = new Ints();
  final Ints registered = new Ints();
  final Ints cleanups = new Ints();
  final Ints finalizers = new Ints();
  final Ints systemGroups = new Ints();
  long leftOut;

  /** Number of the class that lists the shutdown hooks; -1 when the dump does not have it. */
  int shutdown = -1;

  /** Virtual threads that have begun and not ended, and of which no stack was seen. */
  long unseenVirtual;

  private Reading() {}

  static WholeHeap read(HeapScan scan, Budget budget) throws HprofException {
    long before = budget.taken();
    Reading reading = new Reading();
    Classes classes = new Classes(scan);
    IdRanks ranks = new IdRanks(3, budget);
    Objects objects = reading.new Objects(classes, ranks);
    scan.run(objects);
    if (objects.misfit) {
      budget.giveBack(budget.taken() - before);
      reading = new Reading();
      classes = new Classes(scan);
      ranks = new IdRanks(0, budget);
      scan.run(reading.new Objects(classes, ranks));
    }
    ranks.freeze();
    References references = new References(ranks.size(), budget);
    Links links = reading.new Links(scan, classes, ranks, references);
    scan.run(links);
    references.close();
    reading.stacks.close();
    budget.take(reading.stacks.memory() + classes.memory());
    return new WholeHeap(scan, classes, ranks, references, reading, budget);
  }

  /** First pass. */
  private final class Objects implements ScanVisitor {
    private final Classes classes;
    private final IdRanks ranks;
    boolean misfit;

    Objects(Classes classes, IdRanks ranks) {
      this.classes = classes;
      this.ranks = ranks;
    }

    private void add(long id) {
      if (ranks.fits(id)) {
        ranks.add(id);
      } else {
        misfit = true;
      }
    }

    @Override
    public void type(ScannedClass type) {
      classes.add(type);
      add(type.id());
    }

    @Override
    public boolean instance(long id, long type, int length) {
      int number = classes.number(type);
      classes.seen(id, number);
      if (classes.isPassedOver(number)) {
        leftOut++;
      } else {
        add(id);
      }
      return false;
    }

    @Override
    public void fields(byte[] body, int length) {}

    @Override
    public boolean array(long id, long type, int length) {
      add(id);
      return false;
    }

    @Override
    public void elements(int first, long[] ids, int count) {}

    @Override
    public void primitives(long id) {
      leftOut++;
    }

    @Override
    public void thread(long object, int serial) {
      stacks.thread(object, serial);
    }
  }

  /** Second pass. */
  private final class Links implements ScanVisitor {
    private final HeapScan scan;
    private final Classes classes;
    private final IdRanks ranks;
    private final References references;
    private Shape shape;
    private int owner;
    private int thread;

    /** Where the parent of a ThreadGroup stands; -1 when the object is none. */
    private int parent;

    /** Where the status of a thread stands; -1 when the object is none that has it. */
    private int status;

    /** Where the state of a virtual thread without a stack stands; -1 when the object is none. */
    private int virtualState;

    Links(HeapScan scan, Classes classes, IdRanks ranks, References references) {
      this.scan = scan;
      this.classes = classes;
      this.ranks = ranks;
      this.references = references;
    }

    @Override
    public void type(ScannedClass type) {
      owner = ranks.rank(type.id());
      if (owner < 0) {
        return;
      }
      references.begin(owner);
      link(type.loader(), false);
      // Whose a class is can be told once all objects, the loaders among them, were seen: later.
      boolean hooks = type.loader() == 0 && SHUTDOWN.equals(type.name());
      shutdown = hooks ? owner : shutdown;
      if (classes.isRegistrys(type)) {
        return;
      }
      for (int field = 0; field < type.statics(); field++) {
        Value value = type.staticValue(field);
        if (value.isReference()) {
          link(value.id(), true);
        }
      }
      if (type.loader() != 0) {
        applications.add(owner);
      }
    }

    @Override
    public boolean instance(long id, long type, int length) {
      int number = classes.number(type);
      classes.object(id, type);
      if (classes.isRegistrys(classes.record(number))) {
        stacks.registrys(id);
        return false;
      }
      shape = classes.shape(number);
      if (shape.offsets.length == 0 || classes.isPassedOver(number) || length < shape.size) {
        return false;
      }
      owner = ranks.rank(id);
      thread = stacks.find(id);
      if (thread >= 0) {
        stacks.innocuous(thread, "jdk.internal.misc.InnocuousThread".equals(scan.className(type)));
      }
      if (thread < 0 && classes.isVirtualThread(number)) {
        virtualState = classes.offset(number, "state", STATE_BYTES);
      } else {
        virtualState = -1;
      }
      status =
          classes.isThreadHolder(number) ? classes.offset(number, "threadStatus", STATE_BYTES) : -1;
      parent = classes.isGroup(number) ? classes.offset(number, "parent", scan.idSize()) : -1;
      return owner >= 0;
    }

    @Override
    public void fields(byte[] body, int length) {
      if (parent >= 0 && scan.id(body, parent) == 0) {
        systemGroups.add(owner);
      }
      if (virtualState >= 0 && body[virtualState + 3] != 0 && body[virtualState + 3] != ENDED) {
        unseenVirtual++;
      }
      // A thread that has ended still refers to its task, which will never run again.
      boolean over =
          (virtualState >= 0 && body[virtualState + 3] == ENDED)
              || (status >= 0 && (body[status + 3] & TERMINATED) != 0);
      if (shape.cleanup) {
        cleanups.add(owner);
      } else if (shape.finalizer) {
        finalizers.add(owner);
      }
      references.begin(owner);
      boolean special = false;
      for (int i = 0; i < shape.offsets.length; i++) {
        int target = target(scan.id(body, shape.offsets[i]));
        if (target < 0 || (shape.kinds[i] == Shape.TASK && over)) {
          continue;
        }
        if (shape.kinds[i] == Shape.OWN && thread >= 0) {
          stacks.own(thread, target);
        } else if (shape.kinds[i] != Shape.OWN || !over) {
          boolean managed = shape.kinds[i] == Shape.REGISTERED;
          if (managed) {
            registered.add(owner);
          }
          special |= shape.kinds[i] == Shape.WEAK;
          references.add(target, managed || shape.kinds[i] == Shape.WEAK);
        }
      }
      if (special) {
        weak.add(owner);
      }
    }

    @Override
    public boolean array(long id, long type, int length) {
      owner = ranks.rank(id);
      if (owner >= 0) {
        references.begin(owner);
      }
      return owner >= 0;
    }

    @Override
    public void elements(int first, long[] ids, int count) {
      for (int i = 0; i < count; i++) {
        link(ids[i], false);
      }
    }

    private int target(long id) {
      return id == 0 ? -1 : ranks.rank(id);
    }

    private void link(long id, boolean special) {
      int target = target(id);
      if (target >= 0) {
        references.add(target, special);
      }
    }

    @Override
    public void local(long object, int serial, int depth) {
      int target = target(object);
      if (target >= 0 && !stacks.local(serial, target, depth)) {
        roots.add(target);
      }
    }

    @Override
    public void root(long object) {
      int target = target(object);
      if (target >= 0) {
        roots.add(target);
      }
    }
  }
}
