package dev.peeps.cli.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.cli.proc.FakeProc;
import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityBuilder;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Process 7 waits for a peer; the tables are those of a little-endian machine. */
class PeersTest {
  private static final String HEAD =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode\n";
  private static final String OWN =
      "   0: 0100007F:C000 0100007F:1538 01 00000000:00000000 00:00000000 00000000  1000        0"
          + " 100 1 0000000000000000 20 4 30 10 -1\n";
  private static final String OTHER =
      "   1: 0100007F:1538 0100007F:C000 01 00000000:0000000E 00:00000000 00000000   999        0"
          + " 200 1 0000000000000000 20 4 30 10 -1\n";
  private static final String SECOND =
      "   2: 0100007F:C001 0100007F:1538 01 00000003:00000000 00:00000000 00000000  1000        0"
          + " 101 1 0000000000000000 20 4 30 10 -1\n";
  private static final String LISTENER =
      "   3: 00000000:1538 00000000:0000 0A 00000000:00000000 00:00000000 00000000   999        0"
          + " 201 1 0000000000000000 100 0 0 10 0\n";

  @TempDir Path base;
  private FakeProc fake;
  private Wire wire = row -> null;

  @BeforeEach
  void twoProcesses() throws IOException {
    fake = new FakeProc(base);
    fake.process(7, FakeProc.status('S', 1000, 7, 4));
    fake.link(7, "fd/3", "socket:[100]");
    fake.link(7, "fd/4", "/dev/null");
    fake.process(812, FakeProc.status('S', 999, 812, 4));
    fake.link(812, "fd/9", "socket:[200]");
    fake.link(812, "fd/8", "socket:[201]");
    fake.file(812, "comm", "postgres\n");
  }

  private static Graph.Builder waiting(EntityBuilder end) {
    return new Graph.Builder()
        .entity(new EntityBuilder("7/thread-1", "7", EntityKind.THREAD).build())
        .entity(end.build())
        .edge(Edge.exact("7/thread-1", "7/end", EdgeKind.NEEDS, "waits for data from the peer"));
  }

  private static EntityBuilder socket(String remote, long localPort) {
    return new EntityBuilder("7/end", "7", EntityKind.SOCKET)
        .attribute("remote", remote)
        .attribute("localPort", localPort);
  }

  private Entity look(EntityBuilder end, String... rows) throws IOException {
    fake.file(7, "net/tcp", HEAD + String.join("", rows));
    Graph.Builder graph = waiting(end);
    Peers peers = new Peers(fake.proc(), wire);
    peers.look(graph.build(), "7", 7, null);
    peers.addTo(graph, graph.build());
    return graph.build().entity("7/end");
  }

  @Test
  void theOtherEndOfAConnection() throws IOException {
    Map<String, Object> facts =
        look(socket("localhost/127.0.0.1:5432", 49152), OTHER, SECOND, LISTENER, OWN).attributes();
    assertThat(facts)
        .containsEntry("local", "127.0.0.1:49152")
        .containsEntry("peerPid", 812L)
        .containsEntry("peerName", "postgres")
        .containsEntry("peerUnread", 14L)
        .doesNotContainKeys("peerState", "connections", "unacknowledged");
  }

  /** The kernel has shaken hands; the server's program knows nothing of it. */
  @Test
  void aConnectionThatNobodyHasAccepted() throws IOException {
    String pending = OTHER.replace(" 999        0 200", "   0        0 0");
    assertThat(look(socket("127.0.0.1:5432", 49152), OWN, pending, LISTENER).attributes())
        .containsEntry("peerPid", 812L)
        .containsEntry("peerState", "has not accepted the connection yet");
  }

  @Test
  void closedAndConnecting() throws IOException {
    assertThat(
            look(socket("127.0.0.1:5432", 49152), OWN.replace(" 01 000", " 08 000")).attributes())
        .containsEntry("peerState", "has closed the connection");
    assertThat(
            look(socket("10.0.0.7:5432", 0), OWN.replace("0100007F:1538 01", "0700000A:1538 02"))
                .attributes())
        .containsEntry("peerState", "has not answered the connection yet")
        .doesNotContainKey("peerPid");
  }

