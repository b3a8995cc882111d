package dev.peeps.heap;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The JDKs that tests run against: JAVA_HOME, JDK_HOMES, then the usual places. */
final class Jdks {
  private Jdks() {}

  /** One home for each version of 11 or later, the running JDK's own always among them. */
  static List<Path> homes() throws IOException {
    Map<String, Path> byVersion = new TreeMap<>();
    add(byVersion, Path.of(System.getProperty("java.home")));
    addVariable(byVersion, System.getenv("JAVA_HOME"));
    addVariable(byVersion, System.getenv("JDK_HOMES"));
    Path usual = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(usual)) {
      try (DirectoryStream<Path> homes = Files.newDirectoryStream(usual)) {
        for (Path home : homes) {
          add(byVersion, home);
        }
      }
    }
    return new ArrayList<>(byVersion.values());
  }

  private static void addVariable(Map<String, Path> byVersion, String value) throws IOException {
    if (value != null && !value.isEmpty()) {
      for (String home : value.split(File.pathSeparator, -1)) {
        add(byVersion, Path.of(home));
      }
    }
  }

  private static void add(Map<String, Path> byVersion, Path home) throws IOException {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin/javac")) || !Files.isReadable(release)) {
      return;
    }
    for (String line : Files.readAllLines(release)) {
      if (line.startsWith("JAVA_VERSION=\"") && !line.startsWith("JAVA_VERSION=\"1.")) {
        byVersion.putIfAbsent(line, home.toRealPath());
      }
    }
  }
}
