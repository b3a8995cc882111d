package dev.peeps.cli.source;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.attach.Attachment;
import dev.peeps.cli.attach.LoadAnswer;
import dev.peeps.cli.proc.Jvm;
import dev.peeps.cli.proc.MemoryRoom;
import dev.peeps.cli.proc.ProcFs;
import dev.peeps.cli.work.Failures;
import dev.peeps.cli.work.PrivateDir;
import dev.peeps.cli.work.Workplace;
import dev.peeps.layout.LayoutText;
import dev.peeps.registry.CutOptions;
import dev.peeps.registry.GivenLayouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** Starts the registry in a target and ends it. */
public final class RegistryStarter {
  /** The registry's one thread, once its MBeans are registered and until then. */
  public static final String THREAD = "peeps-registry";

  public static final String STARTING_THREAD = "peeps-starting";

  /** What libpeeps returns (docs/cut-format.md). */
  private static final int WAS_THERE = 104;

  private static final int WAS_ABSENT = 105;
  private static final int STILL_ENDING = 106;

  /** Older JVMs cannot have one. */
  private static final int FIRST_WITH_REGISTRY = 11;

  private static final String JAR = "peeps-mbeans.jar";
  private static final String OUT = "registry.txt";
  private static final String LAYOUTS = "layouts";

  /** Measured: 7 (17) to 12 MiB (25) in a program that does not use JMX yet. */
  private static final long MEMORY = 32L << 20;

  private final ProcFs proc;
  private final LibraryFile library;
  private final Workplace workplace;
  private final List<LayoutText> given;

  /** How a start or an end went. */
  public enum Outcome {
    DONE,
    WAS_THERE,
    WAS_ABSENT,
    STILL_ENDING
  }

  /**
   * @param given layouts that a person named, which it is to know as well; it keeps those it was
   *     given before when there are none
   */
  public RegistryStarter(
      ProcFs proc, LibraryFile library, Workplace workplace, List<LayoutText> given) {
    this.given = given;
    this.proc = proc;
    this.library = library;
    this.workplace = workplace;
  }

  /** Whether one is there, up or starting. Looks from outside. */
  public static boolean isThere(Jvm jvm) {
    return jvm.hasThread(THREAD, STARTING_THREAD);
  }

  /**
   * Starts one after an answer, where there is none yet; one that is there gets the layouts that a
   * person named. Does not wait for its MBeans.
   *
   * @return what a person should know about it; empty when all is well
   * @throws CommandFailure when it was not started
   */
  public String startAfter(Jvm jvm, Attachment attachment) throws CommandFailure {
    boolean starting = jvm.hasThread(STARTING_THREAD);
    boolean wanted = !given.isEmpty() || !isThere(jvm);
    if (wanted && Warnings.feature(jvm) >= FIRST_WITH_REGISTRY) {
      start(jvm, attachment);
    }
    return starting ? late(jvm) : "";
  }

  /**
   * Starts it, and hands it the layouts that a person named; so too when it is there already. Does
   * not wait for its MBeans.
   *
   * @throws CommandFailure when it was not started; the target is as it was, but for libpeeps
   */
  public Outcome start(Jvm jvm, Attachment attachment) throws CommandFailure {
    careForMemory(jvm);
    try {
      boolean seen = library.isSeenBy(jvm);
      String loaded = seen ? library.installedPath() : library.loadedCopy(proc, jvm);
      PrivateDir dir = workplace.open(jvm, loaded == null);
      try {
        String path = loaded == null ? library.copyTo(dir) : loaded;
        String jar = library.beside(JAR).toString();
        if (!seen) {
          // The loader keeps the file open, so that it may be removed again.
          dir.copy(library.beside(JAR), JAR);
          jar = dir.there(JAR);
        }
        CutOptions request = new CutOptions("registry").add("jar", jar).add("out", dir.there(OUT));
        if (!given.isEmpty()) {
          dir.write(LAYOUTS, GivenLayouts.write(given));
          request.add("layouts", dir.there(LAYOUTS));
        }
        dir.expect(OUT);
        dir.handOver();
        LoadAnswer answer = attachment.load(path, request.toString());
        if (answer.code() == 0) {
          return Outcome.DONE;
        }
        if (answer.code() == WAS_THERE) {
          return Outcome.WAS_THERE;
        }
        throw new CommandFailure(
            ExitStatus.FAILED,
            "no registry was started in " + jvm,
            reason(answer.code(), dir.here(OUT)),
            "peeps dump works without one");
      } finally {
        dir.close();
      }
    } catch (IOException e) {
      throw failed("no registry was started in " + jvm, e);
    }
  }

  /** The target must not be killed for the sake of something that it can do without. */
  private void careForMemory(Jvm jvm) throws CommandFailure {
    long room = new MemoryRoom(proc).of(jvm.pid());
    if (room < MEMORY) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "no registry was started in " + jvm,
          "its memory limit (control group) leaves "
              + (room >> 20)
              + " MiB, and a registry may take "
              + (MEMORY >> 20)
              + " MiB with the classes of JMX",
          "peeps dump works without one; else raise the limit of its container");
    }
  }

  /**
   * Ends it.
   *
   * @throws CommandFailure when the target cannot be reached
   */
  public Outcome stop(Jvm jvm, Attachment attachment) throws CommandFailure {
    try {
      String loaded =
          library.isSeenBy(jvm) ? library.installedPath() : library.loadedCopy(proc, jvm);
      if (loaded == null) {
        return Outcome.WAS_ABSENT;
      }
      LoadAnswer answer = attachment.load(loaded, "unload");
      return switch (answer.code()) {
        case 0 -> Outcome.DONE;
        case WAS_ABSENT -> Outcome.WAS_ABSENT;
        case STILL_ENDING -> Outcome.STILL_ENDING;
        default ->
            throw new CommandFailure(
                ExitStatus.FAILED,
                "the registry in " + jvm + " was not ended",
                "the library returned code " + answer.code(),
                "the JVM may be ending");
      };
    } catch (IOException e) {
      throw failed("the registry in " + jvm + " was not ended", e);
    }
  }

  /** What to say of a registry whose MBeans are not up. */
  public static String late(Jvm jvm) {
    if (!isThere(jvm)) {
      return "peeps: the registry in "
          + jvm
          + " has given up: the JVM's MBean server cannot be started, or the name"
          + " dev.peeps:type=Registry is taken; peeps unload, then peeps load tries again."
          + " Dumps do not need it";
    }
    return "peeps: the MBeans of the registry in "
        + jvm
        + " are not up: starting the JVM's MBean server runs code of the application"
        + " (logging, an MBeanServerBuilder), and that may hang like the rest;"
        + " its thread is "
        + STARTING_THREAD
        + ". Dumps do not need it";
  }

  private static String reason(int code, Path out) throws IOException {
    return Files.isRegularFile(out, LinkOption.NOFOLLOW_LINKS)
        ? CutTaker.explanation(out)
        : "the library returned code " + code;
  }

  private static CommandFailure failed(String what, IOException e) {
    return new CommandFailure(
        ExitStatus.FAILED, what, Failures.reason(e), "see whether its /tmp can be written");
  }
}
