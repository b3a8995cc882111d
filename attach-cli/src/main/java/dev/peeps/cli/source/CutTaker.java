package dev.peeps.cli.source;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.Watch;
import dev.peeps.cli.attach.Attachment;
import dev.peeps.cli.attach.LoadAnswer;
import dev.peeps.cli.proc.Jvm;
import dev.peeps.cli.proc.Names;
import dev.peeps.cli.proc.ProcFs;
import dev.peeps.cli.work.Failures;
import dev.peeps.cli.work.NewFile;
import dev.peeps.cli.work.PrivateDir;
import dev.peeps.cli.work.Workplace;
import dev.peeps.heap.Heap;
import dev.peeps.heap.HprofException;
import dev.peeps.heap.HprofReader;
import dev.peeps.heap.reach.LiveReach;
import dev.peeps.heap.reach.Suspects;
import dev.peeps.registry.CutOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Has a JVM take a cut of itself and reads it. */
final class CutTaker {
  private static final String PLAN = "plan";
  private static final String ONLY = "only";
  private static final String SUSPECTS = "suspects";
  private static final String OUT = "cut.hprof";
  private static final String ERROR = "peeps-error: ";

  private final ProcFs proc;
  private final LibraryFile library;
  private final Workplace workplace;
  private final Watch watch;
  private final Session session;

  CutTaker(ProcFs proc, LibraryFile library, Workplace workplace, Watch watch, Session session) {
    this.proc = proc;
    this.library = library;
    this.workplace = workplace;
    this.watch = watch;
    this.session = session;
  }

  /** A cut that was taken and not read yet; {@link CutTaker#read} does away with its file. */
  record Taken(Jvm jvm, PrivateDir dir, long bytes, String via, boolean kept) {}

  /**
   * Takes one cut.
   *
   * @param plan the plan file's text
   * @param only thread ids for a second cut, one a line; null for a first one
   * @param request what the library is asked for, without the files
   * @param keep where the cut file is to be kept; null for nowhere
   * @throws CommandFailure when there is no cut; nothing is left then
   */
  Taken take(
      Jvm jvm, Attachment attachment, byte[] plan, byte[] only, CutOptions request, NewFile keep)
      throws CommandFailure {
    try {
      String loaded =
          library.isSeenBy(jvm) ? library.installedPath() : library.loadedCopy(proc, jvm);
      PrivateDir dir = workplace.open(jvm, loaded == null);
      boolean taken = false;
      try {
        Taken cut = take(jvm, attachment, dir, loaded, plan, only, request, keep);
        taken = true;
        return cut;
      } finally {
        if (!taken) {
          dir.close();
        }
      }
    } catch (IOException e) {
      throw lost(jvm, Failures.reason(e));
    }
  }

  private Taken take(
      Jvm jvm,
      Attachment attachment,
      PrivateDir dir,
      String loaded,
      byte[] plan,
      byte[] only,
      CutOptions request,
      NewFile keep)
      throws CommandFailure, IOException {
    dir.write(PLAN, plan);
    request.add("plan", dir.there(PLAN)).add("out", dir.there(OUT));
    if (only != null) {
      dir.write(ONLY, only);
      request.add("only", dir.there(ONLY));
    }
    String path = loaded == null ? library.copyTo(dir) : loaded;
    dir.expect(OUT);
    dir.handOver();

    session.warn(jvm);
    watch.stage("waiting for " + jvm + " to take its cut", ExitStatus.NO_ATTACH);
    Path cut = dir.here(OUT);
    LoadAnswer answer;
    session.room().asked(cut.toFile());
    try {
      answer = attachment.load(path, request.toString());
    } finally {
      session.room().answered();
    }
    if (answer.code() != 0) {
      throw libraryFailed(jvm, answer.code(), cut);
    }
    if (!Files.isRegularFile(cut, LinkOption.NOFOLLOW_LINKS)) {
      throw lost(jvm, "the library has written no cut");
    }
    long bytes = Files.size(cut);
    if (keep != null) {
      // It stays from now on: one that cannot be read is what a bug report needs.
      keep.copyFrom(cut);
      keep.keep();
    }
    return new Taken(jvm, dir, bytes, attachment.word(), keep != null);
  }

