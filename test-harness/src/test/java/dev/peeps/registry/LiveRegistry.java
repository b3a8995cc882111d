package dev.peeps.registry;

import static org.awaitility.Awaitility.await;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.VirtualMachine;
import dev.peeps.harness.LibPeeps;
import dev.peeps.harness.RegistryJar;
import dev.peeps.harness.VictimProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Starts and ends the registry of a victim, and talks to its MBeans. */
final class LiveRegistry {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final VictimProcess victim;

  LiveRegistry(VictimProcess victim) {
    this.victim = victim;
  }

  /** What libpeeps answers: 0 or one of the codes of docs/cut-format.md. */
  int load() {
    return command(new CutOptions("registry").add("jar", RegistryJar.path().toString()).toString());
  }

  /** As {@link #load}, with a file for the reason. */
  int load(Path reason) {
    return command(
        new CutOptions("registry")
            .add("jar", RegistryJar.path().toString())
            .add("out", reason.toString())
            .toString());
  }

  int unload() {
    return command("unload");
  }

  private int command(String options) {
    try {
      VirtualMachine vm = VirtualMachine.attach(Long.toString(victim.pid()));
      try {
        vm.loadAgentPath(LibPeeps.path().toString(), options);
        return 0;
      } catch (AgentInitializationException e) {
        return e.returnValue();
      } finally {
        vm.detach();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (com.sun.tools.attach.AttachNotSupportedException
        | com.sun.tools.attach.AgentLoadException e) {
      throw new AssertionError(e);
    }
  }

  /** Blocks until the kernel shows a thread of this name in the victim. */
  void awaitThread(String name) {
    await("thread " + name).atMost(PATIENCE).until(() -> threads().contains(name));
  }

  /** The names of the victim's threads, as the kernel knows them. */
  List<String> threads() {
    List<String> names = new ArrayList<>();
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + victim.pid() + "/task"))) {
      for (Path task : (Iterable<Path>) tasks::iterator) {
        try {
          names.add(Files.readString(task.resolve("comm")).strip());
        } catch (IOException e) {
          // It has ended in the meantime.
        }
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A connection to the victim's platform MBean server. */
  @SuppressWarnings("BanJNDI") // a loopback address that the victim itself has just given
  JMXConnector connect() {
    try {
      VirtualMachine vm = VirtualMachine.attach(Long.toString(victim.pid()));
      try {
        return JMXConnectorFactory.connect(new JMXServiceURL(vm.startLocalManagementAgent()));
      } finally {
        vm.detach();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (com.sun.tools.attach.AttachNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
