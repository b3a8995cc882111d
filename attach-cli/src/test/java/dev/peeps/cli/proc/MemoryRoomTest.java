package dev.peeps.cli.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryRoomTest {
  @TempDir Path base;
  private FakeProc fake;
  private Path groups;

  @BeforeEach
  void aProcess() throws IOException {
    fake = new FakeProc(base.resolve("proc"));
    groups = base.resolve("cgroup");
  }

  private void file(String name, String content) throws IOException {
    Path file = groups.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private long room() {
    return new MemoryRoom(fake.proc(), groups.toString()).of(7);
  }

  @Test
  void versionTwoWithTheTightestOfAllGroups() throws IOException {
    fake.file(7, "cgroup", "0::/pod/app\n");
    file("pod/app/memory.max", "max\n");
    file("pod/app/memory.current", "50\n");
    file("pod/memory.max", "1000\n");
    file("pod/memory.current", "900\n");
    file("pod/memory.stat", "anon 5\ninactive_file 30\n");
    assertThat(room()).isEqualTo(130);
  }

  @Test
  void versionOne() throws IOException {
    fake.file(7, "cgroup", "5:cpu,memory:/app\n0::/\n");
    file("memory/app/memory.limit_in_bytes", "1000\n");
    file("memory/app/memory.usage_in_bytes", "400\n");
    file("memory/app/memory.stat", "inactive_file 7\ntotal_inactive_file 9\n");
    file("memory/memory.limit_in_bytes", "9223372036854771712\n");
    file("memory/memory.usage_in_bytes", "400\n");
    assertThat(room()).isEqualTo(609);
  }

  @Test
  void noLimit() throws IOException {
    assertThat(room()).isEqualTo(Long.MAX_VALUE);
    fake.file(7, "cgroup", "0::/\nnonsense\n");
    assertThat(room()).isEqualTo(Long.MAX_VALUE);
  }
}
