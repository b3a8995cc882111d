package dev.peeps.heap;

import java.util.HashMap;
import java.util.Map;

/** The edges out of the objects that a {@link DumpWalk} has entered. */
final class DumpEdges {
  private static final int ELEMENTS = 50_000;

  private final DumpWalk walk;
  private final DumpTypes types;
  private final DumpObjects objects;
  private final int idSize;

  /** Arrays of which not all elements are recorded, and how many are. */
  private final Map<Integer, Integer> keptElements = new HashMap<>();

  private int elements;

  long roomDropped;

  DumpEdges(DumpWalk walk, DumpTypes types, DumpObjects objects, int idSize) {
    this.walk = walk;
    this.types = types;
    this.objects = objects;
    this.idSize = idSize;
  }

  /** Follows the edges of an object whose body is at hand. */
  void follow(int number, DumpType type) {
    if (type == null) {
      return;
    }
    if (type.is(DumpType.STRING)) {
      int slot = types.slot(type, "value");
      int offset = slot >> 4;
      if (slot >= 0 && offset + idSize <= objects.bodyLength(number)) {
        walk.request(
            id(number, offset),
            coder(number, type) == 0 ? DumpRequest.TEXT | DumpRequest.TEXT_LATIN : DumpRequest.TEXT,
            0);
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
        walk.request(id(number, offset), DumpRequest.MEET | modes, depth);
      } else {
        lookThrough(number, id(number, offset));
      }
    }
  }

  /** An edge that the plan does not name, out of an object that is only looked through. */
  private void lookThrough(int from, long to) {
    int flags = objects.flags(from);
    if ((flags & DumpObjects.DEEP) != 0) {
      walk.request(to, DumpRequest.LOOK_DEEP, 0);
    } else if ((flags & DumpObjects.APP) != 0 && objects.depth(from) < DumpEntry.APP_DEPTH) {
      walk.request(to, DumpRequest.LOOK_APP, objects.depth(from));
    } else if ((flags & (DumpObjects.APP | DumpObjects.FOLLOW)) != 0) {
      walk.request(to, DumpRequest.LOOK, objects.depth(from));
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
    int request = DumpRequest.MEET | DumpRequest.ELEMENT;
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
      walk.request(element, request, 0);
    }
  }

  /** How many elements of this array are recorded. */
  int elementsKept(int number) {
    Integer kept = keptElements.get(number);
    return kept == null ? objects.bodyLength(number) / idSize : kept;
  }
}
