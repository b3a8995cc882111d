package dev.peeps.cli.core;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.Watch;
import dev.peeps.cli.file.HeapFile;
import dev.peeps.cli.proc.Names;
import dev.peeps.cli.proc.ProcFs;
import dev.peeps.cli.work.Cleanup;
import dev.peeps.cli.work.Failures;
import dev.peeps.cli.work.StaleDirs;
import dev.peeps.heap.threads.ThreadDump;
import dev.peeps.heap.threads.ThreadDumpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * What a core holds, as far as the JDK's serviceability agent gets it out: a heap dump without
 * frame locals, and a thread dump with the owners of monitors.
 *
 * @param pid of its process, -1 when it does not say
 * @param threads null when the agent failed on them; then {@code threadsFailure} says why
 */
public record CoreReading(long pid, HeapFile heap, ThreadDump threads, String threadsFailure) {

  /**
   * Reads a core. A private directory holds what the agent writes; it is removed however this ends.
   *
   * @param executable that a person named; null: as the core says
   * @param plan of the layouts
   * @throws CommandFailure when there is no heap to be had
   */
  public static CoreReading of(
      Path core, Path executable, String plan, ProcFs proc, Watch watch, Cleanup cleanup)
      throws CommandFailure {
    watch.stage("looking into " + Names.shown(core.toString()), ExitStatus.FAILED);
    CoreJvm jvm = CoreJvm.of(core, executable);
    Path directory = directory(proc);
    Runnable removal = () -> remove(directory);
    cleanup.add(removal);
    try {
      Jhsdb agent = new Jhsdb(core, jvm, watch, cleanup);
      Path errors = directory.resolve("errors");
      Path text = directory.resolve("threads");
      ThreadDump threads = null;
      String failure = "";
      try {
        agent.threads(text, errors);
        threads = ThreadDump.read(text);
      } catch (CommandFailure e) {
        failure = e.getMessage() + ": " + e.likelyCause();
      } catch (ThreadDumpException e) {
        failure = "what jhsdb has written has no threads in it";
      }
      Path heapDump = directory.resolve("heap.hprof");
      agent.heap(heapDump, directory.resolve("output"), errors);
      HeapFile heap =
          HeapFile.read(
              heapDump,
              plan,
              watch,
              "the heap of " + Names.shown(core.toString()),
              threads == null ? new long[0] : threads.addresses());
      return new CoreReading(jvm.pid(), heap, threads, failure);
    } finally {
      cleanup.done(removal);
    }
  }

  /** What a killed command has left there, often gigabytes, makes room first. */
  private static Path directory(ProcFs proc) throws CommandFailure {
    String parent = System.getProperty("java.io.tmpdir");
    StaleDirs.sweep(proc, parent);
    try {
      return Files.createDirectory(
          Path.of(parent, StaleDirs.newName(proc)),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "found no room for what jhsdb writes: cannot make a directory in " + parent,
          Failures.reason(e),
          "make room there; PEEPS_JAVA_OPTS=-Djava.io.tmpdir=DIR names another place");
    }
  }

  private static void remove(Path directory) {
    for (String name : new String[] {"threads", "heap.hprof", "output", "errors"}) {
      try {
        Files.deleteIfExists(directory.resolve(name));
      } catch (IOException e) {
        // The directory then stays, which the next line finds out.
      }
    }
    try {
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      // Somebody has put something else into it.
    }
  }
}
