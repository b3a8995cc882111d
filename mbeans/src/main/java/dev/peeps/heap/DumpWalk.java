package dev.peeps.heap;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

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
  // Requests: what an edge asks of an object whose class may not be known yet. The low bits are
  // modes.
  private static final int MODES = 0xff;
  private static final int ELEMENT = 1 << 8;
  private static final int MEET = 1 << 9;
  private static final int LOOK = 1 << 10;
  private static final int LOOK_APP = 1 << 11;
  private static final int LOOK_DEEP = 1 << 12;
  private static final int ROOT = 1 << 13;
  private static final int LOCAL = 1 << 14;
  private static final int LOCAL_WANTED = 1 << 15;
  private static final int TEXT = 1 << 16;
  private static final int TEXT_LATIN = 1 << 17;

  static final int APP_DEPTH = 3;
  static final int APP_ARRAY = 1_000;
  private static final int APP_OBJECTS = 200_000;
  private static final int DEEP_OBJECTS = 100_000;
  private static final int LONGEST_ARRAY = 1 << 17;
  private static final int ELEMENTS = 50_000;
  static final int TEXT_CHARS = 256;

  private final DumpTypes types;
  private final DumpObjects objects;
  private final int idSize;
  private IntList work = new IntList();
  private IntList sought = new IntList();
  private final LongIndex wantedLocals = new LongIndex();

  /** Arrays of which not all elements are recorded, and how many are. */
  private final Map<Integer, Integer> keptElements = new HashMap<>();

  private int appObjects;
  private int deepObjects;
  private int elements;
  private boolean byClass;

  long appDropped;
  long deepDropped;
  long roomDropped;
  long memoryDropped;
  long textsCut;

  DumpWalk(DumpTypes types, DumpObjects objects, int idSize) {
    this.types = types;
    this.objects = objects;
    this.idSize = idSize;
  }

  /** From now on, what is met is met only by way of objects that were found by their class. */
  void byClassAlone() {
    byClass = true;
  }

  /** A root of the walk: looked into when its class is planned. */
  void root(long id) {
    request(id, ROOT, 0);
  }

  /** What a static field of a planned class refers to. */
  void staticField(long id, int modes) {
    request(id, MEET | modes, 0);
  }

  /** A thread that has a stack; a virtual one is looked into like the others. */
  void thread(long id) {
    int number = id == 0 ? -1 : objects.add(id);
    if (number >= 0) {
      objects.set(number, DumpObjects.CHOSEN);
      request(id, MEET, 0);
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
    request(id, wanted ? LOCAL_WANTED | LOCAL : LOCAL, 0);
  }

  /** An object that was found by its class. */
  void wide(int number) {
    apply(number, ROOT, 0);
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

  private void request(long id, int request, int depth) {
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
    if ((request & LOOK_APP) != 0) {
      boolean array = type != null && type.is(DumpType.ARRAY);
      if (app || (array && objects.length(number) <= APP_ARRAY)) {
        ask(number, type, Plan.TASK, depth);
      } else if (planned) {
        ask(number, type, 0, depth);
      }
    }
    if ((request & (LOOK | ROOT)) != 0 && planned) {
      ask(number, type, 0, depth);
    }
    if ((request & LOOK_DEEP) != 0) {
      ask(number, type, Plan.DEEP, depth);
    }
    if ((request & LOCAL) != 0) {
      int modes = app ? Plan.TASK : 0;
      if (planned || modes != 0 || (request & LOCAL_WANTED) != 0) {
        ask(number, type, modes, 0);
      }
    }
    if ((request & TEXT) != 0) {
      met(number);
      want(number, DumpObjects.NAME | ((request & TEXT_LATIN) != 0 ? DumpObjects.LATIN : 0));
    }
    if ((request & MEET) != 0) {
      int modes = request & (MODES | ELEMENT);
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
    if (type == null) {
      boolean text = (modes & Plan.NAME) != 0 && objects.kind(number) == BasicType.CHAR;
      want(number, text ? DumpObjects.NAME : 0);
      return;
    }
    if (type.is(DumpType.VIRTUAL)) {
      want(number, objects.is(number, DumpObjects.CHOSEN) ? DumpObjects.ENTER : 0);
      return;
    }
    if (type.is(DumpType.STRING)) {
      want(number, (modes & Plan.NAME) != 0 ? DumpObjects.NAME : 0);
      return;
    }
    if (type.is(DumpType.PRIMITIVES) || !mayEnter(number, type, modes)) {
      return;
    }
    boolean array = type.is(DumpType.ARRAY);
    if (array && objects.length(number) > LONGEST_ARRAY) {
      if (!objects.is(number, DumpObjects.CUT)) {
        roomDropped += objects.length(number);
        objects.set(number, DumpObjects.CUT);
      }
      return;
    }
    int wants = type.is(DumpType.PLANNED) ? DumpObjects.ENTER : 0;
    if ((modes & (Plan.FOLLOW | Plan.ELEMENTS)) != 0) {
      boolean follow = (modes & Plan.FOLLOW) != 0;
      wants |= array ? DumpObjects.ELEMENTS : follow ? DumpObjects.FOLLOW : 0;
    }
    if ((modes & Plan.ELEMENTS_TASK) != 0) {
      wants |= DumpObjects.ELEMENTS_TASK;
    }
    want(number, wants | lookedThrough(number, type, modes, depth));
  }

  /** A by-field class is entered only where the plan leads to it, and only so many of it. */
  private boolean mayEnter(int number, DumpType type, int modes) {
    if (!type.is(DumpType.BY_FIELD) || objects.is(number, DumpObjects.ENTER)) {
      return true;
    }
    if ((modes & (Plan.FOLLOW | Plan.ELEMENTS | Plan.DEEP | ELEMENT)) == 0) {
      return false;
    }
    if (type.room == 0) {
      roomDropped++;
      return false;
    }
    type.room -= type.room > 0 ? 1 : 0;
    return true;
  }

  private int lookedThrough(int number, DumpType type, int modes, int depth) {
    boolean deep = (modes & Plan.DEEP) != 0;
    boolean app = (modes & Plan.TASK) != 0 || (deep && type.is(DumpType.APP));
    if (app) {
      if (type.is(DumpType.PLANNED) || depth >= APP_DEPTH) {
        return 0;
      }
      if (objects.is(number, DumpObjects.APP)) {
        if (depth + 1 < objects.depth(number)) {
          objects.depth(number, depth + 1);
          again(number);
        }
        return 0;
      }
      if (appObjects == APP_OBJECTS) {
        appDropped++;
        return 0;
      }
      appObjects++;
      objects.depth(number, depth + 1);
      return DumpObjects.APP;
    }
    if (!deep || objects.is(number, DumpObjects.DEEP) || isThread(type)) {
      return 0;
    }
    if (deepObjects == DEEP_OBJECTS) {
      deepDropped++;
      return 0;
    }
    deepObjects++;
    return DumpObjects.DEEP | (type.is(DumpType.ARRAY) ? DumpObjects.ELEMENTS : 0);
  }

  private static boolean isThread(DumpType type) {
    return type.name.equals("java.lang.Thread");
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
      work = new IntList();
      for (int i = 0; i < now.size(); i++) {
        int number = now.get(i);
        if (objects.is(number, DumpObjects.VISITED)) {
          continue;
        }
        if (objects.hasBody(number)) {
          objects.set(number, DumpObjects.VISITED);
          visit(number);
        } else {
          seek(number);
        }
      }
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

  private void visit(int number) {
    DumpType type = typeOf(number);
    if (type == null) {
      return;
    }
    if (type.is(DumpType.STRING)) {
      int slot = types.slot(type, "value");
      int offset = slot >> 4;
      if (slot >= 0 && offset + idSize <= objects.bodyLength(number)) {
        request(id(number, offset), coder(number, type) == 0 ? TEXT | TEXT_LATIN : TEXT, 0);
      }
    } else if (objects.kind(number) == BasicType.OBJECT) {
      elements(number);
    } else {
      fields(number, types.laid(type));
    }
  }

  /**
   * 0 when each byte of the text is a character; 1 when two are, or on JDK 8 the text is a char
   * array.
   */
  private int coder(int number, DumpType type) {
    int slot = types.slot(type, "coder");
    int offset = slot >> 4;
    return slot < 0 || offset >= objects.bodyLength(number)
        ? 1
        : objects.bytes(number)[objects.offset(number) + offset];
  }

  private long id(int number, int offset) {
    return Bytes.id(objects.bytes(number), objects.offset(number) + offset, idSize);
  }

  private void fields(int number, DumpType type) {
    int length = objects.bodyLength(number);
    int depth = objects.is(number, DumpObjects.APP) ? objects.depth(number) : 0;
    for (int i = 0; i < type.referenceOffsets.length; i++) {
      int offset = type.referenceOffsets[i];
      if (offset + idSize > length) {
        return;
      }
      int modes = type.referenceModes[i];
      if (modes != 0) {
        request(id(number, offset), MEET | modes, depth);
      } else {
        lookThrough(number, id(number, offset));
      }
    }
  }

  /** An edge that the plan does not name, out of an object that is only looked through. */
  private void lookThrough(int from, long to) {
    int flags = objects.flags(from);
    if ((flags & DumpObjects.DEEP) != 0) {
      request(to, LOOK_DEEP, 0);
    } else if ((flags & DumpObjects.APP) != 0 && objects.depth(from) < APP_DEPTH) {
      request(to, LOOK_APP, objects.depth(from));
    } else if ((flags & (DumpObjects.APP | DumpObjects.FOLLOW)) != 0) {
      request(to, LOOK, objects.depth(from));
    }
  }

  private void elements(int number) {
    int flags = objects.flags(number);
    int count = objects.bodyLength(number) / idSize;
    if ((flags & DumpObjects.ELEMENTS) == 0) {
      for (int i = 0; i < count; i++) {
        lookThrough(number, id(number, i * idSize));
      }
      return;
    }
    int request = MEET | ELEMENT;
    request |= (flags & DumpObjects.DEEP) != 0 ? Plan.DEEP : 0;
    request |= (flags & DumpObjects.ELEMENTS_TASK) != 0 ? Plan.TASK : 0;
    boolean counted = (flags & DumpObjects.COUNTED) != 0;
    objects.set(number, DumpObjects.COUNTED);
    int last = counted ? elementsKept(number) : count;
    for (int i = 0; i < last; i++) {
      long element = id(number, i * idSize);
      if (element == 0) {
        continue;
      }
      if (!counted && elements == ELEMENTS) {
        // What follows is not recorded: an array of which a part is known ends there.
        objects.set(number, DumpObjects.CUT);
        roomDropped++;
        keptElements.put(number, i);
        return;
      }
      elements += counted ? 0 : 1;
      request(element, request, 0);
    }
  }

  /** How many elements of this array are recorded. */
  int elementsKept(int number) {
    Integer kept = keptElements.get(number);
    return kept == null ? objects.bodyLength(number) / idSize : kept;
  }
}
