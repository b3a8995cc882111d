package dev.peeps.heap;

import java.io.IOException;

/**
 * The narrow walk of libpeeps (native-launcher/src/walk.c) over a file: from threads and frames,
 * descending by class, with the same modes and bounds. What it meets and has no record of yet is
 * {@linkplain #sought() sought} in the file; its record is {@linkplain #found handed in} and the
 * walk goes on.
 *
 * <p>Wants only grow and depths only shrink, so that the order in which records come does not
 * matter but for the bounds.
 */
final class DumpWalk {
  static final int TEXT_CHARS = 256;

  private final DumpTypes types;
  private final DumpObjects objects;
  private final int idSize;
  private IntList work = new IntList();

  /** Empty while no work is under way: a list for each record that is found would be garbage. */
  private IntList spare = new IntList();

  private IntList sought = new IntList();
  private final LongIndex wantedLocals = new LongIndex();

  private final DumpEntry entry;
  private final DumpEdges edges;
  private boolean byClass;

  long memoryDropped;
  long textsCut;

  DumpWalk(DumpTypes types, DumpObjects objects, int idSize) {
    this.types = types;
    this.objects = objects;
    this.idSize = idSize;
    this.entry = new DumpEntry(objects);
    this.edges = new DumpEdges(this, types, objects, idSize);
  }

  /** From now on, what is met is met only by way of objects that were found by their class. */
  void byClassAlone() {
    byClass = true;
  }

  /** A root of the walk: looked into when its class is planned. */
  void root(long id) {
    request(id, DumpRequest.ROOT, 0);
  }

  /** What a static field of a planned class refers to. */
  void staticField(long id, int modes) {
    request(id, DumpRequest.MEET | modes, 0);
  }

  /** A thread that has a stack. */
  void thread(long id) {
    if (id != 0 && objects.add(id) >= 0) {
      request(id, DumpRequest.MEET, 0);
    }
  }

  /**
   * A local of a frame.
   *
   * @param wanted whatever its class
   */
  void local(long id, boolean wanted) {
    if (wanted && id != 0) {
      wantedLocals.add(id);
    }
    request(id, wanted ? DumpRequest.LOCAL_WANTED | DumpRequest.LOCAL : DumpRequest.LOCAL, 0);
  }

  /** An object that was found by its class. */
  void wide(int number) {
    apply(number, DumpRequest.ROOT, 0);
  }

  /**
   * True when a local of this object is recorded with its frame: what a layout names, and objects
   * of the application, which may know what others wait for. What one thread is blocked at is of
   * interest in the frames of all: one of them has entered its monitor.
   */
  boolean isRecorded(long id) {
    if (wantedLocals.find(id) >= 0) {
      return true;
    }
    int number = objects.find(id);
    DumpType type = number < 0 ? null : typeOf(number);
    return type != null
        && (type.is(DumpType.PLANNED) || (type.is(DumpType.APP) && !type.is(DumpType.ARRAY)));
  }

  /** Objects whose records are needed; each is listed once. Taken out by this call. */
  IntList sought() {
    IntList result = sought;
    sought = new IntList();
    return result;
  }

  private DumpType typeOf(int number) {
    int type = objects.type(number);
    return type < 0 ? null : types.get(type);
  }

  /**
   * An edge to an object.
   *
   * @param request bits of {@link DumpRequest} and modes of the plan
   * @param depth how many unplanned objects of the application lie between it and a planned one
   */
  void request(long id, int request, int depth) {
    if (id == 0) {
      return;
    }
    int type = types.find(id);
    if (type >= 0) {
      types.get(type).flags |= DumpType.WRITTEN;
      return;
    }
    int number = objects.add(id);
    if (number < 0) {
      memoryDropped++;
    } else if (objects.kind(number) == DumpObjects.UNSEEN) {
      int before = objects.requests(number);
      objects.depth(number, before == 0 ? depth : Math.min(depth, objects.depth(number)));
      objects.requests(number, before | request);
      seek(number);
    } else {
      apply(number, request, depth);
    }
  }

  private void seek(int number) {
    if (!objects.is(number, DumpObjects.SOUGHT)) {
      objects.set(number, DumpObjects.SOUGHT);
      sought.add(number);
    }
  }

