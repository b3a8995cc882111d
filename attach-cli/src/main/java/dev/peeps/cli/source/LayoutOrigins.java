package dev.peeps.cli.source;

import dev.peeps.cli.proc.JavaCommandLine;
import dev.peeps.cli.proc.Jvm;
import dev.peeps.cli.proc.PerfData;
import dev.peeps.cli.proc.ProcFs;
import dev.peeps.layout.found.ConfiguredFolder;
import dev.peeps.layout.found.LayoutSearch;
import dev.peeps.layout.found.ProcessLayouts;
import java.io.File;
import java.nio.file.Path;
import java.util.List;

/**
 * Where layouts come from, in this order: those that come with peeps; the target's own jars, or
 * {@code --classpath} for a file; the configuration's folder; {@code --layout}.
 *
 * @param layouts files and folders that a person named
 * @param classPath jars and folders that a person named, for pictures of processes that are gone
 * @param jarLayouts whether the jars of running targets are looked into
 * @param trial whether the layouts are being tried out
 * @param config the folder for layouts in this user's configuration; it need not exist
 */
record LayoutOrigins(
    List<Path> layouts, List<Path> classPath, boolean jarLayouts, boolean trial, String config) {
  /** Longer texts are cut off by the JVM that writes the performance data. */
  private static final int MAX_PERF_TEXT = 1000;

  /** With the folder of this user. */
  static LayoutOrigins of(SourceOptions options) {
    return new LayoutOrigins(
        options.layouts(),
        options.classPath(),
        options.jarLayouts(),
        options.trial(),
        ConfiguredFolder.of(System.getenv("XDG_CONFIG_HOME")));
  }

  /** True when only what comes with peeps counts, as far as no target is known. */
  boolean isPlain() {
    return layouts.isEmpty() && classPath.isEmpty() && new File(config).list() == null;
  }

  /** What the class path and the configuration have. */
  LayoutFound own() {
    LayoutSearch search = new LayoutSearch();
    for (Path path : classPath) {
      File file = path.toFile();
      if (file.isDirectory()) {
        search.folder(file, path.toString());
      } else if (path.toString().endsWith("*")) {
        new ProcessLayouts(search, "/proc/self", "").classPath(path.toAbsolutePath().toString());
      } else {
        search.jar(file, path.toString(), false);
      }
    }
    search.files(new File(config), config);
    return new LayoutFound(search.layouts(), search.problems());
  }

  /** The files that a person named; of a folder, all files {@code *.layout} in it. */
  List<Path> files() {
    return layouts.isEmpty() ? layouts : LayoutFiles.of(layouts);
  }

  /** What a running process's own jars have. */
  LayoutFound of(ProcFs proc, Jvm jvm) {
    if (!jarLayouts) {
      return LayoutFound.NOTHING;
    }
    LayoutSearch search = new LayoutSearch();
    // Where a registry was started from this installation, its jar is open.
    search.passOver(System.getProperty("peeps.lib", "") + "/peeps-mbeans.jar");
    ProcessLayouts process = new ProcessLayouts(search, proc.name(jvm.pid(), ""), jvm.here(""));
    process.openFiles();
    PerfData data = jvm.perfData();
    String path = data == null ? "" : data.text("java.property.java.class.path");
    if (path.length() >= MAX_PERF_TEXT) {
      path = path.substring(0, Math.max(0, path.lastIndexOf(File.pathSeparatorChar)));
    }
    process.classPath(path);
    for (String given : JavaCommandLine.classPaths(proc, jvm.pid())) {
      process.classPath(given);
    }
    return new LayoutFound(search.layouts(), search.problems());
  }
}
