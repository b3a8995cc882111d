package dev.peeps.cli.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.proc.FakeProc;
import dev.peeps.cli.proc.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be had as a real process everywhere; the rest is in the live tests of errors. */
class PreflightTest {
  /** A pid that no kernel gives away, so that no real attach socket is met. */
  private static final long PID = 99_999_999;

  private static final long QUIT = 4;
  @TempDir Path base;
  private FakeProc fake;

  @BeforeEach
  void aProc() throws IOException {
    fake = new FakeProc(base);
  }

  private CommandFailure refusal(char state, long uid, long caught, String library)
      throws IOException {
    fake.process(PID, FakeProc.status(state, uid, PID, caught));
    fake.file(PID, "maps", "7f-8f r-xp 0 fe:00 5 " + library + "\n");
    Preflight preflight = new Preflight(fake.proc());
    return catchThrowableOfType(CommandFailure.class, () -> preflight.check(PID));
  }

  @Test
  void openJ9() throws IOException {
    CommandFailure failure = refusal('S', 1000, QUIT, "/jdk/lib/libj9vm29.so");
    assertThat(failure).hasMessageContaining("OpenJ9");
    assertThat(failure.status()).isEqualTo(ExitStatus.NO_TARGET);
  }

  @Test
  void aJvmThatIsStartingWouldBeKilledBySigquit() throws IOException {
    CommandFailure failure = refusal('S', 1000, 0, "/jdk/libjvm.so");
    assertThat(failure).hasMessageContaining("SIGQUIT").hasMessageContaining("no signal was sent");
    assertThat(failure.status()).isEqualTo(ExitStatus.NO_ATTACH);
  }

  @Test
  void aDebuggerHoldsIt() throws IOException {
    assertThat(refusal('t', 1000, QUIT, "/jdk/libjvm.so").likelyCause()).contains("debugger");
  }

  @Test
  void zombie() throws IOException {
    assertThat(refusal('Z', 1000, 0, "").status()).isEqualTo(ExitStatus.NO_TARGET);
  }

  @Test
  void anotherUser() throws IOException {
    CommandFailure failure = refusal('S', 4321, QUIT, "/jdk/libjvm.so");
    assertThat(failure)
        .hasMessageContaining("4321")
        .hasMessageContaining("only that user and root");
    assertThat(failure.status()).isEqualTo(ExitStatus.NO_ATTACH);
  }

  @Test
  void readOnlyTmp() throws IOException {
    fake.file(PID, "mountinfo", "22 21 0:5 / /tmp ro - tmpfs t ro\n");
    assertThat(refusal('S', 1000, QUIT, "/jdk/libjvm.so")).hasMessageContaining("read-only");
  }

  /** As a JVM that was killed leaves it; one of another user with its pid cannot take it away. */
  @Test
  void aSocketOfAnotherUserIsInTheWay() throws IOException {
    Path socket = Files.createFile(Path.of("/tmp/.java_pid" + PID));
    try {
      long other = (int) Files.getAttribute(socket, "unix:uid") + 1L;
      fake.process(PID, FakeProc.status('S', other, PID, QUIT));
      fake.file(PID, "maps", "7f-8f r-xp 0 fe:00 5 /jdk/libjvm.so\n");
      Preflight preflight = new Preflight(fake.proc(), 0);
      CommandFailure failure =
          catchThrowableOfType(CommandFailure.class, () -> preflight.check(PID));
      assertThat(failure).hasMessageContaining("lies where it opens its socket");
      assertThat(failure.advice()).contains("rm " + socket);
      assertThat(failure.status()).isEqualTo(ExitStatus.NO_ATTACH);
    } finally {
      Files.delete(socket);
    }
  }

  /** In a /tmp of its own, as a container has; and root may remove anybody's. */
  @Test
  void aSocketThatTheJvmCanTakeAwayIsNotInTheWay() throws IOException {
    Path tmp = Files.createDirectories(base.resolve("own/tmp"));
    Path socket = Files.createFile(tmp.resolve(".java_pid" + PID));
    long owner = (int) Files.getAttribute(socket, "unix:uid");
    fake.link(PID, "root", base.resolve("own").toString());
    Files.setAttribute(tmp, "unix:mode", 0777);
    assertThat(inTheWay(owner + 1)).as("no sticky directory").isEqualTo(-1);
    Files.setAttribute(tmp, "unix:mode", 01777);
    assertThat(inTheWay(owner + 1)).isEqualTo(owner);
    assertThat(inTheWay(owner)).as("its own").isEqualTo(-1);
    assertThat(inTheWay(0)).as("root").isEqualTo(-1);
  }

  private long inTheWay(long user) throws IOException {
    fake.process(PID, FakeProc.status('S', user, PID, QUIT));
    return SocketAttacher.otherUserInTheWay(new Jvm(fake.proc(), PID));
  }

  @Test
  void nothingAgainstIt() throws IOException {
    assertThat(refusal('S', 1000, QUIT, "/jdk/libjvm.so")).isNull();
  }

  @Test
  void noProcess() throws IOException {
    Preflight preflight = new Preflight(fake.proc());
    assertThatThrownBy(() -> preflight.check(PID)).hasMessage("no process " + PID);
  }
}
