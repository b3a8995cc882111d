package dev.peeps.errors;

import static dev.peeps.errors.PeepsAssert.assertThatPeeps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.peeps.harness.Jdk;
import dev.peeps.harness.LibPeeps;
import dev.peeps.harness.MemoryGroup;
import dev.peeps.harness.Peeps;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.healthy.IdleService;
import dev.peeps.victims.waiting.ManyAlike;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Targets of another user, or with other mounts and process ids. Making these takes root. */
class ContainedLiveTest {
  private static final String JDKS = "dev.peeps.harness.Jdks#all";
  private static final int NO_ATTACH = 4;
  private static final int FAILED = 5;
  private static final List<String> NOBODY =
      List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

  @BeforeAll
  static void rootOnly() {
    assumeTrue(
        new com.sun.security.auth.module.UnixSystem().getUid() == 0,
        "only root can make namespaces and processes of other users");
  }

  /** Enough for the library, the plan and a cut of a thousand threads, and for little else. */
  private static final long LITTLE_MEMORY = 24L << 20;

  /** The project under a name that no test hides. */
  private static final String KEEP = "mount --bind " + LibPeeps.root() + " /mnt\n";

  /** Starts it in a mount namespace in which the shell commands have been run. */
  private static VictimProcess inMounts(Jdk jdk, String commands) {
    return new VictimProcess.Start(jdk)
        .runBy("unshare", "-m", "sh", "-ec", KEEP + commands + "\nexec \"$@\"", "sh")
        .stuck(IdleService.class.getName());
  }

  private static Peeps dump(Jdk jdk, VictimProcess victim) {
    return Peeps.run(jdk, "dump", Long.toString(victim.pid()));
  }

  private static String hide(String directory) {
    return "mount -t tmpfs none " + directory + "\n";
  }

  private static String otherTmp(String options) {
    return other("/tmp", options);
  }

