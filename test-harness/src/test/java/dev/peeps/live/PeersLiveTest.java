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
            .contains(peer + "; from 127.0.0.1:");
        assertThat(remote(Peeps.dump(caller, "--no-load"))).contains(peer);
      }
    }
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