  /** A request knows host and port; of a port alone several connections may be meant. */
  @Test
  void oneOfSeveral() throws IOException {
    fake.link(7, "fd/5", "socket:[101]");
    EntityBuilder request =
        new EntityBuilder("7/end", "7", EntityKind.REQUEST).attribute("remote", "db.example:5432");
    assertThat(look(request, OWN, SECOND, LISTENER).attributes())
        .containsEntry("connections", 2L)
        .containsEntry("local", "one of 127.0.0.1:49152 127.0.0.1:49153")
        .containsEntry("peerPid", 812L);
  }

  /** Each request could be any of the connections, and each of these is among all sockets. */
  @Test
  @Timeout(60)
  void manyRequestsOverManyConnections() throws IOException {
    int many = 3000;
    StringBuilder rows = new StringBuilder(HEAD + LISTENER);
    Graph.Builder graph = new Graph.Builder();
    for (int i = 0; i < many; i++) {
      String port = Integer.toHexString(0x8000 + i).toUpperCase(Locale.ROOT);
      rows.append(OWN.replace("C000", port).replace(" 100 1 ", " " + (1000 + i) + " 1 "));
      rows.append(OTHER.replace("C000", port));
      fake.link(7, "fd/" + (1000 + i), "socket:[" + (1000 + i) + "]");
      graph
          .entity(new EntityBuilder("7/thread-" + i, "7", EntityKind.THREAD).build())
          .entity(
              new EntityBuilder("7/request-" + i, "7", EntityKind.REQUEST)
                  .attribute("remote", "db.example:5432")
                  .build())
          .edge(Edge.exact("7/thread-" + i, "7/request-" + i, EdgeKind.NEEDS, "waits"));
    }
    fake.file(7, "net/tcp", rows.toString());
    Peers peers = new Peers(fake.proc());
    peers.look(graph.build(), "7", 7, null);
    peers.addTo(graph, graph.build());
    assertThat(graph.build().entity("7/request-" + (many - 1)).attributes())
        .containsEntry("connections", (long) many)
        .containsEntry("peerPid", 812L);
  }

  /** Two of a pool share what the kernel keeps of their names, and both have run since. */
  @Test
  void aLoopThatCannotBeToldFromItsFellows() throws IOException {
    String wait = System.getProperty("os.arch").equals("aarch64") ? "22" : "232";
    for (int thread = 71; thread < 73; thread++) {
      fake.file(7, "task/" + thread + "/comm", "grpc-default-wo\n");
      fake.file(7, "task/" + thread + "/schedstat", thread + " 0 1\n");
      String call = wait + " 0x" + Integer.toHexString(thread) + " 0x7f00 0x200 0xffffffff\n";
      fake.file(7, "task/" + thread + "/syscall", call);
    }
    fake.file(7, "fdinfo/71", "pos:\t0\ntfd:        3 events:       19 data:  3\n");
    fake.file(7, "fdinfo/72", "pos:\t0\n");
    assertThat(loop("grpc-default-worker-1").attributes())
        .containsEntry("remote", "127.0.0.1:5432")
        .containsEntry("peerPid", 812L);
  }

  @Test
  void aLoopWithoutConnections() throws IOException {
    String wait = System.getProperty("os.arch").equals("aarch64") ? "22" : "232";
    fake.file(7, "task/71/comm", "loop\n");
    fake.file(7, "task/71/schedstat", "77 0 1\n");
    fake.file(7, "task/71/syscall", wait + " 0x9 0x7f00 0x200 0xffffffff\n");
    fake.file(7, "fdinfo/9", "pos:\t0\n");
    assertThat(loop("loop").attributes())
        .containsEntry("connections", 0L)
        .doesNotContainKey("remote");
  }

  @Test
  void theReaperOfAProcess() throws IOException {
    String wait = System.getProperty("os.arch").equals("aarch64") ? "95" : "247";
    fake.file(7, "task/71/comm", "process reaper\n");
    fake.file(7, "task/71/schedstat", "77 0 1\n");
    fake.file(7, "task/71/syscall", wait + " 0x1 0x32c 0x7f00 0x4\n");
    assertThat(loop("process reaper").attributes())
        .containsEntry("remote", "process 812, when that ends")
        .containsEntry("peerPid", 812L)
        .containsEntry("peerName", "postgres");
  }

