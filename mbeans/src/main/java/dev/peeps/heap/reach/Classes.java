package dev.peeps.heap.reach;

import dev.peeps.heap.HeapScan;
import dev.peeps.heap.LongIndex;
import dev.peeps.heap.ScannedClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The classes of a dump and what is to be known of each: its shape, and whose it is. */
final class Classes {
  private static final int DEEPEST = 1000;
  private static final String REFERENCE = "java.lang.ref.Reference";

  private final HeapScan scan;
  private final LongIndex ids = new LongIndex();
  private final List<ScannedClass> records = new ArrayList<>();
  private final List<Shape> shapes = new ArrayList<>();
  private final List<Boolean> passedOver = new ArrayList<>();
  private final Registrys registrys = new Registrys();

  /** Class loader's object → its class, for the two or three dozen loaders there are. */
  private final LongIndex loaders = new LongIndex();

  private long[] loaderTypes = new long[16];
  private long lastId;
  private int lastNumber = -1;
  private int groups = -1;
  private int virtualThreads = -1;
  private int threadHolders = -1;

  Classes(HeapScan scan) {
    this.scan = scan;
  }

  /** Number of the class with this id, which may have no record yet. */
  int number(long id) {
    if (id == lastId && lastNumber >= 0) {
      return lastNumber;
    }
    int before = ids.size();
    lastNumber = ids.add(id);
    lastId = id;
    if (lastNumber == before) {
      records.add(null);
      shapes.add(null);
      String name = scan.className(id);
      passedOver.add(isPassedOver(name));
      registrys.named(lastNumber, name);
      groups = "java.lang.ThreadGroup".equals(name) && groups < 0 ? lastNumber : groups;
      threadHolders = "java.lang.Thread$FieldHolder".equals(name) ? lastNumber : threadHolders;
      virtualThreads = "java.lang.VirtualThread".equals(name) ? lastNumber : virtualThreads;
    }
    return lastNumber;
  }

  void add(ScannedClass type) {
    int number = number(type.id());
    if (records.get(number) == null) {
      records.set(number, type);
      registrys.type(type);
      if (type.loader() != 0) {
        loaders.add(type.loader());
      }
    }
  }

  long id(int number) {
    return ids.key(number);
  }

  /** The record of a class; null when it has none. */
  ScannedClass record(int number) {
    return records.get(number);
  }

  /** True for java.lang.ThreadGroup itself. */
  boolean isGroup(int number) {
    return number == groups;
  }

  /** True for the object that has a platform thread's task and status, from 19 on. */
  boolean isThreadHolder(int number) {
    return number == threadHolders;
  }

  /** True for java.lang.VirtualThread. */
  boolean isVirtualThread(int number) {
    return number == virtualThreads;
  }

  /**
   * Where in an instance the field of this name stands, the class's own first; -1 when nowhere, or
   * when it has fewer bytes than that.
   */
  int offset(int number, String name, int size) {
    int at = 0;
    ScannedClass here = records.get(number);
    for (int depth = 0; here != null && depth < DEEPEST; depth++, here = find(here.superclass())) {
      for (int field = 0; field < here.fields(); field++) {
        if (name.equals(here.fieldName(field))) {
          return here.fieldSize(field) < size ? -1 : at;
        }
        at += here.fieldSize(field);
      }
    }
    return -1;
  }

  /** The record of the class with this id, or null. */
  ScannedClass find(long id) {
    int number = ids.find(id);
    return number < 0 ? null : records.get(number);
  }

  int size() {
    return ids.size();
  }

  /** Instances that lead nowhere and that nobody waits for: texts and boxed numbers. */
  boolean isPassedOver(int number) {
    return passedOver.get(number);
  }

  private static boolean isPassedOver(String name) {
    if (name == null) {
      return false;
    }
    switch (name) {
      case "java.lang.String":
      case "java.lang.Boolean":
      case "java.lang.Byte":
      case "java.lang.Character":
      case "java.lang.Short":
      case "java.lang.Integer":
      case "java.lang.Long":
      case "java.lang.Float":
      case "java.lang.Double":
        return true;
      default:
        return false;
    }
  }

  /** Notes an object in the first pass. */
  void seen(long id, int number) {
    registrys.instance(id, number);
  }

  /** True for a class of our own registry's, once the first pass is over. */
  boolean isRegistrys(ScannedClass type) {
    return registrys.isIts(type);
  }

