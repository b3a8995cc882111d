package dev.peeps.heap.threads;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A small reader of JSON (RFC 8259) for files that nobody vouches for: bounded in depth, in the
 * length of a text and in the size of a value, and strict.
 */
final class JsonInput {
  private static final int DEEPEST = 32;
  private static final int LONGEST_TEXT = 1 << 16;
  private static final int MOST_VALUES = 1 << 20;
  private static final int END = -1;
  private static final int NOT_READ = -2;

  private final Reader in;
  private final char[] buffer = new char[1 << 14];
  private final StringBuilder text = new StringBuilder();
  private int at;
  private int end;
  private int peeked = NOT_READ;
  private int line = 1;
  private int budget;

  JsonInput(Reader in) {
    this.in = in;
  }

  /** Number of the line that is being read, from 1 on. */
  int line() {
    return line;
  }

  /** The next character that is not white space, without taking it; -1 at the end. */
  int peek() throws IOException {
    while (peeked == NOT_READ
        || peeked == ' '
        || peeked == '\n'
        || peeked == '\r'
        || peeked == '\t'
        || peeked == 0xFEFF) {
      peeked = read();
    }
    return peeked;
  }

  /** Takes this character, which must come next. */
  void expect(char wanted) throws IOException {
    int found = peek();
    if (found != wanted) {
      throw fail(
          found == END
              ? "the file ends where '" + wanted + "' should be"
              : "found '" + shown(found) + "' where '" + wanted + "' should be");
    }
    peeked = NOT_READ;
  }

  /** Takes a comma, or the end of an array or object. False at the end. */
  boolean more(char close) throws IOException {
    int next = peek();
    if (next == close) {
      peeked = NOT_READ;
      return false;
    }
    expect(',');
    return true;
  }

  /** True, and taken, when the array or object that was opened is empty. */
  boolean empty(char close) throws IOException {
    if (peek() == close) {
      peeked = NOT_READ;
      return true;
    }
    return false;
  }

  /** A text in quotes. */
  String text() throws IOException {
    expect('"');
    text.setLength(0);
    for (int c = read(); c != '"'; c = read()) {
      if (c == END) {
        throw fail("the file ends in the middle of a text");
      }
      char one = c == '\\' ? escape() : (char) c;
      if (text.length() == LONGEST_TEXT) {
        throw fail("a text is longer than " + LONGEST_TEXT + " characters");
      }
      text.append(one);
    }
    return text.toString();
  }

  private char escape() throws IOException {
    int c = read();
    switch (c) {
      case '"':
      case '\\':
      case '/':
        return (char) c;
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case 'u':
        int value = 0;
        for (int i = 0; i < 4; i++) {
          int digit = Character.digit(read(), 16);
          if (digit < 0) {
            throw fail("a \\u without four digits");
          }
          value = value * 16 + digit;
        }
        return (char) value;
      default:
        throw fail("an unknown escape in a text");
    }
  }

  /**
   * The value that comes next: a String, a Map, a List, a Long, Boolean or null. A number that is
   * no whole one of 18 digits is given as its text.
   */
  Object value() throws IOException {
    budget = MOST_VALUES;
    return value(0);
  }

  private Object value(int depth) throws IOException {
    if (depth > DEEPEST || --budget < 0) {
      throw fail(depth > DEEPEST ? "values are nested too deep" : "a value has too many parts");
    }
    int c = peek();
    switch (c) {
      case '"':
        return text();
      case '{':
        return object(depth);
      case '[':
        return array(depth);
      case END:
        throw fail("the file ends where a value should be");
      default:
        return word();
    }
  }

  private Map<String, Object> object(int depth) throws IOException {
    Map<String, Object> object = new HashMap<>();
    expect('{');
    if (!empty('}')) {
      do {
        String key = text();
        expect(':');
        object.put(key, value(depth + 1));
      } while (more('}'));
    }
    return object;
  }

  private List<Object> array(int depth) throws IOException {
    List<Object> array = new ArrayList<>();
    expect('[');
    if (!empty(']')) {
      do {
        array.add(value(depth + 1));
      } while (more(']'));
    }
    return array;
  }

  private Object word() throws IOException {
    text.setLength(0);
    for (int c = peek(); isOfWord(c) && text.length() < 64; c = peeked) {
      text.append((char) c);
      peeked = read();
    }
    String word = text.toString();
    switch (word) {
      case "null":
        return null;
      case "true":
        return Boolean.TRUE;
      case "false":
        return Boolean.FALSE;
      default:
        return number(word);
    }
  }

  private Object number(String word) throws IOException {
    if (word.isEmpty() || "-0123456789".indexOf(word.charAt(0)) < 0) {
      throw fail("found '" + (word.isEmpty() ? shown(peek()) : word) + "' where a value should be");
    }
    boolean negative = word.charAt(0) == '-';
    long number = Numbers.decimal(word, negative ? 1 : 0, word.length());
    if (number < 0) {
      return word;
    }
    return negative ? -number : number;
  }

  private static boolean isOfWord(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "-+.E".indexOf(c) >= 0;
  }

  private int read() throws IOException {
    if (at == end) {
      end = Math.max(0, in.read(buffer, 0, buffer.length));
      at = 0;
      if (end == 0) {
        return END;
      }
    }
    char c = buffer[at++];
    if (c == '\n') {
      line++;
    }
    return c;
  }

  JsonException fail(String problem) {
    return new JsonException(line, problem);
  }

  private static String shown(int c) {
    return c < ' ' ? "\\u" + c : String.valueOf((char) c);
  }
}
