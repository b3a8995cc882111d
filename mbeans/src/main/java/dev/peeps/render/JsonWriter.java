package dev.peeps.render;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Writes JSON to an Appendable without building a tree. The caller keeps objects and arrays
 * balanced; commas are put here.
 */
final class JsonWriter {
  private static final int BLOCK = 32_768;

  private final Appendable to;
  private final StringBuilder buffer = new StringBuilder(BLOCK + 4096);

  /** True when the next value is the first of its object or array. */
  private boolean first = true;

  JsonWriter(Appendable to) {
    this.to = to;
  }

  JsonWriter open(char bracket) {
    comma();
    buffer.append(bracket);
    first = true;
    return this;
  }

  JsonWriter close(char bracket) {
    buffer.append(bracket);
    first = false;
    return this;
  }

  /** A key of our own; its value has to follow. */
  JsonWriter key(String own) {
    comma();
    buffer.append('"').append(own).append("\":");
    first = true;
    return this;
  }

  JsonWriter key(String own, String value) {
    return key(own).string(value);
  }

  JsonWriter key(String own, boolean value) {
    return key(own).literal(value ? "true" : "false");
  }

  JsonWriter key(String own, long value) {
    return key(own).literal(Long.toString(value));
  }

  JsonWriter string(String value) {
    comma();
    Escapes.json(buffer, value);
    return this;
  }

  /** A number, true, false or null, as it is; or JSON that was written before. */
  JsonWriter literal(String json) {
    comma();
    buffer.append(json);
    return this;
  }

  JsonWriter strings(String own, List<String> values) {
    key(own).open('[');
    for (String value : values) {
      string(value);
    }
    return close(']');
  }

  /** An object whose keys come from outside. */
  JsonWriter map(String own, Map<String, ?> values) {
    key(own).open('{');
    for (Map.Entry<String, ?> entry : values.entrySet()) {
      comma();
      Escapes.json(buffer, entry.getKey()).append(':');
      first = true;
      value(entry.getValue());
    }
    return close('}');
  }

  private void value(Object value) {
    if (value instanceof List) {
      open('[');
      for (Object element : (List<?>) value) {
        value(element);
      }
      close(']');
    } else if (value == null || value instanceof Boolean || isWritable(value)) {
      literal(String.valueOf(value));
    } else {
      string(value.toString());
    }
  }

  /** JSON has no infinity and no NaN; they are written as strings. */
  private static boolean isWritable(Object value) {
    return value instanceof Number && Double.isFinite(((Number) value).doubleValue());
  }

  private void comma() {
    if (!first) {
      buffer.append(',');
    }
    first = false;
  }

  /** Puts what follows on a line of its own, for people and for line-oriented tools. */
  JsonWriter line() throws IOException {
    comma();
    first = true;
    return nl();
  }

  JsonWriter nl() throws IOException {
    buffer.append('\n');
    if (buffer.length() >= BLOCK) {
      flush();
    }
    return this;
  }

  void flush() throws IOException {
    to.append(buffer);
    buffer.setLength(0);
  }
}
