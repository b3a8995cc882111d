package dev.peeps.cli.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.args.CommandLines;
import dev.peeps.cli.proc.FakeProc;
import dev.peeps.cli.proc.Jvm;
import dev.peeps.graph.Graph;
import dev.peeps.graph.ProcessInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of targets that cannot be seen, or not any more. */
class PictureTest {
  private static final int ENDED = 7;
  private static final int ALIVE = 8;

  @TempDir Path base;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private FakeProc fake;
  private Session session;

  @BeforeEach
  void aSession() throws Exception {
    fake = new FakeProc(base);
    fake.process(ENDED, FakeProc.status('S', 1000, ENDED, 4));
    fake.process(ALIVE, FakeProc.status('S', 1000, ALIVE, 4));
    session =
        Session.open(
            fake.proc(),
            SourceOptions.of(CommandLines.parse(List.of("check", "--quiet"))),
            new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  /** Else its deadline would end the JVM of whatever test runs by then. */
  @AfterEach
  void theSessionIsOver() {
    session.done();
  }

  private final class Target extends Source {
    private final Jvm jvm;
    private final boolean fails;

    Target(long pid, boolean fails) throws IOException {
      this.jvm = new Jvm(fake.proc(), pid);
      this.fails = fails;
    }

    @Override
    public String toString() {
      return jvm.toString();
    }

    @Override
    public String id() {
      return Long.toString(jvm.pid());
    }

    @Override
    public Jvm jvm() {
      return jvm;
    }

    @Override
    public Source take() throws CommandFailure {
      if (fails) {
        throw new CommandFailure(ExitStatus.NO_ATTACH, "cannot attach to " + this, "", "");
      }
      return this;
    }

    @Override
    public void read(LayoutsAhead layouts, Graph.Builder into) {
      into.process(new ProcessInfo(id(), jvm.pid(), "orders.Main", Map.of(), true));
    }
  }

  private void ends(int pid) throws IOException {
    Files.delete(base.resolve(pid + "/status"));
  }

  @Test
  void whoHasEndedIsNoFailureWhereNobodyNamedHim() throws Exception {
    List<Source> sources = List.of(new Target(ENDED, true), new Target(ALIVE, false));
    ends(ENDED);
    session.mayHaveEnded();
    Picture picture = session.take(sources);
    assertThat(picture.status()).isEqualTo(ExitStatus.OK);
    assertThat(picture.sources()).hasSize(1);
    assertThat(picture.graph().notices()).isEmpty();
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void whoIsAliveAndCannotBeSeenIsOne() throws Exception {
    session.mayHaveEnded();
    Picture picture = session.take(List.of(new Target(ENDED, true), new Target(ALIVE, false)));
    assertThat(picture.status()).isEqualTo(ExitStatus.NO_ATTACH);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("cannot attach to 7");
  }

  @Test
  void soIsWhoWasNamed() throws Exception {
    List<Source> sources = List.of(new Target(ENDED, true), new Target(ALIVE, false));
    ends(ENDED);
    assertThat(session.take(sources).status()).isEqualTo(ExitStatus.NO_ATTACH);
  }

  @Test
  void allHaveEnded() throws Exception {
    List<Source> sources = List.of(new Target(ENDED, true));
    ends(ENDED);
    session.mayHaveEnded();
    assertThatThrownBy(() -> session.take(sources))
        .isInstanceOfSatisfying(
            CommandFailure.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.NO_TARGET))
        .hasMessageContaining("they have all ended");
  }
}
