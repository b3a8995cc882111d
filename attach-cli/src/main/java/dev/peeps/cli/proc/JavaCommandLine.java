package dev.peeps.cli.proc;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The main class or jar in the command line of a JVM that writes no performance data. One word is
 * taken; the arguments are not kept.
 */
public final class JavaCommandLine {
  private static final Set<String> WITH_VALUE =
      Set.of(
          "-cp",
          "-classpath",
          "--class-path",
          "-p",
          "--module-path",
          "--upgrade-module-path",
          "--add-modules",
          "--add-exports",
          "--add-opens",
          "--add-reads",
          "--patch-module",
          "--limit-modules",
          "--enable-native-access",
          "--source");

  private static final Set<String> PATHS =
      Set.of("-cp", "-classpath", "--class-path", "-p", "--module-path");

  private JavaCommandLine() {}

  /**
   * The class and module paths that a JVM was started with, as they were written; empty when there
   * are none or they cannot be read.
   */
  public static List<String> classPaths(ProcFs proc, long pid) {
    List<String> paths = new ArrayList<>(1);
    String text;
    try {
      text = proc.text(pid, "cmdline");
    } catch (IOException e) {
      return paths;
    }
    int at = text.indexOf('\0') + 1;
    while (at > 0 && at < text.length() && text.charAt(at) == '-') {
      int end = text.indexOf('\0', at);
      String word = text.substring(at, end < 0 ? text.length() : end);
      at = end + 1;
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      String option = equals < 0 ? word : word.substring(0, equals);
      boolean path = PATHS.contains(option) || option.equals("-jar");
      if (equals >= 0 && path) {
        paths.add(word.substring(equals + 1));
      } else if (equals < 0 && (path || WITH_VALUE.contains(word)) && at > 0) {
        int next = text.indexOf('\0', at);
        if (path) {
          paths.add(text.substring(at, next < 0 ? text.length() : next));
        }
        at = next + 1;
      }
      if (option.equals("-jar")) {
        break; // what follows is the program's
      }
    }
    return paths;
  }

  static String mainName(ProcFs proc, long pid) {
    String text;
    try {
      text = proc.text(pid, "cmdline");
    } catch (IOException e) {
      return "";
    }
    int at = text.indexOf('\0') + 1;
    while (at > 0 && at < text.length()) {
      int end = text.indexOf('\0', at);
      String word = text.substring(at, end < 0 ? text.length() : end);
      at = end + 1;
      if (WITH_VALUE.contains(word)) {
        at = at == 0 ? 0 : text.indexOf('\0', at) + 1;
      } else if (!word.startsWith("-") && !word.startsWith("@")) {
        return word; // of -jar and -m it is the next word, too
      }
    }
    return "";
  }
}
