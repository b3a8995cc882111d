package dev.peeps.cli.source;

import dev.peeps.cli.proc.Jvm;
import dev.peeps.cli.proc.ProcFs;
import dev.peeps.layout.LayoutText;
import dev.peeps.layout.Layouts;
import dev.peeps.layout.PreparedLayouts;
import dev.peeps.layout.Problem;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The layouts for a picture. Those that come with peeps and those that a person adds are read on a
 * thread of its own, so that they are there when they are needed. The plan is there at once when it
 * was prepared and nothing is added to it: then the target takes its cut while the layouts are
 * read.
 *
 * <p>{@link #with} adds what one target's own jars bring along.
 */
public final class LayoutsAhead {
  /** Made by the build (native-launcher/launcher/make-archives). */
  private static final String COMMON = "layouts-ahead.lst";

  private final LayoutsAhead base;
  private final LayoutOrigins origins;
  private final List<LayoutText> added;
  private final List<Problem> unread;
  private final byte[] preparedPlan;
  private final List<LayoutsAhead> targets = new ArrayList<>();
  private RoomAhead room;
  private boolean ready;
  private Layouts layouts;
  private byte[] plan;
  private Throwable failure;

  LayoutsAhead(LayoutOrigins origins) {
    this.base = null;
    this.origins = origins;
    PreparedLayouts prepared = prepared();
    boolean plain = origins.isPlain();
    preparedPlan = prepared != null && plain ? prepared.plan() : null;
    LayoutFound own = plain ? LayoutFound.NOTHING : origins.own();
    added = own.layouts();
    unread = own.problems();
    start(prepared);
  }

  private LayoutsAhead(LayoutsAhead base, LayoutFound found) {
    this.base = base;
    this.origins = base.origins;
    this.preparedPlan = null;
    this.added = found.layouts();
    this.unread = found.problems();
    start(null);
  }

  private void start(PreparedLayouts prepared) {
    Thread thread =
        new Thread("peeps-layouts") {
          @Override
          public void run() {
            readAll(prepared);
            RoomAhead needed = ready();
            if (needed != null) {
              prepareForCut(needed);
            }
          }
        };
    thread.setDaemon(true);
    thread.start();
  }

  private void prepareForCut(RoomAhead needed) {
    try {
      readCommon();
      ClassesAhead.load();
      needed.make();
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      // All of it is help: whoever needs what failed here does it again, and says what is wrong.
    }
  }

  /** Of all blocks, those that most pictures need: {@link Layouts} read the rest when asked. */
  private void readCommon() {
    String lib = System.getProperty("peeps.lib");
    if (lib != null && failure == null) {
      layouts.read(ClassesAhead.names(new File(lib, COMMON)));
    }
  }

  private void readAll(PreparedLayouts prepared) {
    try {
      if (base == null) {
        layouts = Layouts.with(prepared, origins.files());
        layouts = added.isEmpty() ? layouts : layouts.and(added);
        layouts = origins.trial() ? layouts.onTrial() : layouts;
      } else {
        layouts = base.layouts().and(added);
      }
      plan = preparedPlan == null ? layouts.plan().getBytes(StandardCharsets.UTF_8) : null;
    } catch (Throwable e) { // whoever waits for the layouts gets it
      failure = e;
    }
  }

  /** For whom a cut is about to be taken; null when nobody has said so yet. */
  private synchronized RoomAhead ready() {
    ready = true;
    notifyAll();
    return room;
  }

  /**
   * Has the thread that reads the layouts load the classes as well that read a cut, and make room
   * for a large one: a target is about to be asked for one, and until it answers a processor has
   * nothing to do. Where the layouts were read before the target was found, another thread does it.
   */
  void cutToo(RoomAhead needed) {
    if (isFirstAfterReading(needed)) {
      Thread thread =
          new Thread("peeps-ahead") {
            @Override
            public void run() {
              prepareForCut(needed);
            }
          };
      thread.setDaemon(true);
      thread.start();
    }
  }

  private synchronized boolean isFirstAfterReading(RoomAhead needed) {
    boolean first = ready && room == null;
    room = needed;
    return first;
  }

  /**
   * These and those of a running process's own jars. Cost: a look at its open files and at the
   * directories of the jars among them; the process is not touched.
   *
   * @return this when it brings none along, or they are not wanted
   */
  LayoutsAhead with(ProcFs proc, Jvm jvm) {
    LayoutFound found = origins.of(proc, jvm);
    if (found.isNothing()) {
      return this;
    }
    LayoutsAhead own = new LayoutsAhead(this, found);
    targets.add(own);
    return own;
  }

  /** Waits for them. */
  public Layouts layouts() {
    await();
    return layouts;
  }

  /** The plan that follows from them; waits for it when it was not prepared. */
  public byte[] plan() {
    if (preparedPlan != null) {
      return preparedPlan;
    }
    await();
    return plan;
  }

  /** All that targets were read with: these, and those with layouts of a target's own. */
  public List<Layouts> used() {
    List<Layouts> used = new ArrayList<>(1 + targets.size());
    used.add(layouts());
    for (LayoutsAhead target : targets) {
      used.add(target.layouts());
    }
    return used;
  }

  /** Mistakes in all of them, and what could not be looked into; each once. */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>(unread);
    problems.addAll(layouts().problems());
    if (!targets.isEmpty()) {
      java.util.Set<String> said = new java.util.HashSet<>();
      for (Problem problem : problems) {
        said.add(problem.toString());
      }
      for (LayoutsAhead target : targets) {
        for (Problem problem : target.problems()) {
          if (said.add(problem.toString())) {
            problems.add(problem);
          }
        }
      }
    }
    return problems;
  }

  /** The layouts that neither come with peeps nor were named on the command line. */
  public List<LayoutText> found() {
    List<LayoutText> all = new ArrayList<>(added);
    for (LayoutsAhead target : targets) {
      for (LayoutText text : target.added) {
        if (!all.contains(text)) {
          all.add(text);
        }
      }
    }
    return all;
  }

  private static PreparedLayouts prepared() {
    String lib = System.getProperty("peeps.lib");
    return lib == null
        ? null
        : PreparedLayouts.read(
            new File(lib, "prepared.layouts"), new File(lib, "peeps-mbeans.jar"));
  }

  private synchronized void await() {
    boolean interrupted = false;
    while (!ready) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure instanceof RuntimeException) {
      throw (RuntimeException) failure;
    }
    if (failure != null) {
      throw (Error) failure;
    }
  }
}
