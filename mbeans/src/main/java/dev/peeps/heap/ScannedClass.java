package dev.peeps.heap;

/** A class of a file under a {@link HeapScan}. Field numbers are those of its own record. */
public final class ScannedClass {
  private final ClassDump dump;
  private final HeapScan scan;

  ScannedClass(ClassDump dump, HeapScan scan) {
    this.dump = dump;
    this.scan = scan;
  }

  public long id() {
    return dump.id;
  }

  /** Id of the superclass, 0 for none. */
  public long superclass() {
    return dump.superclass;
  }

  /** Id of the class loader's object, 0 for the boot loader. */
  public long loader() {
    return dump.loader;
  }

  /** Binary name; null when the file does not say. Free of cost only where it is not asked for. */
  public String name() {
    return scan.className(dump.id);
  }

  /** Number of instance fields that this class itself declares. */
  public int fields() {
    return dump.fieldTypes.length;
  }

  public String fieldName(int number) {
    return scan.text(dump.fieldNames[number]);
  }

  /** True when the field holds a reference. */
  public boolean isReference(int number) {
    return dump.fieldTypes[number] == BasicType.OBJECT;
  }

  /** Bytes that the field takes in an instance. */
  public int fieldSize(int number) {
    return BasicType.size(dump.fieldTypes[number], scan.idSize());
  }

  /** Number of static fields; HotSpot lists the constants that code of the class uses as well. */
  public int statics() {
    return dump.staticValues.length;
  }

  public String staticName(int number) {
    return scan.text(dump.staticNames[number]);
  }

  public Value staticValue(int number) {
    return dump.staticValues[number];
  }
}
