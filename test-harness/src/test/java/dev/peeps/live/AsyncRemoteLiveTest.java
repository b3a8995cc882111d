package dev.peeps.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.harness.Jdk;
import dev.peeps.harness.Jdks;
import dev.peeps.harness.Peeps;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.remote.AsyncClient;
import dev.peeps.victims.remote.OtherEnd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Chains that end outside where no frame shows a socket. */
class AsyncRemoteLiveTest {
  /** The searches share it with the cut; a machine under test has other things to do. */
  private static final String PATIENT = "--max-pause=20000";

  /** For a peer to have been silent for ten seconds. */
  private static final long ENOUGH = TimeUnit.SECONDS.toNanos(60);

  @TempDir private Path directory;

  static Stream<Arguments> ways() {
    return Jdks.all()
        .flatMap(
            jdk ->
                Stream.of("http", "selector", "reader", "channel")
                    .map(way -> Arguments.of(jdk, way)));
  }

  static Stream<Jdk> jdks() {
    return Jdks.all();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("ways")
  void aResponseThatAnotherThreadHasToReceive(Jdk jdk, String way) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, AsyncClient.class, way)) {
      String peer = "127.0.0.1:" + victim.number("port") + " (pid " + victim.pid();
      assertThat(remote(Peeps.dump(victim, PATIENT)))
          .startsWith("REMOTE (likely, ")
          .contains(peer, "; from 127.0.0.1:", "last sent to ", " ago, nothing has ever come")
          .containsPattern(
              way.equals("reader")
                  ? "\"reader\" waits for data from the peer"
                  : "\"session-1\" waits for what \"[^\"]*\" has to receive from");
      assertThat(remote(Peeps.dump(victim, PATIENT, "--via=heap-dump")))
          .startsWith("REMOTE (likely, ")
          .contains(peer);
    }
  }

  /** Up to JDK 18 a thread group lists its threads, and so seems to lead to what they know. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void anIdleThreadThatKnowsTheClientBringsNothing(Jdk jdk) {
    try (VictimProcess victim =
        VictimProcess.stuck(jdk, AsyncClient.class, "selector", "listener")) {
      assertThat(remote(Peeps.dump(victim, PATIENT)))
          .startsWith("REMOTE (likely, ")
          .contains("\"session-1\" waits for what \"loop\" has to receive from");
    }
  }

  /** In one picture the limit may end it; a peer that is silent for ten seconds is not slow. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void aLimitToTheWait(Jdk jdk) {
    try (VictimProcess victim =
        VictimProcess.stuck(jdk, AsyncClient.class, "selector", "limited")) {
      String dump = Peeps.dump(victim, PATIENT);
      assertThat(dump).containsPattern("REMOTE \\((possible|likely), ");
      long start = System.nanoTime();
      while (!dump.contains("REMOTE (likely, ") && System.nanoTime() - start < ENOUGH) {
        dump = Peeps.dump(victim, PATIENT);
      }
      assertThat(remote(dump))
          .startsWith("REMOTE (likely, 3 tasks stuck): \"session-1\" waits for what \"loop\" has")
          .contains("127.0.0.1:" + victim.number("port"), "2 more tasks wait behind it");
      assertThat(dump).contains("with a limit, which had not passed at a second look");
      assertThat(Peeps.dump(victim, PATIENT, "--via=heap-dump", "--confirm=0"))
          .contains("REMOTE (possible, ", "\"session-1\" waits with a limit");
    }
  }

  /** As a long poll: nobody waits behind it. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("ways")
  void oneWhoAsksAloneIsNoAlarm(Jdk jdk, String way) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, AsyncClient.class, way, "alone")) {
      String pid = Long.toString(victim.pid());
      Peeps check = Peeps.run(jdk, "check", PATIENT, pid);
      assertThat(check.status()).as(check.out()).isZero();
      check = Peeps.run(jdk, "check", PATIENT, "--via=heap-dump", pid);
      assertThat(check.status()).as(check.out()).isZero();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void theOtherEndOfAPipe(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, OtherEnd.class, "child")) {
      assertThat(remote(Peeps.dump(victim)))
          .startsWith(
              "REMOTE (likely, 2 tasks stuck): \"user-1\" waits for the other end of a pipe (pid "
                  + victim.number("child")
                  + ", cat) to write; 1 more task waits behind it");
    }
  }

  /** The future of that is completed by a thread of the JDK's, which waits for the process. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void theEndOfAProcess(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, OtherEnd.class, "exit")) {
      int child = victim.number("child");
      assertThat(remote(Peeps.dump(victim, PATIENT)))
          .startsWith("REMOTE (likely, ")
          .contains("\"user-1\" waits for what \"process reaper")
          .contains("from process " + child + ", when that ends (pid " + child + ", cat)");
      assertThat(remote(Peeps.dump(victim, PATIENT, "--via=heap-dump")))
          .startsWith("REMOTE (likely, ");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void theLockOfAFile(Jdk jdk) throws IOException {
    Path file = directory.toRealPath().resolve("data");
    try (VictimProcess holder = VictimProcess.stuck(jdk, OtherEnd.class, "hold", file.toString());
        VictimProcess victim = VictimProcess.stuck(jdk, OtherEnd.class, "lock", file.toString())) {
      assertThat(remote(Peeps.dump(victim)))
          .startsWith("REMOTE (likely, 2 tasks stuck): \"user-1\" waits for the lock of " + file)
          .contains(" (pid " + holder.pid() + ", " + OtherEnd.class.getName() + ") to be unlocked");
    }
  }

  private static String remote(String dump) {
    return dump.lines()
        .filter(line -> line.startsWith("REMOTE"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no REMOTE in " + dump));
  }
}
