package dev.peeps.heap;

/** A class seen as an object: HPROF has no fields of it. */
final class ClassObject implements HeapObject {
  private final RecordedClass represented;
  private final RecordedClass type;

  ClassObject(RecordedClass represented, RecordedClass type) {
    this.represented = represented;
    this.type = type;
  }

  @Override
  public long id() {
    return represented.id();
  }

  @Override
  public HeapClass type() {
    return type;
  }

  @Override
  public boolean complete() {
    return true;
  }

  @Override
  public boolean settled() {
    return false;
  }

  @Override
  public Value field(String name) {
    return type.slot(name) == RecordedClass.ABSENT ? Value.ABSENT : Value.UNKNOWN;
  }

  @Override
  public int length() {
    return -1;
  }

  @Override
  public Value element(int index) {
    return Value.UNKNOWN;
  }

  @Override
  public String text() {
    return null;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClassObject && ((ClassObject) other).represented == represented;
  }

  @Override
  public int hashCode() {
    return represented.hashCode();
  }

  @Override
  public String toString() {
    return "class " + represented.name();
  }
}
