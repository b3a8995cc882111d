package dev.peeps.cli.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.cli.proc.FakeProc;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Process 7 asks by 100 what 200 of another has; 300 it has accepted itself. */
class UnixSocketsTest {
  private static final String TABLE =
      "Num       RefCount Protocol Flags    Type St Inode Path\n"
          + "0000000012345678: 00000003 00000000 00000000 0001 03 100\n"
          + "0000000012345679: 00000003 00000000 00000000 0001 03 200 /run/a b.sock\n"
          + "000000001234567a: 00000003 00000000 00000000 0001 03 300 /run/own.sock\n"
          + "000000001234567b: 00000003 00000000 00000000 0001 03 400\n"
          + "000000001234567c: 00000002 00000000 00010000 0001 01 500 /run/own.sock\n"
          + "nonsense\n000000001234567d: 0 0 0 0001 zz 600\n";

  @TempDir Path base;
  private FakeProc fake;

  @BeforeEach
  void aTable() throws IOException {
    fake = new FakeProc(base);
    fake.file(7, "net/unix", TABLE);
  }

  private UnixSockets sockets() {
    return new UnixSockets(
        fake.proc(),
        7,
        new Wire() {
          @Override
          public Traffic of(SocketRow row) {
            return null;
          }

          @Override
          public long peer(long inode) {
            return inode == 100 ? 200 : inode == 300 ? 400 : 0;
          }
        });
  }

  @Test
  void whoIsAtTheOtherEnd() {
    Connection connection = sockets().of(100);
    assertThat(connection.own().remote()).hasToString("/run/a b.sock");
    assertThat(connection.own().local().isNowhere()).isTrue();
    assertThat(connection.peer().inode()).isEqualTo(200);
    assertThat(connection.trouble()).isEmpty();
  }

  @Test
  void whatHasNoOtherEndOrIsNotListed() {
    assertThat(sockets().of(500)).isNull();
    assertThat(sockets().of(4711)).isNull();
  }

  @Test
  void whatWasAcceptedAsksNobody() {
    assertThat(sockets().asking(List.of(100L, 300L, 500L, 4711L)))
        .extracting(connection -> connection.own().inode())
        .containsExactly(100L);
  }

  @Test
  void aTableThatMayNotBeRead() {
    assertThat(new UnixSockets(fake.proc(), 8, row -> null).of(100)).isNull();
  }
}
