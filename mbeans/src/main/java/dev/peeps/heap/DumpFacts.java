package dev.peeps.heap;

import java.util.List;
import java.util.Map;

/** What a heap dump says about its process, and about how it was read. */
final class DumpFacts {
  private final FirstPass first;
  private final DumpFile file;
  private final DumpLookup lookup;
  private final int idSize;

  DumpFacts(FirstPass first, DumpFile file, DumpLookup lookup, int idSize) {
    this.first = first;
    this.file = file;
    this.lookup = lookup;
    this.idSize = idSize;
  }

  /** By the keys of docs/cut-format.md. */
  void put(Map<String, String> facts) {
    facts.put("passes", Integer.toString(lookup.passes()));
    facts.put("bytesReadAgain", Long.toString(lookup.bytes()));
    facts.put("fileBytes", Long.toString(file.fileBytes()));
    facts.put("compressed", Boolean.toString(file.gzip()));
    for (int i = 0; i < first.types.size(); i++) {
      DumpType type = first.types.get(i);
      if (type.name.equals("java.lang.VersionProps") || type.name.equals("sun.misc.Version")) {
        text(facts, "java.version", type, "java_version");
        text(facts, "java.vm.version", type, "java_runtime_version");
      } else if (type.name.equals("java.lang.ProcessHandleImpl")) {
        pid(facts, type);
      }
    }
  }

  private Value staticField(DumpType type, String name) {
    for (int i = 0; i < type.dump.staticNames.length; i++) {
      if (name.equals(first.symbols.text(type.dump.staticNames[i]))) {
        return type.dump.staticValues[i];
      }
    }
    return Value.ABSENT;
  }

  private void pid(Map<String, String> facts, DumpType type) {
    int number = first.objects.find(staticField(type, "current").id());
    int slot = number < 0 || !first.objects.hasBody(number) ? -1 : first.types.slot(type, "pid");
    if (slot >= 0 && (slot >> 4) + 8 <= first.objects.bodyLength(number)) {
      int at = first.objects.offset(number) + (slot >> 4);
      facts.put("pid", Long.toString(Bytes.long8(first.objects.bytes(number), at)));
    }
  }

  private void text(Map<String, String> facts, String key, DumpType type, String field) {
    int string = first.objects.find(staticField(type, field).id());
    if (string < 0 || !first.objects.hasBody(string) || first.objects.type(string) < 0) {
      return;
    }
    int slot = first.types.slot(first.types.get(first.objects.type(string)), "value");
    if (slot < 0 || (slot >> 4) + idSize > first.objects.bodyLength(string)) {
      return;
    }
    int at = first.objects.offset(string) + (slot >> 4);
    int array = first.objects.find(Bytes.id(first.objects.bytes(string), at, idSize));
    if (array >= 0 && first.objects.hasBody(array)) {
      byte[] bytes = first.objects.bytes(array);
      int start = first.objects.offset(array);
      int length = first.objects.bodyLength(array);
      boolean chars = first.objects.kind(array) == BasicType.CHAR;
      facts.put(
          key,
          chars ? HeapTexts.chars(bytes, start, length) : HeapTexts.latin1(bytes, start, length));
    }
  }

  /** What was not read or not looked into. */
  void notices(List<Notice> notices, DumpWalk walk, int byClass) {
    String more = ", beyond the memory allowed for reading (--max-memory)";
    add(
        notices,
        "memory-limit",
        first.beyondMemory,
        "objects found by their class were left out" + more);
    add(
        notices,
        "memory-limit",
        first.localsBeyondMemory,
        "references of frames were left out" + more);
    add(notices, "memory-limit", walk.memoryDropped, "objects were not looked at" + more);
    add(
        notices,
        "passes-limit",
        lookup.given,
        "objects were not looked for any more: each takes another pass over the file");
    add(
        notices,
        "objects-limit",
        walk.appDropped(),
        "application objects not looked through, beyond 200000");
    add(
        notices,
        "objects-limit",
        walk.roomDropped(),
        "entries of queues and maps not looked at, beyond 50000 or the budgets of their layouts");
    add(
        notices,
        "objects-limit",
        walk.deepDropped(),
        "objects behind 'deep' fields not entered, beyond 100000");
    add(notices, "string-cut", walk.textsCut, "names cut at 256 characters");
    add(
        notices,
        "reachability-unknown",
        byClass,
        "objects were found by their class and not from a thread: whether they are garbage was not computed");
  }

  private static void add(List<Notice> notices, String code, long count, String detail) {
    if (count > 0) {
      notices.add(new Notice(code, count, detail));
    }
  }
}
