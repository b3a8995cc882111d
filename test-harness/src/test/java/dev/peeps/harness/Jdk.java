package dev.peeps.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A Java development kit on this machine. */
public record Jdk(Path home, int feature) {

  /** The kit at this place; empty when there is none with compiler and jcmd. */
  static Optional<Jdk> at(Path home) {
    Path release = home.resolve("release");
    if (!Files.isRegularFile(release)
        || !Files.isExecutable(home.resolve("bin/javac"))
        || !Files.isExecutable(home.resolve("bin/jcmd"))) {
      return Optional.empty();
    }
    try {
      for (String line : Files.readAllLines(release)) {
        if (line.startsWith("JAVA_VERSION=\"")) {
          return Optional.of(new Jdk(home.toRealPath(), feature(line)));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + release, e);
    }
  }

  private static int feature(String line) {
    String version = line.substring(line.indexOf('"') + 1, line.lastIndexOf('"'));
    String[] parts = version.split("[.-]", 3);
    return Integer.parseInt(parts[0].equals("1") ? parts[1] : parts[0]);
  }

  /** The tool of this name, {@code java}, {@code jcmd}. */
  public String tool(String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  public boolean hasVirtualThreads() {
    return feature >= 21;
  }

  @Override
  public String toString() {
    return "JDK " + feature;
  }
}
