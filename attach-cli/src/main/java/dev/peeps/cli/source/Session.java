package dev.peeps.cli.source;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.Watch;
import dev.peeps.cli.proc.Jvm;
import dev.peeps.cli.proc.MemoryRoom;
import dev.peeps.cli.proc.ProcFs;
import dev.peeps.cli.work.Cleanup;
import dev.peeps.cli.work.NewFile;
import dev.peeps.cli.work.StaleDirs;
import dev.peeps.cli.work.Workplace;
import dev.peeps.graph.Graph;
import dev.peeps.layout.LayoutText;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What one run of a command that looks at targets shares between all of them: the deadline, the
 * layouts, what has to be cleaned up. In this order: {@link #open}, {@link #sources}, {@link
 * #take}, then the command prints its answer between {@link #answering} and {@link #finish}.
 */
public final class Session {
  private final ProcFs proc;
  private final SourceOptions options;
  private final PrintStream err;
  private final LayoutsAhead layouts;
  private final Watch watch;
  private final Cleanup cleanup = new Cleanup();
  private final RoomAhead room = new RoomAhead();
  private final Set<String> processes = new HashSet<>();
  private boolean mayHaveEnded;
  private Thread releasing;
  private Workplace workplace;
  private LibraryFile library;
  private CutTaker cutTaker;

  private Session(ProcFs proc, SourceOptions options, PrintStream err) {
    this.proc = proc;
    this.options = options;
    this.err = err;
    // The layouts are read while we look for the target: the machine has more than one processor.
    this.layouts = new LayoutsAhead(LayoutOrigins.of(options));
    this.watch = new Watch(options.timeoutSeconds(), options.timeoutAsked(), options.quiet(), err);
  }

  /** Begins: from now on the deadline counts. */
  public static Session open(ProcFs proc, SourceOptions options, PrintStream err) {
    Session session = new Session(proc, options, err);
    session.watch.start();
    return session;
  }

  public SourceOptions options() {
    return options;
  }

  public LayoutsAhead layouts() {
    return layouts;
  }

  /** The layouts that count for a target; takes no cut. */
  public LayoutsAhead layoutsOf(Source source) {
    return source.jvm() == null ? layouts : layouts.with(proc, source.jvm());
  }

  /** Nothing was taken and nothing is left to be done. */
  public void done() {
    watch.done();
  }

  public Watch watch() {
    return watch;
  }

  /**
   * What the TARGETs name; touches nothing.
   *
   * @param targets what a person typed; none means the only JVM of this user
   * @throws CommandFailure when one of them is nothing that can be looked at
   */
  public List<Source> sources(List<String> targets) throws CommandFailure {
    return sources(
        targets,
        new Unreachable() {
          @Override
          public void failed(String target, CommandFailure failure) throws CommandFailure {
            throw failure;
          }
        });
  }

  /** Told of each TARGET that is nothing that can be looked at. */
  public interface Unreachable {
    /**
     * Goes on without it, or does not.
     *
     * @throws CommandFailure when the command cannot go on
     */
    void failed(String target, CommandFailure failure) throws CommandFailure;
  }

  /**
   * The same, where one that cannot be looked at need not hide the others.
   *
   * @throws CommandFailure when they make no sense together, or {@code unreachable} throws it
   */
  public List<Source> sources(List<String> targets, Unreachable unreachable) throws CommandFailure {
    watch.stage("looking for the target", ExitStatus.NO_TARGET);
    return new Sources(this).all(targets, unreachable);
  }

  /** Says that targets which have ended are no failure: nobody has named them. */
  public void mayHaveEnded() {
    mayHaveEnded = true;
  }

  /** Whether it is no failure that this one is not in the picture. */
  boolean hasSimplyEnded(Source source) {
    return mayHaveEnded && source.jvm() != null && !source.jvm().isAlive();
  }

  /**
   * One picture of all of them.
   *
   * @throws CommandFailure when there is nothing to show
   */
  public Picture take(List<Source> sources) throws CommandFailure {
    return take(sources, null);
  }

  /**
   * The same.
   *
   * @param known told of the graph before anything is looked for in it; nothing but notices is
   *     added to it afterwards. Null for nobody
   */
  public Picture take(List<Source> sources, Consumer<Graph> known) throws CommandFailure {
    return new Picture(this).take(sources, known);
  }

  /** A new file for this command's output, removed when the command fails. */
  public NewFile newFile(Path path) throws CommandFailure {
    return NewFile.create(path, cleanup);
  }

  /**
   * The answer is there and is being written out. A reader may be slow: the deadline is for what
   * the target is needed for. Meanwhile the targets give back what they keep for a second look.
   */
  public void answering(Picture picture) {
    watch.pause();
    for (Source source : picture.sources()) {
      if (source.canLookAgain()) {
        releasing = releasing(picture);
        releasing.start();
        return;
      }
    }
  }

  private static Thread releasing(Picture picture) {
    Thread thread =
        new Thread("peeps-release") {
          @Override
          public void run() {
            release(picture);
          }
        };
    thread.setDaemon(true);
    return thread;
  }

  private static void release(Picture picture) {
    for (Source source : picture.sources()) {
      source.release();
    }
  }

  private void released(Picture picture) {
    if (releasing == null) {
      release(picture);
      return;
    }
    try {
      releasing.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The answer is out; whatever happens from here on changes neither it nor the exit status. */
  public void finish(Picture picture) {
    watch.afterwards("tidying up in the target", picture.status());
    released(picture);
    if (options.registry()) {
      watch.stage("starting the registry", picture.status());
      for (Source source : picture.sources()) {
        // The kernel's names of all threads are a file each; the cut has them already.
        boolean wanted = !source.showsRegistry() || !options.layouts().isEmpty();
        if (source.attachment() != null && wanted) {
          startRegistry(source);
        }
      }
    }
    for (Source source : picture.sources()) {
      if (source.jvm() != null) {
        StaleDirs.sweep(proc, source.jvm());
        if (options.tempDir() != null) {
          StaleDirs.sweep(proc, source.jvm(), options.tempDir());
        }
      }
    }
    watch.done();
  }

  private void startRegistry(Source source) {
    List<Path> named = options.layouts();
    List<LayoutText> given = named.isEmpty() ? List.of() : LayoutFiles.texts(named);
    try {
      String line =
          new RegistryStarter(proc, library(), workplace(), given)
              .startAfter(source.jvm(), source.attachment());
      if (!line.isEmpty() && !options.quiet()) {
        err.println(line);
      }
    } catch (CommandFailure e) {
      if (!options.quiet()) {
        err.println(e.render());
      }
    }
  }

  /** Takes an id for a process of the picture; false when another target has it. */
  boolean claim(String process) {
    return processes.add(process);
  }

  ProcFs proc() {
    return proc;
  }

  public PrintStream err() {
    return err;
  }

  /** What has to be taken away however the command ends. */
  public Cleanup cleanup() {
    return cleanup;
  }

  Workplace workplace() {
    if (workplace == null) {
      workplace = new Workplace(proc, cleanup);
    }
    return workplace;
  }

  /** Memory for a large cut. */
  RoomAhead room() {
    return room;
  }

  MemoryCare memoryCare() {
    return new MemoryCare(new MemoryRoom(proc));
  }

  private LibraryFile library() throws CommandFailure {
    if (library == null) {
      library = LibraryFile.installed();
    }
    return library;
  }

  CutTaker cutTaker() throws CommandFailure {
    if (cutTaker == null) {
      cutTaker = new CutTaker(proc, library(), workplace(), watch, this);
    }
    return cutTaker;
  }

  /** One line before anything is loaded into a target. */
  void warn(Jvm jvm) {
    if (!options.quiet()) {
      say(Warnings.beforeLoad(jvm));
    }
  }

  /** A line on stderr, unless it is empty or a person wants quiet. */
  void say(String line) {
    if (!options.quiet() && !line.isEmpty()) {
      watch.endLine();
      err.println(line);
    }
  }
}