  /** Notes the class of an object if it is a class loader. */
  void object(long id, long type) {
    int loader = loaders.find(id);
    if (loader >= 0) {
      loaderTypes =
          loader < loaderTypes.length
              ? loaderTypes
              : Arrays.copyOf(loaderTypes, Math.max(loader + 1, loaderTypes.length * 2));
      loaderTypes[loader] = type;
    }
  }

  /** True unless the class comes from the JDK, the boot or platform loader, or from peeps. */
  boolean isApplications(ScannedClass type) {
    if (type.loader() == 0 || isRegistrys(type)) {
      return false;
    }
    int loader = loaders.find(type.loader());
    long its = loader < 0 || loader >= loaderTypes.length ? 0 : loaderTypes[loader];
    String name = its == 0 ? null : scan.className(its);
    return name == null
        || !(name.equals("jdk.internal.loader.ClassLoaders$PlatformClassLoader")
            || name.equals("sun.misc.Launcher$ExtClassLoader"));
  }

  /** The shape of this class's instances, put together at the first call. */
  Shape shape(int number) {
    Shape shape = shapes.get(number);
    if (shape == null) {
      shape = make(records.get(number));
      shapes.set(number, shape);
    }
    return shape;
  }

  private Shape make(ScannedClass type) {
    Ints offsets = new Ints();
    Ints kinds = new Ints();
    boolean phantom = false;
    int at = 0;
    ScannedClass here = type;
    for (int depth = 0; here != null && depth < DEEPEST; depth++, here = find(here.superclass())) {
      String owner = here.name();
      phantom |= "java.lang.ref.PhantomReference".equals(owner);
      for (int field = 0; field < here.fields(); field++) {
        if (here.isReference(field)) {
          byte kind = kind(owner, here.fieldName(field), phantom);
          if (kind != Shape.NEVER) {
            offsets.add(at);
            kinds.add(kind);
          }
        }
        at += here.fieldSize(field);
      }
    }
    if (offsets.size() == 0) {
      return Shape.LEAF;
    }
    int[] places = new int[offsets.size()];
    byte[] how = new byte[places.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = offsets.get(i);
      how[i] = (byte) kinds.get(i);
    }
    boolean isFinal = isA(type, "java.lang.ref.FinalReference");
    for (int i = 0; isFinal && i < how.length; i++) {
      how[i] = Shape.STRONG; // once nobody else has it, finalize() may do anything with it
    }
    return new Shape(places, how, at, phantom, isFinal);
  }

  private boolean isA(ScannedClass type, String name) {
    ScannedClass here = type;
    for (int depth = 0; here != null && depth < DEEPEST; depth++, here = find(here.superclass())) {
      if (name.equals(here.name())) {
        return true;
      }
    }
    return false;
  }

  private static byte kind(String owner, String field, boolean phantom) {
    if (owner == null || field == null) {
      return Shape.STRONG;
    }
    switch (owner) {
      case REFERENCE:
        // `discovered` and `next` are the collector's own; who is on its lists comes up elsewhere.
        return !field.equals("referent") ? Shape.STRONG : phantom ? Shape.NEVER : Shape.WEAK;
      case "java.lang.Thread":
        return others(field) ? Shape.STRONG : Shape.OWN;
      case "java.lang.VirtualThread":
      case "java.lang.ThreadBuilders$BoundVirtualThread":
        return Shape.OWN;
      case "java.lang.Thread$FieldHolder":
        return field.equals("task") ? Shape.TASK : Shape.STRONG;
      case "java.lang.ThreadGroup":
        // Up to 18 a group lists its threads. To be listed is not to be used.
        return field.equals("threads") ? Shape.WEAK : Shape.STRONG;
      case "com.sun.jmx.mbeanserver.NamedObject":
        return field.equals("object") ? Shape.REGISTERED : Shape.STRONG;
      default:
        return Shape.STRONG;
    }
  }

  /** What others can get from a thread that they know. */
  private static boolean others(String field) {
    switch (field) {
      case "contextClassLoader":
      case "uncaughtExceptionHandler":
      case "group":
      case "inheritedAccessControlContext":
        return true;
      default:
        return false;
    }
  }

  /** Bytes that these tables take, about. */
  long memory() {
    return size() * 400L;
  }
}
