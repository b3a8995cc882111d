package dev.peeps.cli.core;

import dev.peeps.cli.proc.Names;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The JDKs of this machine: JAVA_HOME, JDK_HOMES (separated like a path), the usual places. */
final class JdkHomes {
  private static final String[] FOLDERS = {
    "/usr/lib/jvm", "/usr/lib64/jvm", "/usr/java", "/opt", "/opt/java", "/opt/jdk"
  };

  private JdkHomes() {}

  /** Homes that have a jhsdb, each once, in the order in which they are to be tried. */
  static List<Path> withAgent(String javaHome, String jdkHomes) {
    List<Path> homes = new ArrayList<>();
    add(homes, javaHome);
    if (jdkHomes != null) {
      for (String home : jdkHomes.split(File.pathSeparator, -1)) {
        add(homes, home);
      }
    }
    add(homes, System.getProperty("java.home"));
    for (String folder : FOLDERS) {
      addAll(homes, folder);
    }
    addAll(homes, System.getProperty("user.home", "") + "/.sdkman/candidates/java");
    Set<Path> real = new LinkedHashSet<>();
    for (Path home : homes) {
      if (hasAgent(home)) {
        real.add(real(home));
      }
    }
    return new ArrayList<>(real);
  }

  static boolean hasAgent(Path home) {
    return Files.isExecutable(agent(home));
  }

  static Path agent(Path home) {
    return home.resolve("bin/jhsdb");
  }

  private static void add(List<Path> homes, String home) {
    if (home != null && !home.isBlank()) {
      homes.add(Path.of(home));
    }
  }

  private static void addAll(List<Path> homes, String folder) {
    String[] names = new File(folder).list();
    if (names != null) {
      java.util.Arrays.sort(names);
      for (String name : names) {
        homes.add(Path.of(folder, name));
      }
    }
  }

  private static Path real(Path home) {
    try {
      return home.toRealPath();
    } catch (IOException e) {
      return home;
    }
  }

  /** {@code 17.0.15 (Debian)} from the file release of a JDK or JRE; empty when there is none. */
  static String version(Path home) {
    try {
      String version = "";
      String vendor = "";
      for (String line : Files.readAllLines(home.resolve("release"))) {
        if (line.startsWith("JAVA_VERSION=")) {
          version = unquoted(line);
        } else if (line.startsWith("IMPLEMENTOR=")) {
          vendor = unquoted(line);
        }
      }
      return Names.shown(vendor.isEmpty() ? version : version + " (" + vendor + ")");
    } catch (IOException e) {
      return "";
    }
  }

  private static String unquoted(String line) {
    return line.substring(line.indexOf('=') + 1).replace("\"", "").strip();
  }
}
