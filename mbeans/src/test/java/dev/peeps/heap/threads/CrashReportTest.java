package dev.peeps.heap.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** hs_err files of real crashes, shortened. */
class CrashReportTest {
  @TempDir Path directory;

  private CrashReport read(byte[] content) throws Exception {
    return CrashReport.read(Files.write(directory.resolve("hs_err_pid1.log"), content));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hs_err-17.log", "hs_err-25.log"})
  void whatCrashedAndWhichThreadsThereWere(String name) throws Exception {
    CrashReport report = read(Samples.bytes(name));

    assertThat(report.error()).startsWith("SIGSEGV (0xb) at pc=0x");
    assertThat(report.problematicFrame()).startsWith("V  [libjvm.so+0x").contains("Unsafe_PutLong");
    assertThat(report.javaVersion()).startsWith("OpenJDK Runtime Environment");
    assertThat(report.mainClass()).isEqualTo("Crash");
    assertThat(report.uptime()).startsWith("0.").endsWith(" seconds");
    assertThat(report.currentThread()).isEqualTo("main");
    assertThat(report.pid()).isPositive();
    assertThat(report.threads())
        .extracting(DumpedThread::name)
        .contains("main", "Finalizer", "sleeper \"x\"");
    DumpedThread main = report.threads().get(0);
    assertThat(main.status()).isEqualTo("_thread_in_vm");
    assertThat(main.nativeId()).isPositive();
    assertThat(main.daemon()).isFalse();
    assertThat(report.threads().get(1).daemon()).isTrue();
    assertThat(main.frames().get(0).method()).isEqualTo("putLong");
    assertThat(main.frames().get(0).className()).isEqualTo("jdk.internal.misc.Unsafe");
  }

  @Test
  void argumentsAreNotRead() throws Exception {
    CrashReport report = read(Samples.bytes("hs_err-17.log"));

    assertThat(report.mainClass() + report.error() + report.vm() + report.problematicFrame())
        .doesNotContain("secret");
  }

  @Test
  void cutOffAnywhere() throws Exception {
    byte[] whole = Samples.bytes("hs_err-25.log");
    for (int length = 0; length < whole.length; length += 97) {
      byte[] part = Arrays.copyOf(whole, length);
      if (length < 60) {
        assertThatThrownBy(() -> read(part)).isInstanceOf(ThreadDumpException.class);
      } else {
        assertThat(read(part).threads()).doesNotContainNull();
      }
    }
  }
}
