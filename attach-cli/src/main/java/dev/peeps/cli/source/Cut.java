package dev.peeps.cli.source;

import dev.peeps.cli.proc.Jvm;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.heap.Heap;
import java.util.HashMap;
import java.util.Map;

/**
 * One cut of one JVM, read.
 *
 * @param bytes size of its file
 * @param via the way that was taken to the JVM
 */
record Cut(Jvm jvm, Heap heap, long bytes, String via) {

  /** The process as the graph knows it. */
  ProcessInfo process() {
    Map<String, String> facts = new HashMap<>(heap.info().facts());
    facts.put("bytes", Long.toString(bytes));
    facts.put("via", via);
    facts.put("timestampMillis", Long.toString(heap.info().timestampMillis()));
    String name = heap.info().fact("mainClass");
    return new ProcessInfo(
        Long.toString(jvm.pid()),
        jvm.pid(),
        name.isEmpty() ? jvm.mainName() : name,
        facts,
        heap.notices().isEmpty());
  }
}