  private Entity loop(String name) throws IOException {
    fake.file(7, "net/tcp", HEAD + OWN + OTHER + LISTENER);
    Graph.Builder graph =
        new Graph.Builder()
            .entity(new EntityBuilder("7/response", "7", EntityKind.FUTURE).build())
            .entity(
                new EntityBuilder("7/end", "7", EntityKind.THREAD)
                    .name(name)
                    .idle(true)
                    .attribute("cpuNanos", 77L)
                    .attribute("outside", true)
                    .build())
            .edge(Edge.exact("7/response", "7/end", EdgeKind.PROVIDED_BY, ""));
    Peers peers = new Peers(fake.proc(), wire);
    peers.look(graph.build(), "7", 7, null);
    peers.addTo(graph, graph.build());
    return graph.build().entity("7/end");
  }

  /** Who waits for events of several connections asks the kernel for which: one was accepted. */
  @Test
  void theConnectionsOfASelector() throws IOException {
    String wait = System.getProperty("os.arch").equals("aarch64") ? "22" : "232";
    fake.file(7, "task/71/comm", "loop\n");
    fake.file(7, "task/71/schedstat", "77 0 1\n");
    fake.file(7, "task/71/syscall", wait + " 0x9 0x7f00 0x200 0xffffffff 0x0 0x0 0x7f 0x7f\n");
    fake.file(
        7,
        "fdinfo/9",
        "pos:\t0\nflags:\t02\ntfd:        3 events:       19 data:  3  pos:0 ino:64 sdev:8\n"
            + "tfd:        5 events: 19 data: 5\ntfd: 6 events: 19 data: 6\ntfd: x\ntfd:\n");
    fake.link(7, "fd/5", "socket:[101]");
    fake.link(7, "fd/6", "socket:[300]");
    fake.link(7, "fd/10", "socket:[301]");
    String accepted =
        OWN.replace("C000 0100007F:1538", "1F90 0100007F:D000").replace(" 100 1 ", " 300 1 ");
    String server = LISTENER.replace("1538", "1F90").replace(" 201 1 ", " 301 1 ");
    fake.file(7, "net/tcp", HEAD + OWN + OTHER + SECOND + LISTENER + accepted + server);
    Graph.Builder graph =
        new Graph.Builder()
            .entity(new EntityBuilder("7/response", "7", EntityKind.FUTURE).build())
            .entity(
                new EntityBuilder("7/end", "7", EntityKind.THREAD)
                    .name("loop")
                    .idle(true)
                    .attribute("cpuNanos", 77L)
                    .attribute("outside", true)
                    .build())
            .edge(Edge.exact("7/response", "7/end", EdgeKind.PROVIDED_BY, ""));
    assertThat(Peers.areWaitedFor(graph.build())).isTrue();
    Peers peers = new Peers(fake.proc());
    peers.look(graph.build(), "7", 7, null);
    peers.addTo(graph, graph.build());
    assertThat(graph.build().entity("7/end").attributes())
        .containsEntry("remote", "127.0.0.1:5432")
        .containsEntry("connections", 2L)
        .containsEntry("peerPid", 812L);
  }

  @Test
  void whoReceivesDatagrams() throws IOException {
    String server = LISTENER.replace(" 0A ", " 07 ").replace("00000000:1538", "0100007F:1538");
    fake.file(7, "net/udp", HEAD + server + OWN);
    assertThat(look(socket("127.0.0.1:5432", 49152)).attributes())
        .containsEntry("local", "127.0.0.1:49152")
        .containsEntry("peerPid", 812L)
        .doesNotContainKeys("peerState", "sinceReceivedMillis");
    fake.file(7, "net/udp", HEAD + OWN);
    assertThat(look(socket("127.0.0.1:5432", 49152)).attributes()).doesNotContainKey("peerPid");
  }

  /** As in a container: both ends have the same addresses, in tables of their own. */
  @Test
  void aPeerInAnotherNetworkNamespace() throws IOException {
    fake.link(7, "ns/net", "net:[1]");
    fake.link(812, "ns/net", "net:[2]");
    String ours = OWN.replace("0100007F:C000 0100007F:1538", "0200000A:C000 0300000A:1538");
    String theirs = OTHER.replace("0100007F:1538 0100007F:C000", "0300000A:1538 0200000A:C000");
    fake.file(812, "net/tcp", HEAD + theirs);
    assertThat(look(socket("10.0.0.3:5432", 49152), ours).attributes())
        .containsEntry("peerPid", 812L)
        .containsEntry("peerUnread", 14L);
  }

