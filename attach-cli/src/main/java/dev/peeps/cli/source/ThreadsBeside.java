package dev.peeps.cli.source;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.args.Values;
import dev.peeps.cli.file.HeapFile;
import dev.peeps.cli.proc.Names;
import dev.peeps.heap.Heap;
import dev.peeps.heap.threads.MonitorInference;
import dev.peeps.heap.threads.MonitorJoin;
import dev.peeps.heap.threads.ThreadDump;
import dev.peeps.heap.threads.ThreadDumpException;
import java.nio.file.Path;

/** Monitors of a heap dump: from the thread dump taken beside it, else inferred from its frames. */
final class ThreadsBeside {
  private ThreadsBeside() {}

  /**
   * The thread dump that was given; null when none was.
   *
   * @throws CommandFailure when it is none
   */
  static ThreadDump of(SourceOptions options) throws CommandFailure {
    return options.threads() == null ? null : read(options.threads());
  }

  /**
   * The heap dump with its monitors.
   *
   * @param threads null when there is no thread dump
   */
  static HeapFile add(HeapFile file, ThreadDump threads) {
    HeapFile joined = file;
    if (threads != null) {
      Heap heap = MonitorJoin.join(file.heap(), threads);
      joined =
          file.with(heap)
              .with("threadDump", threads.format().words())
              .with("threadDumpTime", threads.time())
              .with("threadsMatched", heap.info().fact("threadsMatched"));
    }
    return joined.with(MonitorInference.infer(joined.heap()));
  }

  private static ThreadDump read(Path path) throws CommandFailure {
    try {
      return ThreadDump.read(path);
    } catch (ThreadDumpException e) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "cannot use the thread dump " + Names.shown(path.toString()),
          Names.shown(e.getMessage()),
          "the text of jstack -l PID or jcmd PID Thread.print -l, or what jcmd PID"
              + " Thread.dump_to_file -format=json has written");
    }
  }

  /** That a cut needs no thread dump. */
  static CommandFailure notForCuts() {
    return Values.usage(
        "--threads is for heap dumps and cores; a cut knows the owners of monitors", "");
  }
}