  /** Another directory; the project, which may be checked out below it, stays where it is. */
  private static String other(String directory, String options) {
    String mount = "mount -t tmpfs " + options + " none " + directory + "\n";
    return LibPeeps.root().startsWith(directory)
        ? mount + "mkdir -p " + LibPeeps.root() + "\nmount --bind /mnt " + LibPeeps.root() + "\n"
        : mount;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void rootLooksAtAnotherUsersJvm(Jdk jdk) throws IOException {
    try (VictimProcess victim =
        new VictimProcess.Start(jdk)
            .runBy(NOBODY.toArray(new String[0]))
            .stuck(IdleService.class.getName())) {
      // Left by a JVM of root's with the same pid it would rightly be in the way.
      Files.deleteIfExists(Path.of("/tmp/.java_pid" + victim.pid()));
      assertThatPeeps(dump(jdk, victim)).exits(0).prints("Async dump of " + victim.pid(), "via");
      assertThatPeeps(dump(jdk, victim)).exits(0);
      assertThatPeeps(Peeps.run(jdk, "dump", "--via=jattach", Long.toString(victim.pid())))
          .exits(0)
          .prints("via jattach");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void nobodyLooksAtRootsJvm(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, IdleService.class)) {
      assertThatPeeps(Peeps.run(jdk, NOBODY, "dump", Long.toString(victim.pid())))
          .exits(NO_ATTACH)
          .says("belongs to user root", "sudo -u root");
      assertThat(victim.isAlive()).isTrue();
    }
  }

  /** The library is seen under its own path, as with a service's private /tmp. */
  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void aTmpOfItsOwn(Jdk jdk) {
    try (VictimProcess victim = inMounts(jdk, otherTmp(""))) {
      assertThatPeeps(dump(jdk, victim)).exits(0).prints("Async dump of " + victim.pid());
      assertThatPeeps(dump(jdk, victim)).exits(0).prints("via attach");
      assertNothingLeft(victim);
    }
  }

  /** Where no agent may go, the JVM writes its heap dump among its own files. */
  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void aHeapDumpInATmpOfItsOwn(Jdk jdk) {
    try (VictimProcess victim = inMounts(jdk, otherTmp(""))) {
      assertThatPeeps(Peeps.run(jdk, "dump", "--no-load", Long.toString(victim.pid())))
          .exits(0)
          .prints("Async dump of " + victim.pid(), "via heap-dump");
      assertNothingLeft(victim);
    }
  }

  /** A container does not see our installation: it gets a copy, and the same one next time. */
  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void theInstallationIsHidden(Jdk jdk) throws IOException {
    String dist = System.getProperty("peeps.dist", LibPeeps.root() + "/dist");
    try (VictimProcess victim = inMounts(jdk, otherTmp("") + hide(dist))) {
      for (int i = 0; i < 3; i++) {
        assertThatPeeps(dump(jdk, victim)).exits(0);
      }
      assertNothingLeft(victim);
      long copies =
          java.nio.file.Files.readAllLines(java.nio.file.Path.of("/proc/" + victim.pid() + "/maps"))
              .stream()
              .filter(line -> line.contains("/libpeeps-"))
              .map(line -> line.substring(line.indexOf('/')))
              .distinct()
              .count();
      assertThat(copies).as("libraries loaded").isEqualTo(1);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void processIdsOfItsOwn(Jdk jdk) {
    try (VictimProcess victim =
        new VictimProcess.Start(jdk)
            .runBy("unshare", "-m", "-p", "-f", "--mount-proc", "--kill-child")
            .stuck(IdleService.class.getName())) {
      long pid =
          ProcessHandle.of(victim.pid()).orElseThrow().children().findAny().orElseThrow().pid();
      assertThatPeeps(Peeps.run(jdk, "dump", Long.toString(pid)))
          .exits(0)
          .prints("Async dump of " + pid);
      assertThat(Peeps.run(jdk, "list").out()).contains(pid + " ");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void readOnlyTmp(Jdk jdk) {
    try (VictimProcess victim = inMounts(jdk, otherTmp("") + "mount -o remount,ro /tmp\n")) {
      assertThatPeeps(dump(jdk, victim))
          .exits(NO_ATTACH)
          .says("its /tmp is read-only")
          .doesNotSay("loading");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void noRoomAnywhere(Jdk jdk) {
    String small = "-o size=200k";
    try (VictimProcess victim =
        inMounts(jdk, otherTmp(small) + other("/var/tmp", small) + other("/dev/shm", small))) {
      assertThatPeeps(dump(jdk, victim))
          .exits(FAILED)
          .says("found no directory", "/tmp: only", "KiB free")
          .doesNotSay("loading");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void anotherPlaceWhenTmpIsFull(Jdk jdk) {
    try (VictimProcess victim = inMounts(jdk, otherTmp("-o size=200k"))) {
      assertThatPeeps(dump(jdk, victim)).exits(0);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void noexecMattersOnlyWhereTheLibraryHasToBeCopied(Jdk jdk) {
    String dist = System.getProperty("peeps.dist", LibPeeps.root() + "/dist");
    String noexec = "-o noexec";
    try (VictimProcess victim = inMounts(jdk, otherTmp("-o noexec"))) {
      assertThatPeeps(dump(jdk, victim)).exits(0);
    }
    try (VictimProcess victim =
        inMounts(
            jdk,
            otherTmp(noexec)
                + other("/var/tmp", noexec)
                + other("/dev/shm", noexec)
                + hide(dist))) {
      assertThatPeeps(dump(jdk, victim)).exits(FAILED).says("mounted noexec");
    }
  }

  /** There is room when the command looks, but not for all of the cut. */
  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void theDiskFillsWhileTheCutIsWritten(Jdk jdk) {
    String small = "-o size=1100k";
    try (VictimProcess victim =
        new VictimProcess.Start(jdk)
            .runBy(
                "unshare",
                "-m",
                "sh",
                "-ec",
                KEEP
                    + otherTmp(small)
                    + other("/var/tmp", small)
                    + other("/dev/shm", small)
                    + "\nexec \"$@\"",
                "sh")
            .options("-Xss256k")
            .args("platform", "2000", "200")
            .stuck(ManyAlike.class.getName())) {
      assertThatPeeps(dump(jdk, victim))
          .exits(FAILED)
          .says("No space left on device", Long.toString(victim.pid()))
          .printsNothing();
      assertThat(victim.isAlive()).isTrue();
      assertNothingLeft(victim);
    }
  }

  /** A dump must not be what gets a service killed whose container has hardly any memory left. */
  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void aContainerWithLittleMemoryLeft(Jdk jdk) throws IOException {
    try (MemoryGroup group = MemoryGroup.make();
        VictimProcess victim =
            new VictimProcess.Start(jdk)
                .runBy("sh", "-ec", "echo $$ > " + group.members() + "\nexec \"$@\"", "sh")
                .options("-Xss256k")
                .args("platform", "1000")
                .stuck(ManyAlike.class.getName())) {
      group.limit(group.used() + LITTLE_MEMORY);
      assertThatPeeps(dump(jdk, victim))
          .exits(0)
          .prints("\"lock-holder\"", "999", "lean walk")
          .says("no registry was started");
      Peeps again = dump(jdk, victim);
      assertThat(again.status()).as(again.err()).isIn(0, NO_ATTACH);
      assertThat(group.killed()).as("processes killed for memory").isZero();
      assertThat(victim.isAlive()).isTrue();
    }
  }

  private static void assertNothingLeft(VictimProcess victim) {
    File tmp = new File("/proc/" + victim.pid() + "/root/tmp");
    await("nothing of peeps in the victim's /tmp")
        .until(() -> tmp.list((dir, name) -> name.startsWith(".peeps-")), left -> left.length == 0);
  }
}