  /** A connection that is being made has heard nothing yet, and that is no news. */
  @Test
  void sinceWhenNothingHasCome() throws IOException {
    wire = row -> new Traffic(252_000, 9_000, 17, row.state() == SocketRow.CONNECTING ? 5 : 0);
    assertThat(look(socket("127.0.0.1:5432", 49152), OTHER, OWN).attributes())
        .containsEntry("sinceReceivedMillis", 252_000L)
        .containsEntry("sinceSentMillis", 9_000L)
        .containsEntry("received", 17L)
        .doesNotContainKey("retransmits");
    assertThat(
            look(socket("10.0.0.7:5432", 0), OWN.replace("0100007F:1538 01", "0700000A:1538 02"))
                .attributes())
        .containsEntry("retransmits", 5L)
        .doesNotContainKeys("sinceReceivedMillis", "sinceSentMillis", "received");
  }

  @Test
  void ofSeveralThatOnWhichSomethingCameLast() throws IOException {
    fake.link(7, "fd/5", "socket:[101]");
    wire = row -> new Traffic(row.inode() == 101 ? 40 : 4000, 5000, 17, 0);
    assertThat(look(socket("127.0.0.1:5432", 0), OWN, SECOND).attributes())
        .containsEntry("connections", 2L)
        .containsEntry("sinceReceivedMillis", 40L);
    wire = row -> row.inode() == 101 ? null : new Traffic(4000, 5000, 17, 0);
    assertThat(look(socket("127.0.0.1:5432", 0), OWN, SECOND).attributes())
        .containsEntry("connections", 2L)
        .doesNotContainKey("sinceReceivedMillis");
  }

  /** What comes on one that was answered says nothing of the one that was not. */
  @Test
  void ofSeveralThoseThatHaveNotAnswered() throws IOException {
    fake.link(7, "fd/5", "socket:[101]");
    wire =
        row ->
            row.inode() == 101 ? new Traffic(40, 900, 17, 0) : new Traffic(252_000, 251_000, 9, 0);
    assertThat(look(socket("127.0.0.1:5432", 0), OWN, SECOND).attributes())
        .containsEntry("sinceReceivedMillis", 252_000L)
        .containsEntry("sinceSentMillis", 251_000L)
        .containsEntry("sinceAnsweredMillis", 40L)
        .doesNotContainKey("longestUnansweredMillis");
    wire =
        row ->
            row.inode() == 101
                ? new Traffic(4_000, 900, 0, 0)
                : new Traffic(252_000, 251_000, 0, 0);
    assertThat(look(socket("127.0.0.1:5432", 0), OWN, SECOND).attributes())
        .containsEntry("sinceSentMillis", 900L)
        .containsEntry("longestUnansweredMillis", 251_000L)
        .doesNotContainKey("sinceAnsweredMillis");
  }

  /** A near server answers within the tick of the kernel's clock in which it was asked. */
  @Test
  void oneThatMayHaveAnsweredInTheSameMomentTellsLess() throws IOException {
    fake.link(7, "fd/5", "socket:[101]");
    wire =
        row ->
            row.inode() == 101 ? new Traffic(900, 900, 17, 0) : new Traffic(252_000, 251_000, 9, 0);
    assertThat(look(socket("127.0.0.1:5432", 0), OWN, SECOND).attributes())
        .containsEntry("sinceSentMillis", 251_000L);
    wire = row -> row.inode() == 101 ? new Traffic(900, 900, 17, 0) : new Traffic(40, 80, 9, 0);
    assertThat(look(socket("127.0.0.1:5432", 0), OWN, SECOND).attributes())
        .containsEntry("sinceSentMillis", 900L)
        .doesNotContainKey("longestUnansweredMillis");
    wire = row -> row.inode() == 101 ? new Traffic(900, 900, 0, 0) : new Traffic(40, 80, 9, 0);
    assertThat(look(socket("127.0.0.1:5432", 0), OWN, SECOND).attributes())
        .containsEntry("sinceSentMillis", 900L)
        .containsEntry("received", 0L);
  }

