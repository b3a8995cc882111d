package dev.peeps.heap;

/** A handle for an instance or an array of a {@link RecordedHeap}. */
final class RecordedObject implements HeapObject {
  private final RecordedHeap heap;
  private final ObjectTable objects;
  private final int number;

  RecordedObject(RecordedHeap heap, ObjectTable objects, int number) {
    this.heap = heap;
    this.objects = objects;
    this.number = number;
  }

  @Override
  public long id() {
    return objects.id(number);
  }

  @Override
  public RecordedClass type() {
    return heap.typeOf(number);
  }

  @Override
  public boolean complete() {
    return !objects.incomplete(number);
  }

  @Override
  public boolean settled() {
    return objects.settled(number);
  }

  @Override
  public Value field(String name) {
    int slot = type().slot(name);
    if (slot < 0) {
      return slot == RecordedClass.ABSENT ? Value.ABSENT : Value.UNKNOWN;
    }
    if (objects.kind(number) != ObjectTable.INSTANCE || settled()) {
      return Value.UNKNOWN;
    }
    int offset = RecordedClass.offset(slot);
    int type = RecordedClass.type(slot);
    if (offset + BasicType.size(type, heap.idSize()) > objects.length(number)) {
      return Value.UNKNOWN;
    }
    return read(type, offset);
  }

  @Override
  public int length() {
    int kind = objects.kind(number);
    if (kind == ObjectTable.INSTANCE) {
      return -1;
    }
    int length = objects.trueLength(id());
    return length >= 0 ? length : objects.length(number) / BasicType.size(kind, heap.idSize());
  }

  @Override
  public Value element(int index) {
    int kind = objects.kind(number);
    if (kind == ObjectTable.INSTANCE || index < 0) {
      return Value.UNKNOWN;
    }
    int size = BasicType.size(kind, heap.idSize());
    if (index < objects.length(number) / size) {
      return read(kind, index * size);
    }
    // A cut leaves out the nulls at the end of a long array, and says its true length.
    boolean left = kind == BasicType.OBJECT && complete() && index < objects.trueLength(id());
    return left ? Value.NULL : Value.UNKNOWN;
  }

  private Value read(int type, int offset) {
    Value value =
        BasicType.value(
            type, objects.bytes(number), objects.offset(number) + offset, heap.idSize());
    return isZero(value) && !complete() ? Value.UNKNOWN : value;
  }

  // What was not recorded is written as zeros, whatever the type.
  private static boolean isZero(Value value) {
    switch (value.kind()) {
      case NULL:
        return true;
      case NUMBER:
        return value.number() == 0;
      case DECIMAL:
        return value.decimal() == 0;
      default:
        return false;
    }
  }

  @Override
  public String text() {
    if (objects.kind(number) == BasicType.CHAR) {
      return HeapTexts.chars(bytes(), start(), bytesKept());
    }
    if (!type().isA("java.lang.String")) {
      return null;
    }
    HeapObject value = heap.object(field("value").id());
    if (!(value instanceof RecordedObject)) {
      return null;
    }
    RecordedObject array = (RecordedObject) value;
    if (objects.kind(array.number) == BasicType.CHAR) {
      return array.text();
    }
    if (objects.kind(array.number) != BasicType.BYTE) {
      return null;
    }
    Value coder = field("coder");
    boolean wide = coder.kind() == Value.Kind.NUMBER && coder.number() != 0;
    return wide
        ? HeapTexts.utf16(array.bytes(), array.start(), array.bytesKept())
        : HeapTexts.latin1(array.bytes(), array.start(), array.bytesKept());
  }

  private byte[] bytes() {
    return objects.bytes(number);
  }

  private int start() {
    return objects.offset(number);
  }

  private int bytesKept() {
    return objects.length(number);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordedObject
        && ((RecordedObject) other).heap == heap
        && ((RecordedObject) other).number == number;
  }

  @Override
  public int hashCode() {
    return number;
  }

  @Override
  public String toString() {
    return type().name() + "@" + Long.toHexString(id());
  }
}
