package dev.peeps.cli.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcStatusTest {
  private static final long SIGQUIT = 0x4;

  @Test
  void readsWhatMatters() throws IOException {
    ProcStatus status = ProcStatus.parse(7, FakeProc.status('S', 1000, 3, SIGQUIT));

    assertThat(status.uid()).as("effective, not real").isEqualTo(1000);
    assertThat(status.gid()).isEqualTo(101);
    assertThat(status.namespacePid()).isEqualTo(3);
    assertThat(status.nested()).isTrue();
    assertThat(status.threads()).isEqualTo(23);
    assertThat(status.catchesQuit()).isTrue();
    assertThat(status.isStopped()).isFalse();
  }

  @Test
  void noNamespaceOfItsOwn() throws IOException {
    ProcStatus status = ProcStatus.parse(7, "State:\tT (stopped)\nUid:\t0\t0\t0\t0\nNSpid:\t7\n");

    assertThat(status.nested()).isFalse();
    assertThat(status.namespacePid()).isEqualTo(7);
    assertThat(status.isStopped()).isTrue();
    assertThat(status.catchesQuit()).isFalse();
  }

  @Test
  void tellsStatesApart() throws IOException {
    assertThat(ProcStatus.parse(7, FakeProc.status('Z', 1, 7, 0)).isZombie()).isTrue();
    assertThat(ProcStatus.parse(7, FakeProc.status('t', 1, 7, 0)).isTraced()).isTrue();
    assertThat(ProcStatus.parse(7, FakeProc.status('t', 1, 7, 0)).isStopped()).isFalse();
  }

  @Test
  void refusesWhatItDoesNotUnderstand() {
    assertThatThrownBy(() -> ProcStatus.parse(7, "Uid:\tx\ty\n")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> ProcStatus.parse(7, "")).hasMessageContaining("/proc/7/status");
  }

  @Test
  void absentProcess(@TempDir Path base) throws IOException {
    FakeProc fake = new FakeProc(base);
    assertThatThrownBy(() -> ProcStatus.of(fake.proc(), 99)).isInstanceOf(IOException.class);
    assertThat(fake.proc().self()).isEqualTo(1);
    assertThat(fake.proc().pids()).containsExactly(1L);
  }

  /** It is asked for each file that is handed over, and never changes. */
  @Test
  void ourOwnUserIsReadOnce(@TempDir Path base) throws IOException {
    FakeProc fake = new FakeProc(base);
    fake.process(1, FakeProc.status('S', 1000, 1, 0));
    ProcFs proc = fake.proc();
    assertThat(proc.ownUid()).isEqualTo(1000);
    fake.process(1, FakeProc.status('S', 1001, 1, 0));
    assertThat(proc.ownUid()).isEqualTo(1000);
  }

  @Test
  void aStatThatIsCutOffTellsNoStart(@TempDir Path base) throws IOException {
    FakeProc fake = new FakeProc(base);
    fake.file(7, "stat", "7 (a) S 1 7 7 0 -1 0 0 0 0 0 0 0 0 0 20 0 23 0 99050");
    assertThat(fake.proc().startTicks(7)).isEqualTo(-1);
    fake.file(7, "stat", "7 (a) S 1 7");
    assertThat(fake.proc().startTicks(7)).isEqualTo(-1);
  }

  @Test
  void startTimeComesAfterAnyName(@TempDir Path base) throws IOException {
    FakeProc fake = new FakeProc(base);
    String fields = " S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 4242 20 21";
    fake.file(8, "stat", "8 (a) b (c)" + fields);
    assertThat(fake.proc().startTicks(8)).isEqualTo(4242);
    assertThat(fake.proc().startTicks(9)).isEqualTo(-1);
  }
}