  /** The own port is known: another connection says that the peer answers. */
  @Test
  void aPeerThatAnswersOthers() throws IOException {
    fake.link(7, "fd/5", "socket:[101]");
    wire = row -> new Traffic(row.inode() == 101 ? 40 : 2000, 1900, 17, 0);
    assertThat(look(socket("127.0.0.1:5432", 49152), OWN, SECOND).attributes())
        .containsEntry("sinceReceivedMillis", 2000L)
        .containsEntry("sinceAnsweredMillis", 40L);
  }

  @Test
  void aPeerToWhichAConnectionHasEnded() throws IOException {
    String ended = SECOND.replace(" 01 000", " 06 000").replace(" 101 1 ", " 0 1 ");
    assertThat(look(socket("127.0.0.1:5432", 49152), OWN, OTHER, ended).attributes())
        .containsEntry("endedBefore", true);
    assertThat(look(socket("127.0.0.1:5432", 49152), OWN, OTHER, SECOND).attributes())
        .doesNotContainKey("endedBefore");
  }

  /** Then it is not the peer who is to blame. */
  @Test
  void whatHasComeAndNobodyHasRead() throws IOException {
    assertThat(
            look(
                    socket("127.0.0.1:5432", 49152),
                    OWN.replace("00000000:00000000", "00000000:0000000E"),
                    OTHER)
                .attributes())
        .containsEntry("unread", 14L);
  }

  @Test
  void connectionsOfOthersAreNotMeant() throws IOException {
    EntityBuilder request =
        new EntityBuilder("7/end", "7", EntityKind.REQUEST).attribute("remote", "db.example:5432");
    assertThat(look(request, OWN, SECOND, LISTENER).attributes())
        .containsEntry("local", "127.0.0.1:49152");
  }

  @Test
  void aPeerWhoseProcessMayNotBeLookedAt() throws IOException {
    try (var files = Files.list(base.resolve("812/fd"))) {
      files.forEach(file -> file.toFile().delete());
    }
    Files.delete(base.resolve("812/fd"));
    fake.file(7, "net/tcp", HEAD + OWN + OTHER.replace("  999 ", " 4321 "));
    Graph.Builder graph = waiting(socket("127.0.0.1:5432", 49152));
    Peers peers = new Peers(fake.proc());
    peers.look(graph.build(), "7", 7, null);
    assertThat(peers.addTo(graph, graph.build())).isTrue();
    assertThat(graph.build().entity("7/end").attributes()).containsEntry("peerUser", "4321");
    assertThat(graph.build().notices())
        .anySatisfy(notice -> assertThat(notice.code()).isEqualTo("peer-unseen"));
  }

  @Test
  void nobodyWaitsOrNothingIsKnown() throws IOException {
    Graph idle =
        new Graph.Builder()
            .entity(new EntityBuilder("7/thread-1", "7", EntityKind.THREAD).idle(true).build())
            .entity(socket("127.0.0.1:5432", 1).build())
            .edge(Edge.exact("7/thread-1", "7/end", EdgeKind.NEEDS, ""))
            .build();
    assertThat(Peers.areWaitedFor(idle)).isFalse();
    assertThat(look(socket("127.0.0.1:5432", 1), OWN, OTHER).attributes())
        .doesNotContainKeys("local", "peerPid");
  }

  /** The text is the kernel's; a container's /proc may be anybody's. */
  @Test
  void hostileTables() throws IOException {
    assertThat(SocketTable.row("")).isNull();
    assertThat(SocketTable.row(OWN)).isNotNull();
    for (int length = 0; length < OWN.indexOf("100 1") - 1; length++) {
      assertThat(SocketTable.row(OWN.substring(0, length))).isNull();
    }
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      char[] line = OWN.toCharArray();
      for (int change = 0; change <= i % 5; change++) {
        line[random.nextInt(line.length)] = (char) random.nextInt(256);
      }
      SocketTable.row(new String(line)); // whatever it is, it is no failure
    }
    assertThat(
            look(socket("127.0.0.1:5432", 49152), "rubbish\n", OWN, "\u0000\n", OTHER).attributes())
        .containsEntry("peerPid", 812L);
    assertThat(Descriptors.inode("socket:[99999999999999999999]")).isZero();
    assertThat(Descriptors.inode("socket:[")).isZero();
  }
}
