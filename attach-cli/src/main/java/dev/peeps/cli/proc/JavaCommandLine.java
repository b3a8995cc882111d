package dev.peeps.cli.proc;

import java.io.IOException;
import java.util.Set;

/**
 * The main class or jar in the command line of a JVM that writes no performance data. One word is
 * taken; the arguments are not kept.
 */
final class JavaCommandLine {
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

  private JavaCommandLine() {}

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
