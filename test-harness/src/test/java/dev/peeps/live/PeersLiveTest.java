package dev.peeps.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.harness.Jdk;
import dev.peeps.harness.Peeps;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.remote.SilentDatabase;
import dev.peeps.victims.remote.StuckCaller;
import dev.peeps.victims.remote.StuckServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is at the other end of a socket, when that is a process of this machine. */
class PeersLiveTest {
  private static final String JDKS = "dev.peeps.harness.Jdks#all";

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void thePeerIsAProcessOfThisMachine(Jdk jdk) {
    try (VictimProcess server = new VictimProcess.Start(jdk).start(StuckServer.class.getName())) {
      server.awaitLine("listening");
      String port = Integer.toString(server.number("port"));
      try (VictimProcess caller = VictimProcess.stuck(jdk, StuckCaller.class, port)) {
        server.awaitLine("stuck");
        String peer =
            "127.0.0.1:" + port + " (pid " + server.pid() + ", " + StuckServer.class.getName();
        assertThat(remote(Peeps.dump(caller)))
            .startsWith("REMOTE (likely, 2 tasks stuck): \"caller-1\" waits for data from the peer")
            .contains(peer + "; last sent to ")
            .contains(" ago, nothing has ever come; from 127.0.0.1:");
        assertThat(remote(Peeps.dump(caller, "--no-load"))).contains(peer);
        theChainGoesOnInThePeer(caller, server);
      }
    }
  }

  private static void theChainGoesOnInThePeer(VictimProcess caller, VictimProcess server) {
    for (String way : new String[] {"--via=attach", "--no-load"}) {
      String both = Peeps.dump(caller, way, Long.toString(server.pid()));
      assertThat(both)
          .containsPattern("DEADLOCK \\((proved|likely), 4 tasks stuck\\): \"handler\" holds")
          .contains("Also stuck behind it: 2 tasks, \"caller-1\" #")
          .contains("Follows from it: REMOTE (likely, 2 tasks stuck)")
          .contains("provided by \"handler\" #")
          .contains("[inferred: has the other end of the connection in its hands]");
    }
    assertThat(
            Peeps.run(
                    caller.jdk(),
                    "why",
                    Long.toString(caller.pid()),
                    Long.toString(server.pid()),
                    "caller-2")
                .out())
        .contains("caller-2", "caller-1", "handler", "posting");
  }

  /** It listens, and the kernel has taken the connection for it; the answer will never come. */
  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void aPeerThatDoesNotAccept(Jdk jdk) {
    for (String way : new String[] {"socket", "channel", "http"}) {
      try (VictimProcess victim = VictimProcess.stuck(jdk, SilentDatabase.class, way)) {
        assertThat(remote(Peeps.dump(victim)))
            .contains("(pid " + victim.pid() + ", " + SilentDatabase.class.getName())
            .contains(", has not accepted the connection yet")
            .contains("; from 127.0.0.1:");
      }
    }
  }

  private static String remote(String dump) {
    return dump.lines()
        .filter(line -> line.startsWith("REMOTE"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no REMOTE in " + dump));
  }
}