  /** Does what an edge asks, now that the class is known. */
  private void apply(int number, int request, int depth) {
    if (objects.kind(number) == DumpObjects.MISSING) {
      return;
    }
    DumpType type = typeOf(number);
    boolean planned = type != null && type.is(DumpType.PLANNED);
    boolean app = type != null && type.is(DumpType.APP);
    if ((request & DumpRequest.LOOK_APP) != 0) {
      boolean array = type != null && type.is(DumpType.ARRAY);
      if (app || (array && objects.length(number) <= DumpEntry.APP_ARRAY)) {
        ask(number, type, Plan.TASK, depth);
      } else if (planned) {
        ask(number, type, 0, depth);
      }
    }
    if ((request & (DumpRequest.LOOK | DumpRequest.ROOT)) != 0 && planned) {
      ask(number, type, 0, depth);
    }
    if ((request & DumpRequest.LOOK_DEEP) != 0) {
      ask(number, type, Plan.DEEP, depth);
    }
    if ((request & DumpRequest.LOCAL) != 0) {
      int modes = app ? Plan.TASK : 0;
      if (planned || modes != 0 || (request & DumpRequest.LOCAL_WANTED) != 0) {
        ask(number, type, modes, 0);
      }
    }
    if ((request & DumpRequest.TEXT) != 0) {
      met(number);
      want(
          number,
          DumpObjects.NAME | ((request & DumpRequest.TEXT_LATIN) != 0 ? DumpObjects.LATIN : 0));
    }
    if ((request & DumpRequest.MEET) != 0) {
      int modes = request & (DumpRequest.MODES | DumpRequest.ELEMENT);
      if ((modes & Plan.TASK) != 0 && (modes & Plan.DEEP) != 0) {
        ask(number, type, modes & ~Plan.DEEP, depth);
        modes &= ~(Plan.TASK | Plan.ELEMENTS_TASK);
      }
      ask(number, type, modes, depth);
    }
  }

  private void met(int number) {
    if (!objects.is(number, DumpObjects.MET)) {
      objects.set(number, DumpObjects.MET | (byClass ? DumpObjects.BY_CLASS : 0));
    }
  }

  /** What an edge with these modes asks of its referee. */
  private void ask(int number, DumpType type, int modes, int depth) {
    met(number);
    int wants = entry.wants(number, type, modes, depth);
    want(number, wants & ~DumpEntry.AGAIN);
    if ((wants & DumpEntry.AGAIN) != 0) {
      again(number);
    }
  }

  private void want(int number, int wants) {
    int flags = objects.flags(number);
    if ((wants & ~flags) != 0) {
      objects.set(number, wants);
      again(number);
    }
  }

  /** Its edges are to be followed, once more or for the first time. */
  private void again(int number) {
    objects.clear(number, DumpObjects.VISITED);
    work.add(number);
  }

  /** Follows the edges of all objects at hand. */
  void run() {
    while (work.size() > 0) {
      IntList now = work;
      work = spare;
      for (int i = 0; i < now.size(); i++) {
        int number = now.get(i);
        if (objects.is(number, DumpObjects.VISITED)) {
          continue;
        }
        if (objects.hasBody(number)) {
          objects.set(number, DumpObjects.VISITED);
          edges.follow(number, typeOf(number));
        } else {
          seek(number);
        }
      }
      now.clear();
      spare = now;
    }
  }

  /**
   * A record that is sought: keeps of it what is wanted.
   *
   * @param length of an array in elements, of an instance in bytes
   * @param in at its body
   */
  void found(int number, int kind, int type, int length, HprofInput in) throws IOException {
    objects.clear(number, DumpObjects.SOUGHT);
    if (objects.kind(number) == DumpObjects.UNSEEN) {
      objects.seen(number, kind, type, kind == ObjectTable.INSTANCE ? -1 : length);
      apply(number, objects.requests(number), objects.depth(number));
    }
    if (objects.hasBody(number) || !objects.is(number, DumpObjects.WANTS)) {
      return;
    }
    long bytes = length;
    if (kind == BasicType.OBJECT) {
      bytes = (long) length * idSize;
    } else if (kind > BasicType.OBJECT) {
      bytes = (long) length * BasicType.size(kind, idSize);
      long most = objects.is(number, DumpObjects.LATIN) ? TEXT_CHARS : 2L * TEXT_CHARS;
      textsCut += bytes > most ? 1 : 0;
      bytes = Math.min(bytes, most);
    }
    if (!objects.body(number, (int) bytes, in)) {
      memoryDropped++;
    } else if (!objects.is(number, DumpObjects.VISITED)) {
      work.add(number);
    }
  }

  /** The file was searched: when there was no record of it until now, there is none. */
  void missing(int number) {
    if (objects.kind(number) == DumpObjects.UNSEEN) {
      objects.clear(number, DumpObjects.SOUGHT);
      objects.missing(number);
    }
  }

  /** Objects of the application that were not looked through, beyond the bound. */
  long appDropped() {
    return entry.appDropped;
  }

  /** Objects behind {@code deep} fields that were not entered, beyond the bound. */
  long deepDropped() {
    return entry.deepDropped;
  }

  /** Entries of collections that were not looked at, beyond the bounds. */
  long roomDropped() {
    return entry.roomDropped + edges.roomDropped;
  }

  /** How many elements of this array are recorded. */
  int elementsKept(int number) {
    return edges.elementsKept(number);
  }
}