  /**
   * Reads a cut and removes its file.
   *
   * @throws CommandFailure when it cannot be read; its file is gone then, too
   */
  Cut read(Taken taken) throws CommandFailure {
    watch.stage("reading the cut of " + taken.jvm(), ExitStatus.FAILED);
    try {
      Path file = taken.dir().here(OUT);
      Heap ahead = session.room().heap(file.toFile());
      Heap heap = ahead == null ? HprofReader.read(file) : ahead;
      return new Cut(taken.jvm(), heap, taken.bytes(), taken.via());
    } catch (HprofException e) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "the cut of " + taken.jvm() + " cannot be read",
          e.getMessage(),
          taken.kept()
              ? "attach the file of --save-cut to a bug report"
              : "again with --save-cut=FILE, and attach the file to a bug report");
    } finally {
      taken.dir().close();
    }
  }

  /**
   * Asks the library in the target about objects of the cut that it holds.
   *
   * @param suspects what it is asked
   * @param request what the library is asked for, without the files
   * @throws CommandFailure when there is no answer
   */
  LiveReach ask(Jvm jvm, Attachment attachment, Suspects suspects, CutOptions request)
      throws CommandFailure {
    try {
      String loaded =
          library.isSeenBy(jvm) ? library.installedPath() : library.loadedCopy(proc, jvm);
      if (loaded == null) {
        throw lost(jvm, "the library in it cannot be found any more");
      }
      PrivateDir dir = workplace.open(jvm, false);
      try {
        dir.write(
            SUSPECTS,
            new PrivateDir.Content() { // no lambda: the first of a JVM costs it more than the file
              @Override
              public void writeTo(OutputStream out) throws IOException {
                suspects.writeTo(out);
              }
            });
        request.add("suspects", dir.there(SUSPECTS)).add("out", dir.there(OUT));
        dir.expect(OUT);
        dir.handOver();
        watch.stage("waiting for " + jvm + " to look who can be reached", ExitStatus.NO_ATTACH);
        LoadAnswer answer = attachment.load(loaded, request.toString());
        if (answer.code() != 0) {
          throw libraryFailed(jvm, answer.code(), dir.here(OUT));
        }
        return LiveReach.read(dir.here(OUT));
      } finally {
        dir.close();
      }
    } catch (IOException e) {
      throw lost(jvm, Failures.reason(e));
    }
  }

  /**
   * Has the library in the target forget the ids that it keeps for a second cut.
   *
   * @throws CommandFailure when the target does not answer
   */
  void release(Jvm jvm, Attachment attachment) throws CommandFailure {
    try {
      String loaded =
          library.isSeenBy(jvm) ? library.installedPath() : library.loadedCopy(proc, jvm);
      if (loaded != null) {
        attachment.load(loaded, "release");
      }
    } catch (IOException e) {
      throw lost(jvm, Failures.reason(e));
    }
  }

  private static CommandFailure libraryFailed(Jvm jvm, int code, Path out) {
    String reason = "the library gave no reason (code " + code + ")";
    if (Files.isRegularFile(out, LinkOption.NOFOLLOW_LINKS)) {
      try {
        String explained = explanation(out);
        reason = explained.isEmpty() ? reason : explained;
      } catch (IOException e) {
        reason += "; its file cannot be read: " + Failures.reason(e);
      }
    }
    return new CommandFailure(
        ExitStatus.FAILED,
        "no cut of " + jvm + " was taken",
        reason,
        "peeps-dump(1) and docs/troubleshooting.md explain the reasons");
  }

  /** The reason that the library left in its file; empty when there is none in it. */
  static String explanation(Path out) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(out, StandardCharsets.UTF_8)) {
      String line = in.readLine();
      return line != null && line.startsWith(ERROR)
          ? Names.shown(line.substring(ERROR.length()))
          : "";
    }
  }

  private static CommandFailure lost(Jvm jvm, String reason) {
    if (!jvm.isAlive()) {
      return new CommandFailure(
          ExitStatus.FAILED,
          jvm + " ended during the cut",
          "it exited, crashed or was killed",
          "look at its own output; a crashed JVM leaves hs_err_pid" + jvm.pid() + ".log");
    }
    return new CommandFailure(
        ExitStatus.FAILED,
        "no cut of " + jvm + " was taken",
        reason,
        "see whether its /tmp has room and may be written");
  }
}
