package dev.peeps.cli.load;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.TargetResolver;
import dev.peeps.cli.Watch;
import dev.peeps.cli.args.Arguments;
import dev.peeps.cli.args.Values;
import dev.peeps.cli.attach.Attachment;
import dev.peeps.cli.proc.Jvm;
import dev.peeps.cli.proc.ProcFs;
import dev.peeps.cli.source.LayoutFiles;
import dev.peeps.cli.source.LibraryFile;
import dev.peeps.cli.source.RegistryStarter;
import dev.peeps.cli.source.SourceOptions;
import dev.peeps.cli.source.Warnings;
import dev.peeps.cli.work.Cleanup;
import dev.peeps.cli.work.Workplace;
import dev.peeps.layout.LayoutText;
import dev.peeps.layout.Layouts;
import dev.peeps.layout.Problem;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code peeps load} and {@code peeps unload}: the registry in a target, and not. */
public final class LoadCommand {
  /** How long load waits for the MBeans. */
  private static final long UP_MILLIS = 2_000;

  private static final long LOOK_MILLIS = 20;

  private final ProcFs proc;
  private final PrintStream out;
  private final PrintStream err;

  public LoadCommand(ProcFs proc, PrintStream out, PrintStream err) {
    this.proc = proc;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts the registry and waits up to two seconds for its MBeans.
   *
   * @return 0, also when it was there or its MBeans are late
   * @throws CommandFailure when it was not started
   */
  public int load(Arguments arguments) throws CommandFailure {
    boolean quiet = arguments.has("--quiet");
    List<LayoutText> given = layouts(arguments);
    Watch watch = watch(arguments);
    Jvm jvm = target(arguments);
    String warning = quiet ? "" : Warnings.beforeLoad(jvm);
    if (!warning.isEmpty()) {
      err.println(warning);
    }
    Cleanup cleanup = new Cleanup();
    watch.stage("starting the registry in " + jvm, ExitStatus.NO_ATTACH);
    RegistryStarter.Outcome outcome = starter(cleanup, given).start(jvm, attachment(jvm));
    if (outcome == RegistryStarter.Outcome.WAS_THERE) {
      String change =
          given.isEmpty() ? "nothing was changed" : "it has the layouts of --layout from now on";
      out.println("peeps: the registry was in " + jvm + " already; " + change);
    }
    boolean up = isUp(jvm);
    watch.done();
    if (up && outcome == RegistryStarter.Outcome.DONE) {
      out.println("peeps: the registry is up in " + jvm + ": dev.peeps:type=Registry");
    } else if (!up) {
      out.println(RegistryStarter.late(jvm));
    }
    return ExitStatus.OK;
  }

  /**
   * Ends the registry.
   *
   * @return 0, also when there was none
   * @throws CommandFailure when the target cannot be reached
   */
  public int unload(Arguments arguments) throws CommandFailure {
    Watch watch = watch(arguments);
    Jvm jvm = target(arguments);
    if (!jvm.hasLibrary()) {
      watch.done();
      out.println("peeps: nothing of peeps is in " + jvm + "; nothing was loaded to look");
      return ExitStatus.OK;
    }
    watch.stage("ending the registry in " + jvm, ExitStatus.NO_ATTACH);
    RegistryStarter.Outcome outcome = starter(new Cleanup(), List.of()).stop(jvm, attachment(jvm));
    watch.done();
    switch (outcome) {
      case WAS_ABSENT -> out.println("peeps: there was no registry in " + jvm);
      case STILL_ENDING ->
          out.println(
              "peeps: the registry in "
                  + jvm
                  + " was told to end, but its thread hangs in something of the JVM's; it ends as"
                  + " soon as that lets go (jstack shows where it is)");
      default ->
          out.println(
              "peeps: the registry in "
                  + jvm
                  + " has ended: its MBeans and its thread are gone, its classes go with the next"
                  + " collection");
    }
    out.println("peeps: libpeeps itself stays until that JVM ends; a JVM cannot let go of it");
    return ExitStatus.OK;
  }

  private static boolean isUp(Jvm jvm) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(UP_MILLIS);
    while (!jvm.hasThread(RegistryStarter.THREAD)) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  private Watch watch(Arguments arguments) throws CommandFailure {
    return new Watch(SourceOptions.timeoutSeconds(arguments), arguments.has("--quiet"), err)
        .start();
  }

  private Jvm target(Arguments arguments) throws CommandFailure {
    TargetResolver resolver = new TargetResolver(proc);
    List<String> targets = arguments.operands();
    return targets.isEmpty() ? resolver.one() : resolver.one(targets.get(0));
  }

  /** Those of {@code --layout}; what is wrong in them is said, and the registry says it as well. */
  private List<LayoutText> layouts(Arguments arguments) throws CommandFailure {
    List<Path> named = Values.paths(arguments, "--layout");
    List<Problem> problems =
        named.isEmpty() ? List.of() : Layouts.with(LayoutFiles.of(named)).problems();
    for (Problem problem : problems) {
      err.println("peeps: " + problem);
    }
    return LayoutFiles.texts(named);
  }

  private RegistryStarter starter(Cleanup cleanup, List<LayoutText> given) throws CommandFailure {
    return new RegistryStarter(proc, LibraryFile.installed(), new Workplace(proc, cleanup), given);
  }

  private static Attachment attachment(Jvm jvm) {
    return new Attachment(jvm, Attachment.Way.AUTO);
  }
}
