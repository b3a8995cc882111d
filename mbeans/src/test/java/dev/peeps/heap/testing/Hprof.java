package dev.peeps.heap.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a tiny heap dump or cut.
 *
 * <pre>{@code
 * Hprof cut = Hprof.cut();
 * ObjectSpec lock = cut.instance("a.Lock").set("state", 1);
 * ThreadSpec main = cut.thread("main").state(WAITING).at("a.b.C.m(C.java:12)", lock);
 * lock.set("owner", main);
 * Heap heap = HprofReader.read(cut.writeTo(directory.resolve("x.hprof")));
 * }</pre>
 *
 * Classes, super classes and fields come into being when they are first named. Nothing is written
 * before {@link #bytes()}, so that objects may refer to each other in any order.
 */
public final class Hprof {
  final boolean cut;
  final Map<String, KlassSpec> classes = new LinkedHashMap<>();
  final List<KlassSpec> moreClasses = new ArrayList<>();
  final List<ObjectSpec> objects = new ArrayList<>();
  final List<ThreadSpec> threads = new ArrayList<>();
  final List<HprofBytes> peepsRecords = new ArrayList<>();
  final List<HasId> roots = new ArrayList<>();
  final List<MonitorSpec> monitors = new ArrayList<>();
  final Map<String, String> info = new LinkedHashMap<>();
  int version = 1;
  int idSize = 8;
  String format = "JAVA PROFILE 1.0.2";
  boolean segmented = true;
  boolean ended = true;
  private long nextId = 0x1000;

  private Hprof(boolean cut) {
    this.cut = cut;
    klass("java.lang.Object");
  }

  /** A cut of our own: identifier size 8, with the PEEPS records. */
  public static Hprof cut() {
    return new Hprof(true);
  }

  /** A heap dump as others make it: no PEEPS records, all is in fields and roots. */
  public static Hprof dump() {
    return new Hprof(false);
  }

  public boolean isCut() {
    return cut;
  }

  /** The class of this binary name ({@code a.B$C}, {@code int[]}), declared when it is new. */
  public KlassSpec klass(String name) {
    KlassSpec known = classes.get(name);
    if (known == null) {
      known = newClass(name);
      classes.put(name, known);
    }
    return known;
  }

  /** One more class of a name that there is already, as a second loader would define it. */
  public KlassSpec anotherClass(String name) {
    KlassSpec made = newClass(name);
    moreClasses.add(made);
    return made;
  }

  private KlassSpec newClass(String name) {
    KlassSpec made = new KlassSpec(newId(), classes.size() + moreClasses.size() + 1, name);
    made.superclass = classes.get("java.lang.Object");
    return made;
  }

  public ObjectSpec instance(String className) {
    return instance(klass(className));
  }

  public ObjectSpec instance(KlassSpec type) {
    return add(new ObjectSpec(newId(), type, null));
  }

  /** An array; {@code className} is {@code int[]}, {@code a.B[]} and the like. */
  public ObjectSpec array(String className, Object... elements) {
    return add(new ObjectSpec(newId(), klass(className), Arrays.asList(elements)));
  }

  /**
   * A java.lang.String with {@code value} and {@code coder} as JDK 9 and later have it: Latin-1, or
   * UTF-16 as it lies in the memory of a little-endian machine.
   */
  public ObjectSpec string(String text) {
    boolean latin1 = text.chars().allMatch(c -> c < 256);
    byte[] bytes = text.getBytes(latin1 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16LE);
    Object[] elements = new Object[bytes.length];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = bytes[i];
    }
    return instance("java.lang.String")
        .set("value", array("byte[]", elements))
        .set("coder", (byte) (latin1 ? 0 : 1));
  }

  /** A platform thread, RUNNABLE, its thread id the number of threads so far. */
  public ThreadSpec thread(String name) {
    return thread(instance("java.lang.Thread"), name, false);
  }

  /** A virtual thread. */
  public ThreadSpec virtualThread(String name) {
    klass("java.lang.BaseVirtualThread").extending(klass("java.lang.Thread"));
    klass("java.lang.VirtualThread").extending(klass("java.lang.BaseVirtualThread"));
    return thread(instance("java.lang.VirtualThread"), name, true);
  }

  /** A thread whose Thread object is given. */
  public ThreadSpec thread(ObjectSpec object, String name, boolean virtual) {
    ThreadSpec thread = new ThreadSpec(object, threads.size() + 1, name, virtual);
    threads.add(thread);
    return thread;
  }

  /** Has native code refer to an object (a JNI global reference). */
  public Hprof root(HasId object) {
    roots.add(object);
    return this;
  }

  public MonitorSpec monitor(HasId object) {
    MonitorSpec monitor = new MonitorSpec(object);
    monitors.add(monitor);
    return monitor;
  }

  public Hprof classInit(KlassSpec type, HasId initialiser, HasId... waiting) {
    return peeps(5, peepsBody().id(type).id(initialiser).ids(List.of(waiting)));
  }

  public Hprof incomplete(HasId... objects) {
    return peeps(6, peepsBody().ids(List.of(objects)));
  }

  public Hprof settled(HasId... objects) {
    return peeps(7, peepsBody().ids(List.of(objects)));
  }

  public Hprof notice(String code, long count, String detail) {
    return peeps(8, peepsBody().text(code).u8(count).text(detail));
  }

  /** Says which classes and interfaces that layouts name a class is. */
  public Hprof planned(KlassSpec type, String... names) {
    HprofBytes body = peepsBody().id(type).u4(0).u4(names.length);
    for (String name : names) {
      body.text(name.replace('.', '/'));
    }
    return peeps(11, body);
  }

  /** Says that the array was longer than what is written. */
  public Hprof arrayLength(HasId array, int length) {
    return peeps(9, peepsBody().id(array).u4(length));
  }

  public Hprof info(String key, String value) {
    info.put(key, value);
    return this;
  }

  private HprofBytes peepsBody() {
    return new HprofBytes(idSize);
  }

  private Hprof peeps(int subtype, HprofBytes body) {
    peepsRecords.add(new HprofBytes(idSize).u1(subtype).bytes(body.toByteArray()));
    return this;
  }

  /** Version of the cut format; 1 when never called. */
  public Hprof version(int version) {
    this.version = version;
    return this;
  }

  /** Identifier size 4 or 8; call it first. */
  public Hprof idSize(int size) {
    this.idSize = size;
    return this;
  }

  /** The first line of the file; {@code JAVA PROFILE 1.0.2} when never called. */
  public Hprof format(String format) {
    this.format = format;
    return this;
  }

  /** One HEAP DUMP record instead of segments. */
  public Hprof unsegmented() {
    segmented = false;
    return this;
  }

  /** Leaves the HEAP DUMP END record out. */
  public Hprof withoutEnd() {
    ended = false;
    return this;
  }

  /** The file. */
  public byte[] bytes() {
    return new HprofFile(this).bytes();
  }

  /** Writes the file and gives its path back. */
  public Path writeTo(Path file) throws IOException {
    return Files.write(file, bytes());
  }

  private ObjectSpec add(ObjectSpec object) {
    objects.add(object);
    return object;
  }

  private long newId() {
    nextId += 8;
    return nextId;
  }
}
