package dev.peeps.cli.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes values of the expected type from a JSON stream, or says where another one stands. Equal
 * texts and equal lists of texts are one object each.
 */
final class Values {
  /** Nothing that peeps writes is nested deeper than five levels. */
  private static final int NESTING = 100;

  private static final int LONGEST_TEXT = 16 << 20;

  private final JsonParser parser;
  private final Map<String, String> texts = new HashMap<>();
  private final Map<List<String>, List<String>> lists = new HashMap<>();

  Values(InputStream in) throws IOException {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(NESTING)
                    .maxStringLength(LONGEST_TEXT)
                    .build())
            .build();
    this.parser = factory.createParser(in);
  }

  /** Steps on to the next token; null at the end. */
  JsonToken next() throws IOException {
    try {
      return parser.nextToken();
    } catch (JsonProcessingException e) {
      throw syntax(e);
    }
  }

  /** Enters an object or array. */
  void open(JsonToken expected, String what) throws IOException {
    if (next() != expected) {
      throw wrong(what + (expected == JsonToken.START_OBJECT ? " is no object" : " is no array"));
    }
  }

  /** The next key of the object that was entered; null when it is over. */
  String key() throws IOException {
    return next() == JsonToken.END_OBJECT ? null : parser.currentName();
  }

  /** True when the array that was entered has another object, which is entered. */
  boolean nextObject(String what) throws IOException {
    JsonToken token = next();
    if (token == JsonToken.END_ARRAY) {
      return false;
    }
    if (token != JsonToken.START_OBJECT) {
      throw wrong(what + " is no object");
    }
    return true;
  }

  void skip() throws IOException {
    next();
    try {
      parser.skipChildren();
    } catch (JsonProcessingException e) {
      throw syntax(e);
    }
  }

  String text(String key) throws IOException {
    if (next() != JsonToken.VALUE_STRING) {
      throw wrong("\"" + key + "\" is no text");
    }
    return shared();
  }

  String textOrNull(String key) throws IOException {
    JsonToken token = next();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token != JsonToken.VALUE_STRING) {
      throw wrong("\"" + key + "\" is neither a text nor null");
    }
    return shared();
  }

  boolean truth(String key) throws IOException {
    JsonToken token = next();
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw wrong("\"" + key + "\" is neither true nor false");
    }
    return token == JsonToken.VALUE_TRUE;
  }

  long number(String key) throws IOException {
    if (next() != JsonToken.VALUE_NUMBER_INT) {
      throw wrong("\"" + key + "\" is no whole number");
    }
    try {
      return parser.getLongValue();
    } catch (JsonProcessingException e) {
      throw wrong("\"" + key + "\" is too large a number");
    }
  }

  List<String> texts(String key) throws IOException {
    open(JsonToken.START_ARRAY, "\"" + key + "\"");
    List<String> list = new ArrayList<>();
    while (next() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        throw wrong("\"" + key + "\" holds something that is no text");
      }
      list.add(shared());
    }
    List<String> copy = List.copyOf(list);
    List<String> known = lists.putIfAbsent(copy, copy);
    return known == null ? copy : known;
  }

  Map<String, String> textsByKey(String what) throws IOException {
    open(JsonToken.START_OBJECT, "\"" + what + "\"");
    Map<String, String> map = new LinkedHashMap<>();
    for (String key = key(); key != null; key = key()) {
      map.put(shared(key), text(key));
    }
    return map;
  }

  /** Texts, numbers, truths and lists of those, by key. */
  Map<String, Object> facts(String what) throws IOException {
    open(JsonToken.START_OBJECT, "\"" + what + "\"");
    Map<String, Object> map = new LinkedHashMap<>();
    for (String key = key(); key != null; key = key()) {
      next();
      map.put(shared(key), fact(key));
    }
    return map;
  }

  private Object fact(String key) throws IOException {
    switch (parser.currentToken()) {
      case VALUE_STRING:
        return shared();
      case VALUE_TRUE:
        return Boolean.TRUE;
      case VALUE_FALSE:
        return Boolean.FALSE;
      case VALUE_NUMBER_FLOAT:
        return parser.getDoubleValue();
      case VALUE_NUMBER_INT:
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
          return parser.getDoubleValue();
        }
        return parser.getLongValue();
      case START_ARRAY:
        List<Object> list = new ArrayList<>();
        while (next() != JsonToken.END_ARRAY) {
          list.add(fact(key));
        }
        return List.copyOf(list);
      default:
        throw wrong("\"" + key + "\" is neither text, number, truth nor a list of those");
    }
  }

  private String shared() throws IOException {
    try {
      return shared(parser.getText());
    } catch (JsonProcessingException e) {
      throw syntax(e);
    }
  }

  private String shared(String text) {
    String known = texts.putIfAbsent(text, text);
    return known == null ? text : known;
  }

  int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  int column() {
    return parser.currentTokenLocation().getColumnNr();
  }

  /** A mistake at the token that was taken last. */
  JsonDumpException wrong(String what) {
    return new JsonDumpException(what, line(), column());
  }

  private static JsonDumpException syntax(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    // Jackson quotes what it has read and names its own classes behind a line end.
    String message = e.getOriginalMessage();
    int end = message.indexOf('\n');
    String what = "not JSON: " + (end < 0 ? message : message.substring(0, end));
    return at == null
        ? new JsonDumpException(what, 0, 0)
        : new JsonDumpException(what, at.getLineNr(), at.getColumnNr());
  }
}
