package dev.peeps.cli.core;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.proc.Names;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What is needed to read the core of a JVM: the JDK that can, and the program.
 *
 * @param pid of the process, -1 when the core does not say
 * @param home of the JDK whose jhsdb reads it: of the very build of the JVM in the core
 * @param executable the java program
 * @param libraries folder to look for libraries in that do not lie where the core says; null when
 *     they do
 */
record CoreJvm(long pid, Path home, Path executable, Path libraries) {
  private static final String LIBJVM = "/libjvm.so";

  /** Numbers of ELF machines, and what the JVM calls them. */
  private static final int[] MACHINES = {3, 20, 21, 22, 40, 62, 183, 243, 258};

  private static final String[] MACHINE_NAMES = {
    "i386", "ppc", "ppc64", "s390", "arm", "amd64", "aarch64", "riscv", "loongarch"
  };

  /**
   * Looks into a core.
   *
   * @param given the program that a person named, or null
   * @throws CommandFailure when it is no core of a JVM, or nothing here can read it
   */
  static CoreJvm of(Path core, Path given) throws CommandFailure {
    String shown = Names.shown(core.toString());
    try (CoreFile file = CoreFile.open(core)) {
      sameMachine(shown, file);
      CoreFile.Mapping library = libjvm(shown, file);
      whole(shown, file);
      Path recorded = homeOf(Path.of(library.file()));
      String build = file.buildId(library);
      Path home = home(recorded, Path.of(library.file()), build);
      if (home == null) {
        throw noAgent(shown, recorded, library.file(), build);
      }
      Path libraries = home.equals(recorded) ? null : home;
      return new CoreJvm(file.pid(), home, executable(shown, file, home, given), libraries);
    } catch (EOFException e) {
      throw cutOff(shown, e.getMessage());
    } catch (InvalidPathException e) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "cannot read the core " + shown + ": a file that belongs to it has no name here",
          "'" + Names.shown(e.getInput()) + "': " + Names.shown(e.getReason()),
          "again with LC_ALL=C.UTF-8: the locale decides which letters Java can write");
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.FAILED, "cannot read the core " + shown, String.valueOf(e.getMessage()), "");
    }
  }

  private static void sameMachine(String shown, CoreFile file) throws CommandFailure {
    String there = machine(file.machine());
    String here = System.getProperty("os.arch", "");
    if (!there.equals(here) && !(there.equals("riscv") && here.startsWith("riscv"))) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          shown + " is the core of a process on " + there + ", and this machine is " + here,
          "the JDK's serviceability agent reads cores of its own architecture only",
          "on a machine of that kind: peeps dump " + shown);
    }
  }

  private static String machine(int number) {
    for (int i = 0; i < MACHINES.length; i++) {
      if (MACHINES[i] == number) {
        return MACHINE_NAMES[i];
      }
    }
    return "a machine of the ELF number " + number;
  }

  private static CoreFile.Mapping libjvm(String shown, CoreFile file) throws CommandFailure {
    for (CoreFile.Mapping mapping : file.mappings()) {
      if (mapping.file().endsWith(LIBJVM) && mapping.offset() == 0) {
        return mapping;
      }
    }
    boolean unknown = file.mappings().isEmpty();
    throw new CommandFailure(
        ExitStatus.NO_TARGET,
        shown
            + " is no core of a HotSpot JVM, as far as it says"
            + (file.program().isEmpty() ? "" : "; its program is " + Names.shown(file.program())),
        unknown
            ? "it has no list of mapped files (NT_FILE); gcore and kernels since 3.7 write one"
            : "libjvm.so is not among the " + file.mappings().size() + " files it had mapped",
        "");
  }

  private static void whole(String shown, CoreFile file) throws IOException, CommandFailure {
    if (file.missing() > 0) {
      throw cutOff(shown, file.missing() + " bytes of it are missing");
    }
  }

  private static CommandFailure cutOff(String shown, String how) {
    return new CommandFailure(
        ExitStatus.FAILED,
        "the core " + shown + " is cut off: " + how,
        "the limit for cores (ulimit -c, or that of systemd-coredump) was too low, the disk was"
            + " full, or it was copied in part",
        "gcore PID with room on the disk; ulimit -c unlimited before the start");
  }

  /** {@code HOME/lib/server/libjvm.so}; on 8 {@code HOME/jre/lib/amd64/server/libjvm.so}. */
  static Path homeOf(Path libjvm) {
    Path home = libjvm;
    while (home != null
        && (home.getFileName() == null || !home.getFileName().toString().equals("lib"))) {
      home = home.getParent();
    }
    home = home == null ? null : home.getParent();
    boolean inJre =
        home != null && home.getFileName() != null && home.getFileName().toString().equals("jre");
    return inJre ? home.getParent() : home == null ? Path.of("/") : home;
  }

  /** The JDK of the same build; that which the core names if nothing tells builds apart. */
  private static Path home(Path recorded, Path libjvm, String build) {
    if (JdkHomes.hasAgent(recorded) && isSame(libjvm, build)) {
      return recorded;
    }
    if (build.isEmpty()) {
      return null;
    }
    List<Path> homes = JdkHomes.withAgent(System.getenv("JAVA_HOME"), System.getenv("JDK_HOMES"));
    for (Path home : homes) {
      for (String variant : new String[] {"server", "client", "minimal"}) {
        Path library = home.resolve("lib/" + variant + LIBJVM);
        if (Files.isRegularFile(library) && buildOf(library).equals(build)) {
          return home;
        }
      }
    }
    return null;
  }

  private static boolean isSame(Path library, String build) {
    if (!Files.isRegularFile(library)) {
      return false;
    }
    String here = buildOf(library);
    return build.isEmpty() || here.isEmpty() || here.equals(build);
  }

  private static String buildOf(Path library) {
    try (FileChannel channel = FileChannel.open(library, StandardOpenOption.READ)) {
      return new ElfImage(
              (offset, length) -> {
                ByteBuffer buffer = ByteBuffer.allocate(length);
                while (buffer.hasRemaining()
                    && channel.read(buffer, offset + buffer.position()) >= 0) {
                  // until all is there
                }
                if (buffer.hasRemaining()) {
                  throw new EOFException("it ends early");
                }
                return buffer.flip();
              })
          .buildId(false);
    } catch (IOException | RuntimeException e) {
      return "";
    }
  }

  private static CommandFailure noAgent(String shown, Path recorded, String libjvm, String build) {
    String version = JdkHomes.version(recorded);
    String cause;
    if (!Files.exists(Path.of(libjvm))) {
      cause = Names.shown(libjvm) + ", whose JVM it was, is not on this machine";
    } else if (!JdkHomes.hasAgent(recorded)) {
      cause = Names.shown(recorded.toString()) + " has no jhsdb: it is a runtime, not a JDK";
    } else {
      cause = Names.shown(libjvm) + " is of another build than it was: it was updated since";
    }
    return new CommandFailure(
        ExitStatus.FAILED,
        "reading the core "
            + shown
            + " needs the jhsdb of "
            + (version.isEmpty() || !Files.exists(Path.of(libjvm)) ? "the JDK" : "JDK " + version)
            + " that its process ran on, of the very same build",
        cause + (build.isEmpty() ? "" : " (build id of its libjvm.so: " + build + ")"),
        "install that JDK (Debian: the package openjdk-N-jdk-headless of the same version) and name"
            + " its home in JDK_HOMES; or read the core on the machine it comes from");
  }

  private static Path executable(String shown, CoreFile file, Path home, Path given)
      throws CommandFailure {
    if (given != null) {
      if (!Files.isRegularFile(given)) {
        throw new CommandFailure(
            ExitStatus.NO_TARGET,
            "the program " + Names.shown(given.toString()) + " of --exe is no file",
            "",
            "name the java program, or the launcher, that the process of the core had run");
      }
      return given;
    }
    List<Path> candidates = new java.util.ArrayList<>();
    String started = file.executable();
    for (CoreFile.Mapping mapping : file.mappings()) {
      if (!started.isEmpty() && mapping.file().endsWith(name(started)) && mapping.offset() == 0) {
        candidates.add(Path.of(mapping.file()));
      }
    }
    candidates.add(home.resolve("bin/java"));
    for (Path candidate : candidates) {
      if (Files.isRegularFile(candidate)) {
        return candidate;
      }
    }
    throw new CommandFailure(
        ExitStatus.FAILED,
        "the program whose core " + shown + " is was not found",
        Names.shown(started.isEmpty() ? candidates.get(0).toString() : started)
            + " is not on this machine",
        "name it with --exe=PATH");
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/'));
  }
}
