package dev.peeps.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The JDKs that live tests run on: those at JAVA_HOME, in JDK_HOMES (separated like a path) and in
 * the usual places, one for each feature version from 17 on. A 17 and a 25 or later must be among
 * them: a test on half the JDKs is no test.
 */
public final class Jdks {
  private static final List<Jdk> ALL = find();

  private Jdks() {}

  /** One JDK for each version, oldest first. */
  public static Stream<Jdk> all() {
    return ALL.stream();
  }

  /** Those that have virtual threads. */
  public static Stream<Jdk> withVirtualThreads() {
    return all().filter(Jdk::hasVirtualThreads);
  }

  /** Those with monitors that do not pin virtual threads and with the scopes of Java 25. */
  public static Stream<Jdk> from25() {
    return all().filter(jdk -> jdk.feature() >= 25);
  }

  private static List<Jdk> find() {
    Map<Integer, Jdk> found = new TreeMap<>();
    for (Path home : places()) {
      Jdk.at(home)
          .filter(jdk -> jdk.feature() >= 17)
          .ifPresent(jdk -> found.putIfAbsent(jdk.feature(), jdk));
    }
    if (!found.containsKey(17) || found.keySet().stream().noneMatch(feature -> feature >= 25)) {
      throw new IllegalStateException(
          "live tests need a JDK 17 and a JDK 25 or later, found "
              + found.values()
              + ": name their homes in JDK_HOMES, separated by '"
              + File.pathSeparator
              + "'");
    }
    return List.copyOf(found.values());
  }

  private static List<Path> places() {
    List<Path> places = new ArrayList<>();
    addHomes(places, System.getenv("JDK_HOMES"));
    addHomes(places, System.getenv("JAVA_HOME"));
    places.add(Path.of(System.getProperty("java.home")));
    addFolder(places, Path.of("/usr/lib/jvm"));
    addFolder(places, Path.of("/opt/java"));
    addFolder(places, Path.of(System.getProperty("user.home"), ".sdkman/candidates/java"));
    return places;
  }

  private static void addHomes(List<Path> places, String homes) {
    if (homes != null) {
      for (String home : homes.split(File.pathSeparator, -1)) {
        if (!home.isBlank()) {
          places.add(Path.of(home));
        }
      }
    }
  }

  private static void addFolder(List<Path> places, Path folder) {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> homes = Files.list(folder)) {
        homes.sorted().forEach(places::add);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot list " + folder, e);
      }
    }
  }
}
