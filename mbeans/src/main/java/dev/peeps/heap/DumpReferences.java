package dev.peeps.heap;

/**
 * What application objects that the walk looked through refer to over fields that no layout names:
 * the REFERS records of a cut, with the same limits (native-launcher/src/walk.c, look_through).
 * Whoever knows a latch may count it down.
 */
final class DumpReferences {
  private static final int COST = 64;

  private final FirstPass first;
  private final Memory memory;
  private final int idSize;
  private final LongList seen = new LongList();

  /** Objects for which there was no room. */
  private long dropped;

  DumpReferences(FirstPass first, Memory memory, int idSize) {
    this.first = first;
    this.memory = memory;
    this.idSize = idSize;
  }

  /** Adds them to the records of a heap; gives the number of objects for which there is no room. */
  long put(CutRecords records) {
    DumpObjects objects = first.objects;
    for (int i = 0; i < objects.size(); i++) {
      if (objects.is(i, DumpObjects.APP) && objects.is(i, DumpObjects.MET) && isKnown(i)) {
        refers(i, records);
      }
    }
    return dropped;
  }

  private boolean isKnown(int number) {
    return first.objects.is(number, DumpObjects.VISITED)
        && first.objects.hasBody(number)
        && first.objects.type(number) >= 0;
  }

  private void refers(int number, CutRecords records) {
    seen.clear();
    int length = first.objects.bodyLength(number);
    if (first.objects.kind(number) == BasicType.OBJECT) {
      boolean recorded = first.objects.is(number, DumpObjects.ELEMENTS);
      for (int at = 0; at + idSize <= length && !recorded; at += idSize) {
        see(number, at);
      }
    } else {
      DumpType type = first.types.laid(first.types.get(first.objects.type(number)));
      for (int i = 0; i < type.referenceOffsets.length; i++) {
        if (type.referenceModes[i] == 0 && type.referenceOffsets[i] + idSize <= length) {
          see(number, type.referenceOffsets[i]);
        }
      }
    }
    if (seen.size() == 0) {
      return;
    }
    if (!memory.take(COST + 8L * seen.size())) {
      dropped++;
      return;
    }
    long[] ids = new long[seen.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = seen.get(i);
    }
    int before = records.referring.size();
    if (records.referring.add(first.objects.id(number)) == before) {
      records.referred.add(ids);
    }
  }

  /** A reference counts when the walk goes on over it, or ends there at what a layout names. */
  private void see(int from, int offset) {
    DumpObjects objects = first.objects;
    long id = Bytes.id(objects.bytes(from), objects.offset(from) + offset, idSize);
    int to = id == 0 ? -1 : objects.find(id);
    if (to < 0 || objects.type(to) < 0 || !objects.is(to, DumpObjects.MET)) {
      return;
    }
    DumpType type = first.types.get(objects.type(to));
    boolean array = type.is(DumpType.ARRAY) && objects.length(to) <= DumpEntry.APP_ARRAY;
    boolean on = objects.depth(from) < DumpEntry.APP_DEPTH && (type.is(DumpType.APP) || array);
    if (on || type.is(DumpType.PLANNED) || objects.is(from, DumpObjects.DEEP)) {
      seen.add(id);
    }
  }
}
