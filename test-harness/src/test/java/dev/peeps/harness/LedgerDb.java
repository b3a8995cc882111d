package dev.peeps.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A small database on a runtime of its own, which knows nothing of peeps: its sources are compiled
 * apart, and its jar has a layout under {@code META-INF/peeps}. Nothing else of it is known here.
 */
public final class LedgerDb {
  private static final Path SOURCES = Path.of("src/ledgerdb/java");
  private static final Path RESOURCES = Path.of("src/ledgerdb/resources");
  private static final Path CLASSES = Path.of("target/ledgerdb-classes").toAbsolutePath();
  private static Path jar;

  private LedgerDb() {}

  /**
   * Starts it with one of its hangs ({@code locks}, {@code channel}, {@code turns}, {@code quota})
   * or {@code healthy}.
   */
  public static VictimProcess stuck(Jdk jdk, String hang) {
    return new VictimProcess.Start(jdk)
        .withClasses(jar().toString())
        .args(hang)
        .stuck("com.example.ledgerdb.Database");
  }

  /** The same from a jar that has forgotten its layout. */
  public static VictimProcess stuckWithoutLayout(Jdk jdk, String hang) {
    jar();
    return new VictimProcess.Start(jdk)
        .withClasses(CLASSES.toString())
        .args(hang)
        .stuck("com.example.ledgerdb.Database");
  }

  /** Its layout as a file of its own. */
  public static Path layout() {
    return RESOURCES.resolve("META-INF/peeps/ledgerdb.layout").toAbsolutePath();
  }

  /** Its jar, made at the first call. */
  public static synchronized Path jar() {
    if (jar == null) {
      jar = make(Path.of("target").toAbsolutePath());
    }
    return jar;
  }

  private static Path make(Path target) {
    Jdk oldest = Jdks.all().findFirst().orElseThrow();
    List<String> command = new ArrayList<>(List.of(oldest.tool("javac"), "-d", CLASSES.toString()));
    files(SOURCES).forEach(source -> command.add(source.toString()));
    Command.run(command).orFail();
    Path made = target.resolve("ledgerdb.jar");
    try (OutputStream file = Files.newOutputStream(made);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (Path root : List.of(CLASSES, RESOURCES)) {
        for (Path each : files(root)) {
          out.putNextEntry(new ZipEntry(root.relativize(each).toString()));
          Files.copy(each, out);
          out.closeEntry();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + made, e);
    }
    return made;
  }

  private static List<Path> files(Path root) {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + root, e);
    }
  }
}
