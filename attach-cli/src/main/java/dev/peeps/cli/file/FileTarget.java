package dev.peeps.cli.file;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.proc.Names;
import dev.peeps.cli.work.Failures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that a person named as TARGET, and what it is. Nothing but a regular file is opened: to
 * open a named pipe would wait for whoever writes to it.
 *
 * @param path as it was named
 */
public record FileTarget(Path path, FileKind kind) {

  /**
   * Looks at it.
   *
   * @throws CommandFailure when there is no regular file that can be read
   */
  public static FileTarget of(Path path) throws CommandFailure {
    String shown = Names.shown(path.toString());
    if (!Files.isRegularFile(path)) {
      throw new CommandFailure(
          ExitStatus.NO_TARGET, shown + notRegular(path), "", "name a file; peeps help dump");
    }
    try {
      if (Files.size(path) == 0) {
        throw new CommandFailure(
            ExitStatus.FAILED,
            shown + " is empty",
            "whoever wrote it was stopped, or its disk was full",
            "write it again");
      }
      return new FileTarget(path, FileKind.of(path));
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "cannot read " + shown,
          Failures.reason(e),
          "a core or heap dump belongs to the user whose process it was; try as that user");
    }
  }

  private static String notRegular(Path path) {
    if (Files.isDirectory(path)) {
      return " is a directory";
    }
    return Files.exists(path)
        ? " is a pipe, socket or device; a dump is read several times, so it has to be a file"
        : " does not exist";
  }

  /** Whether peeps reads this kind of file as a target. */
  public boolean isReadable() {
    return switch (kind) {
      case HPROF, CORE, SAVED_DUMP, CRASH_REPORT -> true;
      default -> false;
    };
  }

  /** That peeps does not read this kind of file as a target. */
  public CommandFailure unreadable() {
    String shown = Names.shown(path.toString());
    return switch (kind) {
      case THREAD_DUMP ->
          new CommandFailure(
              ExitStatus.NO_TARGET,
              shown + " is a thread dump, which alone says too little",
              "a thread dump has no futures, queues and j.u.c. owners in it",
              "peeps dump --threads " + shown + " HEAPDUMP, with a heap dump of the same time");
      case FAILED_CUT ->
          new CommandFailure(
              ExitStatus.FAILED, shown + " holds " + kind.words(), firstLine(), "take it again");
      default ->
          new CommandFailure(
              ExitStatus.NO_TARGET,
              shown + " is neither a heap dump nor a core nor a saved dump",
              beginning(),
              "peeps dump takes .hprof files of HotSpot, cores, and what peeps dump --format=json"
                  + " has written");
    };
  }

  private String beginning() {
    try (InputStream in = Files.newInputStream(path)) {
      return Names.shown(FileKind.beginning(in.readNBytes(256)));
    } catch (IOException e) {
      return Failures.reason(e);
    }
  }

  private String firstLine() {
    try (InputStream in = Files.newInputStream(path)) {
      String text = new String(in.readNBytes(1024), java.nio.charset.StandardCharsets.UTF_8);
      int end = text.indexOf('\n');
      return Names.shown((end < 0 ? text : text.substring(0, end)).strip());
    } catch (IOException e) {
      return Failures.reason(e);
    }
  }
}
