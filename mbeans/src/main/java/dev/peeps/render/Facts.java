package dev.peeps.render;

import dev.peeps.graph.Entity;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Attributes of entities as text: everything that no other part of the report has said. */
final class Facts {
  /** Shown by {@link Names}, {@link Reasons} or {@link HeaderSection} in words of their own. */
  private static final Set<String> ELSEWHERE =
      new HashSet<>(
          Arrays.asList(
              "tid",
              "nid",
              "daemon",
              "priority",
              "virtual",
              "carrier",
              "moved",
              "stackUnknown",
              "cpuNanos",
              Entity.MARK,
              "incomplete",
              "site",
              "heldByTasks",
              "handedOut",
              "holdersUnknown",
              "resultless",
              "sinceReceivedMillis",
              "sinceSentMillis",
              "timerLeads",
              Reasons.UNKNOWN[0],
              Reasons.UNKNOWN[1]));

  /** The capacity that queues without one have. */
  private static final Long UNBOUNDED = (long) Integer.MAX_VALUE;

  private Facts() {}

  /** One line for all facts of a task; none when there are none. */
  static void lines(Page page, Entity entity) throws IOException {
    boolean any = false;
    for (Map.Entry<String, Object> fact : entity.attributes().entrySet()) {
      if (!ELSEWHERE.contains(fact.getKey())) {
        page.put(any ? ", " : "   ");
        one(page, fact);
        any = true;
      }
    }
    if (any) {
      page.nl();
    }
    if (Boolean.TRUE.equals(entity.attributes().get("moved"))) {
      page.put("   It went on while it was looked at: nothing is concluded from its stack.").nl();
    }
    if (Boolean.TRUE.equals(entity.attributes().get("stackUnknown"))) {
      page.put("   The JVM gave no stack.").nl();
    }
    if (Boolean.TRUE.equals(entity.attributes().get("incomplete"))) {
      page.put("   Not seen in full: nothing is concluded from what is missing.").nl();
    }
  }

  /** {@code , items=3, capacity=3}. */
  static void inline(Page page, Entity entity) {
    for (Map.Entry<String, Object> fact : entity.attributes().entrySet()) {
      if (!ELSEWHERE.contains(fact.getKey())) {
        one(page.put(", "), fact);
      }
    }
  }

  private static void one(Page page, Map.Entry<String, Object> fact) {
    page.raw(fact.getKey()).put("=").raw(text(fact.getKey(), fact.getValue()));
  }

  private static String text(String key, Object value) {
    if (key.equals("capacity") && UNBOUNDED.equals(value)) {
      return "unbounded";
    }
    if (!(value instanceof List)) {
      return String.valueOf(value);
    }
    StringBuilder text = new StringBuilder("[");
    for (Object element : (List<?>) value) {
      text.append(text.length() > 1 ? ", " : "").append(element);
    }
    return text.append(']').toString();
  }

  /** The fact as a number; -1 when there is none. */
  static long number(Entity entity, String key) {
    Object value = entity.attributes().get(key);
    return value instanceof Number ? ((Number) value).longValue() : -1;
  }
}
