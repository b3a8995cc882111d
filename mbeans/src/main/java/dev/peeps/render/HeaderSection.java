package dev.peeps.render;

import dev.peeps.graph.GraphNotice;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.render.Palette.Style;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The first lines: which process this is, what the picture cost, what is not in it. */
final class HeaderSection {
  private final Page page;
  private final List<GraphNotice> notices;

  HeaderSection(Page page, List<GraphNotice> notices) {
    this.page = page;
    this.notices = notices;
  }

  void write(ProcessInfo process) throws IOException {
    subject(process);
    origin(process);
    cost(process.facts());
    notSeen(process);
  }

  private void subject(ProcessInfo process) throws IOException {
    page.put("Async dump of ");
    boolean file = process.facts().containsKey("file");
    if (file) {
      page.raw(process.facts().get("file"));
    } else {
      page.raw(process.pid() < 0 ? process.id() : Long.toString(process.pid()));
    }
    if (!process.name().isEmpty()) {
      page.put(" ").raw(process.name());
    }
    Map<String, String> facts = process.facts();
    long start = number(facts, "startMillis");
    long uptime = number(facts, "uptimeMillis");
    long taken = number(facts, "timestampMillis");
    if (taken <= 0 && start > 0 && uptime >= 0) {
      taken = start + uptime;
    }
    if (taken > 0) {
      page.put(", ").put(Numbers.time(taken));
    }
    if (uptime >= 0) {
      page.put(", up ").put(Numbers.duration(uptime));
    }
    String version = facts.getOrDefault("java.vm.version", facts.get("java.version"));
    if (facts.containsKey("java.vm.name")) {
      page.put(", ").raw(facts.get("java.vm.name"));
      if (version != null) {
        page.put(" (").raw(version).put(")");
      }
    } else if (version != null) {
      page.put(", Java ").raw(version);
    }
    String vendor = facts.get("java.vendor");
    if (vendor != null && !facts.containsKey("java.vm.name")) {
      page.put(" (").raw(vendor).put(")");
    }
    page.nl();
  }

  /** What kind of file the picture comes from, and what reading it took. */
  private void origin(ProcessInfo process) throws IOException {
    Map<String, String> facts = process.facts();
    if (!facts.containsKey("kind")) {
      return;
    }
    page.put("Read: ").raw(facts.get("kind"));
    if (facts.containsKey("format")) {
      page.put(" (").raw(facts.get("format")).put(")");
    }
    if (facts.containsKey("threadDump")) {
      page.put(" with ").raw(facts.get("threadDump"));
    }
    String between = ", ";
    long bytes = number(facts, "bytes");
    if (bytes >= 0) {
      page.put(between).put(Numbers.bytes(bytes));
    }
    between = nanos(facts, "readNanos", between, "in ", "");
    long passes = number(facts, "passes");
    if (passes > 0) {
      page.put(between).put(Numbers.count(passes)).put(passes == 1 ? " pass" : " passes");
      between = ", ";
    }
    if (facts.containsKey("file")) {
      page.put(between);
      if (process.pid() < 0) {
        page.put("process id not in it");
      } else {
        page.put("process ").put(Long.toString(process.pid()));
      }
    }
    page.nl();
  }

  private void cost(Map<String, String> facts) throws IOException {
    boolean cut = !facts.containsKey("kind") || "cut".equals(facts.get("kind"));
    String between = cut ? "Cut: " : "Picture: ";
    between = nanos(facts, "pauseNanos", between, "paused ", "");
    between = nanos(facts, "safepointNanos", between, "", " to the safepoint");
    between = nanos(facts, "closingNanos", between, "", " closing pass");
    between = nanos(facts, "totalNanos", between, "", " in all");
    if (facts.containsKey("walk")) {
      page.put(between).raw(facts.get("walk")).put(" walk");
      between = ", ";
    }
    between = number(facts, "threads", between, "thread");
    if (number(facts, "virtualThreads") > 0) {
      between = number(facts, "virtualThreads", between, "virtual thread");
    }
    between = number(facts, "objects", between, "object");
    long bytes = number(facts, "bytes");
    if (bytes >= 0 && !facts.containsKey("kind")) {
      page.put(between).put(Numbers.bytes(bytes));
      between = ", ";
    }
    if (facts.containsKey("via")) {
      page.put(between).put("via ").raw(facts.get("via"));
      between = ", ";
    }
    if (between.equals(", ")) {
      page.nl();
    }
  }

  private void notSeen(ProcessInfo process) throws IOException {
    int count = 0;
    GraphNotice only = null;
    for (GraphNotice notice : notices) {
      if (notice.process().equals(process.id())) {
        only = notice;
        count++;
      }
    }
    if (count == 1) {
      page.put("Not seen: ").sentence(Style.FAINT, sentence(only), 10, 10).nl();
    } else if (count > 1) {
      page.put("Not seen: ");
      String between = "";
      for (Map.Entry<String, Long> code : codes(process).entrySet()) {
        page.put(between).raw(code.getKey());
        if (code.getValue() > 0) {
          page.put(" ").put(Numbers.count(code.getValue()));
        }
        between = ", ";
      }
      page.put(" (explained at the end)").nl();
    } else if (!process.complete()) {
      page.put("Not seen: something, but the cut does not say what").nl();
    }
  }

  /** {@code frames-limit (98,000): virtual threads that were not looked into}. */
  static String sentence(GraphNotice notice) {
    String count = notice.count() > 0 ? " (" + Numbers.count(notice.count()) + ")" : "";
    return notice.code() + count + ": " + notice.text();
  }

  /** What the notices about a process count, by their codes. */
  private Map<String, Long> codes(ProcessInfo process) {
    Map<String, Long> codes = new LinkedHashMap<>();
    for (GraphNotice notice : notices) {
      if (notice.process().equals(process.id())) {
        Long before = codes.get(notice.code());
        codes.put(notice.code(), notice.count() + (before == null ? 0 : before));
      }
    }
    return codes;
  }

  /** True when the header shows this notice in full, being the only one about its process. */
  static boolean hasRoomFor(GraphNotice notice, List<GraphNotice> all) {
    int count = 0;
    for (GraphNotice other : all) {
      if (other.process().equals(notice.process())) {
        count++;
      }
    }
    return count == 1 && !notice.process().isEmpty();
  }

  private String nanos(
      Map<String, String> facts, String key, String between, String before, String after) {
    long nanos = number(facts, key);
    if (nanos < 0) {
      return between;
    }
    page.put(between).put(before).put(Numbers.millis(nanos)).put(after);
    return ", ";
  }

  private String number(Map<String, String> facts, String key, String between, String noun) {
    long number = number(facts, key);
    if (number < 0) {
      return between;
    }
    page.put(between).put(Numbers.count(number, noun));
    return ", ";
  }

  /** The fact as a number, -1 when there is none or it is not a number. */
  static long number(Map<String, String> facts, String key) {
    String text = facts.get(key);
    if (text == null || text.isEmpty() || text.length() > 18) {
      return -1;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return -1;
      }
    }
    return Long.parseLong(text);
  }
}
