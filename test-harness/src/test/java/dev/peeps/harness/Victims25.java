package dev.peeps.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Victims that need a Java newer than the build's: compiled once per JDK by that JDK's own
 * compiler, previews enabled.
 */
public final class Victims25 {
  private static final Map<Jdk, Path> COMPILED = new ConcurrentHashMap<>();
  private static final Path SOURCES = Path.of("src/victims25/java");

  private Victims25() {}

  /** A start for one of these victims, with the options that it needs. */
  public static VictimProcess.Start on(Jdk jdk) {
    return new VictimProcess.Start(jdk)
        .options("--enable-preview")
        .withClasses(COMPILED.computeIfAbsent(jdk, Victims25::compile).toString());
  }

  private static Path compile(Jdk jdk) {
    Path classes = Path.of("target", "victims-" + jdk.feature()).toAbsolutePath();
    List<String> command = new ArrayList<>();
    command.addAll(List.of(jdk.tool("javac"), "--enable-preview", "-Xlint:-preview"));
    command.addAll(List.of("--release", Integer.toString(jdk.feature())));
    command.addAll(List.of("-cp", Path.of("target/classes").toAbsolutePath().toString()));
    command.addAll(List.of("-d", classes.toString()));
    try (Stream<Path> sources = Files.walk(SOURCES)) {
      sources
          .filter(source -> source.toString().endsWith(".java"))
          .forEach(source -> command.add(source.toAbsolutePath().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + SOURCES, e);
    }
    Command.run(command).orFail();
    return classes;
  }
}
