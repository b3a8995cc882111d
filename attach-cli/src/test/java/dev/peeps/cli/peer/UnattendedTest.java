package dev.peeps.cli.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.cli.proc.FakeProc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Process 7 has started the shell 811, and that 812, whose output only 7 has the other end of. */
class UnattendedTest {
  private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");
  private static final String WRITES_1 = (ARM ? "64" : "1") + " 0x1 0x7f00 0x2000 0x0 0x0 0x0 0x7f";
  private static final String READS_0 = (ARM ? "63" : "0") + " 0x0 0x7f00 0x2000 0x0 0x0 0x0 0x7f";
  private static final String AWAITS_ANY =
      (ARM ? "260" : "61") + " 0xffffffffffffffff 0x7f00 0x0 0x0 0x0 0x0 0x7f";
  private static final String PIPE = "pipe:[4711]";

  @TempDir Path base;
  private FakeProc fake;

  @BeforeEach
  void processes() throws IOException {
    fake = new FakeProc(base);
    fake.link(1, "fd/0", "/dev/null");
    fake.process(7, FakeProc.status('S', 1000, 7, 4));
    fake.link(7, "fd/4", PIPE);
    fake.file(7, "fdinfo/4", "pos:\t0\nflags:\t0100000\n");
    process(811, AWAITS_ANY, "812");
    process(812, WRITES_1, "");
    fake.link(812, "fd/1", PIPE);
    fake.file(812, "fdinfo/1", "pos:\t0\nflags:\t0100001\n");
    ran("thread-self", "9000.5");
  }

  private void process(long pid, String call, String children) throws IOException {
    fake.process(pid, FakeProc.status('S', 1000, pid, 4));
    fake.file(pid, "task/" + pid + "/syscall", call + "\n");
    fake.file(pid, "task/" + pid + "/children", children);
    fake.link(pid, "fd/0", "/dev/null");
    ran(pid + "/task/" + pid, "4000.25");
  }

  private void ran(String thread, String millis) throws IOException {
    Path file = base.resolve(thread).resolve("sched");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file, "x (1, #threads: 1)\n---\nse.exec_start  :  " + millis + "\nse.vruntime : 1.0\n");
  }

  private Unattended of(long pid) {
    return Unattended.of(fake.proc(), 7, pid);
  }

  @Test
  void whatNobodyReads() {
    assertThat(of(812)).isEqualTo(new Unattended(List.of(812L), PIPE, true, 5000));
  }

  @Test
  void throughTheShellThatWaitsForIt() {
    assertThat(of(811)).isEqualTo(new Unattended(List.of(811L, 812L), PIPE, true, 5000));
  }

  @Test
  void aShellOneOfWhoseChildrenIsAtWork() throws IOException {
    Files.writeString(base.resolve("811/task/811/children"), "813 812");
    process(813, "running", "");
    ran("813/task/813", "9000.0");
    assertThat(of(811)).isNull();
  }

  @Test
  void whatAnotherProcessReadsIsItsAffair() throws IOException {
    process(813, "running", "");
    fake.link(813, "fd/3", PIPE);
    fake.file(813, "fdinfo/3", "pos:\t0\nflags:\t0100000\n");
    assertThat(of(812)).isNull();
  }

  @Test
  void whoReadsWhatOnlyWeWrite() throws IOException {
    Files.writeString(base.resolve("812/task/812/syscall"), READS_0);
    Files.delete(base.resolve("812/fd/0"));
    fake.link(812, "fd/0", "pipe:[4712]");
    fake.link(7, "fd/5", "pipe:[4712]");
    fake.file(7, "fdinfo/5", "pos:\t0\nflags:\t0100001\n");
    assertThat(of(812)).isEqualTo(new Unattended(List.of(812L), "pipe:[4712]", false, 5000));
  }

  @Test
  void whoIsAtWorkAndWhatIsNoPipe() throws IOException {
    Files.writeString(base.resolve("812/task/812/syscall"), "running\n");
    assertThat(of(812)).isNull();
    Files.writeString(base.resolve("812/task/812/syscall"), READS_0);
    assertThat(of(812)).isNull();
    assertThat(of(4000)).isNull();
  }

  /** Kernels may be made without that statistic. */
  @Test
  void sinceWhenMayBeUnknown() throws IOException {
    Files.delete(base.resolve("thread-self/sched"));
    assertThat(of(812).stillMillis()).isEqualTo(-1);
  }
}
