package dev.peeps.layout;

import dev.peeps.heap.Heap;
import dev.peeps.heap.HeapClass;
import dev.peeps.heap.HeapFrame;
import dev.peeps.heap.HeapThread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The layouts of libraries that come with peeps, not read yet: only those are whose classes a
 * picture has. An index says which packages each is about.
 *
 * <p>The index has a line {@code FILE PACKAGE…} for each, and a package counts with those below it.
 * Cost of a question: one look at each class and frame of the picture that is not the JDK's.
 */
final class Runtimes {
  /** Where they are, below the folder of all layouts. */
  static final String FOLDER = "runtimes/";

  static final String INDEX = FOLDER + "index";

  private final PreparedLayouts texts;

  /** The first two words of packages → packages and files, in turn. */
  private final Map<String, List<String>> files = new HashMap<>();

  Runtimes(PreparedLayouts texts) {
    this.texts = texts;
    for (String line : lines(texts.text(INDEX))) {
      String[] words = words(line);
      for (int word = 1; word < words.length; word++) {
        String key = twoWords(words[word] + '.');
        List<String> known = files.get(key);
        if (known == null) {
          known = new ArrayList<>(2);
          files.put(key, known);
        }
        known.add(words[word] + '.');
        known.add(words[0]);
      }
    }
  }

  /** Those that are about a class of this heap, in the order in which their classes come. */
  List<LayoutText> of(Heap heap) {
    Set<String> called = new LinkedHashSet<>();
    for (HeapClass type : heap.classes()) {
      look(type.name(), called);
    }
    LongMap<Object> seen = new LongMap<>();
    for (HeapThread thread : heap.threads()) {
      if (thread.stackSerial() == 0 || seen.put(thread.stackSerial(), this) == null) {
        List<HeapFrame> frames = thread.frames();
        for (int frame = 0; frame < frames.size(); frame++) {
          look(frames.get(frame).className(), called);
        }
      }
    }
    List<LayoutText> found = new ArrayList<>();
    for (String file : called) {
      found.add(new LayoutText(file, texts.text(FOLDER + file)));
    }
    return found;
  }

  /** All of them, in the order of the index. */
  List<LayoutText> all() {
    List<LayoutText> all = new ArrayList<>();
    for (String line : lines(texts.text(INDEX))) {
      String file = words(line)[0];
      all.add(new LayoutText(file, texts.text(FOLDER + file)));
    }
    return all;
  }

  private void look(String className, Set<String> called) {
    if (className.startsWith("java.") || className.startsWith("jdk.")) {
      return; // most are
    }
    List<String> known = files.get(twoWords(className));
    for (int i = 0; known != null && i < known.size(); i += 2) {
      if (className.startsWith(known.get(i))) {
        called.add(known.get(i + 1));
      }
    }
  }

  private static String twoWords(String className) {
    int first = className.indexOf('.');
    int second = first < 0 ? -1 : className.indexOf('.', first + 1);
    return second < 0 ? className : className.substring(0, second);
  }

  static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      lines.add(text.substring(start, end));
      start = end + 1;
    }
    return lines;
  }

  static String[] words(String line) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int end = line.indexOf(' '); end >= 0; end = line.indexOf(' ', start)) {
      words.add(line.substring(start, end));
      start = end + 1;
    }
    words.add(line.substring(start));
    return words.toArray(new String[0]);
  }
}
