package dev.peeps.cli.source;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads the classes that read and judge a cut while the target still takes it, so that the command
 * need not load them when it has the cut. They are loaded and nothing more: no code of theirs runs,
 * so that no two threads can wait for each other's class initialisers.
 *
 * <p>The names stand in {@code classes-ahead.lst} of the installation, which the build takes from
 * what dumps have really loaded (native-launcher/launcher/make-archives). Cost: some 30 µs a class
 * on a processor that would be idle; where there is but one, they are loaded a little earlier than
 * they would be.
 */
final class ClassesAhead {
  private static final String LIST = "classes-ahead.lst";

  private ClassesAhead() {}

  /** Loads those of this installation; none where it has no list. */
  static void load() {
    String lib = System.getProperty("peeps.lib");
    if (lib != null) {
      load(new File(lib, LIST), ClassesAhead.class.getClassLoader());
    }
  }

  /**
   * Loads those that a file names, one a line.
   *
   * @return how many were loaded: a name that means nothing any more costs its time and no more
   */
  static int load(File list, ClassLoader loader) {
    List<String> names = names(list);
    int loaded = 0;
    for (int i = 0; i < names.size(); i++) {
      try {
        Class.forName(names.get(i), false, loader);
        loaded++;
      } catch (ClassNotFoundException | LinkageError e) {
        // Of another version of peeps: whoever really needs a class loads it, or says so.
      }
    }
    return loaded;
  }

  /** The whole lines of a file; none when it cannot be read. */
  static List<String> names(File list) {
    String text;
    try (InputStream in = new FileInputStream(list)) {
      text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    int start = 0;
    int end = text.indexOf('\n');
    while (end >= 0) {
      names.add(text.substring(start, end));
      start = end + 1;
      end = text.indexOf('\n', start);
    }
    return names;
  }
}
