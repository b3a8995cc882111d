package dev.peeps.cli.proc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A /proc of our own making, with one process that runs the tests: {@code self} is 1. */
public final class FakeProc {
  private final Path base;

  public FakeProc(Path base) throws IOException {
    this.base = base;
    process(1, status('S', 1000, 1, 0));
    Files.createSymbolicLink(base.resolve("self"), Path.of("1"));
  }

  /** The text of a status file. */
  public static String status(char state, long uid, long namespacePid, long caught) {
    return "Name:\tjava\nUmask:\t0022\nState:\t"
        + state
        + " (some state)\nTgid:\t7\nPid:\t7\nUid:\t"
        + (uid + 5)
        + "\t"
        + uid
        + "\t0\t0\nGid:\t100\t101\t0\t0\nNSpid:\t7\t"
        + namespacePid
        + "\nThreads:\t23\nSigCgt:\t"
        + Long.toHexString(caught)
        + "\n";
  }

  /** Adds a process. */
  public void process(long pid, String status) throws IOException {
    file(pid, "status", status);
  }

  /** Adds a file of a process. */
  public void file(long pid, String name, String content) throws IOException {
    Path file = base.resolve(Long.toString(pid)).resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a link of a process. */
  public void link(long pid, String name, String to) throws IOException {
    Path link = base.resolve(Long.toString(pid)).resolve(name);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(to));
  }

  public ProcFs proc() {
    return new ProcFs(base.toString());
  }
}
