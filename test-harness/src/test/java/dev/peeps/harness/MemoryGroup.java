package dev.peeps.harness;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A control group of its own with a limit of memory, as a container has. Either version of control
 * groups will do; a machine where none can be made skips the test.
 */
public final class MemoryGroup implements AutoCloseable {
  private static final Path MOUNT = Path.of("/sys/fs/cgroup");

  private final Path group;
  private final boolean second;

  private MemoryGroup(Path group, boolean second) {
    this.group = group;
    this.second = second;
  }

  public static MemoryGroup make() throws IOException {
    boolean second = Files.exists(MOUNT.resolve("cgroup.controllers"));
    Path parent = second ? MOUNT : MOUNT.resolve("memory");
    Path group = parent.resolve("peeps-test-" + ProcessHandle.current().pid());
    assumeTrue(Files.isWritable(parent), "control groups cannot be made in " + parent);
    if (second) {
      Files.writeString(parent.resolve("cgroup.subtree_control"), "+memory");
    }
    Files.createDirectory(group);
    return new MemoryGroup(group, second);
  }

  /** The file that takes the id of a process which becomes a member. */
  public Path members() {
    return group.resolve("cgroup.procs");
  }

  /** Bytes; pages of files that the kernel would give back first are among them. */
  public long used() throws IOException {
    Path file = group.resolve(second ? "memory.current" : "memory.usage_in_bytes");
    return Long.parseLong(Files.readString(file).trim());
  }

  /** At most so many bytes from now on. */
  public void limit(long bytes) throws IOException {
    Path file = group.resolve(second ? "memory.max" : "memory.limit_in_bytes");
    Files.writeString(file, Long.toString(bytes));
  }

  /** How many of its processes the kernel has killed for memory. */
  public long killed() throws IOException {
    Path file = group.resolve(second ? "memory.events" : "memory.oom_control");
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("oom_kill ")) {
        return Long.parseLong(line.substring("oom_kill ".length()).trim());
      }
    }
    throw new IllegalStateException("no oom_kill in " + file);
  }

  /** Removes it once its processes have ended. */
  @Override
  public void close() throws IOException {
    await("the group's last process to end").until(() -> Files.readString(members()).isEmpty());
    Files.delete(group);
  }
}
