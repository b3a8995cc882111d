package dev.peeps.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.harness.Jdk;
import dev.peeps.harness.LedgerDb;
import dev.peeps.harness.Peeps;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.healthy.IdleService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a console shows of a runtime that it has never heard of. */
class LedgerDbRegistryTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void theRegistryFindsTheLayoutsOfItsProcessByItself(Jdk jdk) throws Exception {
    try (VictimProcess victim = LedgerDb.stuck(jdk, "locks")) {
      LiveRegistry registry = new LiveRegistry(victim);
      assertThat(registry.load()).isZero();
      registry.awaitThread("peeps-registry");
      try (JMXConnector connector = registry.connect()) {
        MBeanServerConnection jmx = connector.getMBeanServerConnection();
        ObjectName name = new ObjectName("dev.peeps:type=Registry");
        String text = (String) jmx.invoke(name, "dump", null, null);
        assertThat(text)
            .contains(
                "ledgerdb.jar!/META-INF/peeps/ledgerdb.layout",
                "Checkpoint$WritePages.resume (step 1: locks the segment)",
                "\"compaction-4\"");
        List<String> kinds = new ArrayList<>();
        for (CompositeData finding : (CompositeData[]) jmx.getAttribute(name, "Findings")) {
          kinds.add(finding.get("kind") + " " + finding.get("certainty"));
        }
        assertThat(kinds).containsExactlyInAnyOrder("deadlock proved", "custom likely");
        List<String> holders =
            List.of(
                (String[])
                    jmx.invoke(
                        name,
                        "whoHolds",
                        new Object[] {"log"},
                        new String[] {String.class.getName()}));
        assertThat(holders.toString()).contains("checkpoint-1");
        assertThat(jmx.queryNames(new ObjectName("dev.peeps:type=Lock,*"), null).toString())
            .contains("log")
            .contains("segment-7");
        assertThat(jmx.queryNames(new ObjectName("dev.peeps:type=Executor,*"), null).toString())
            .contains("ledger");
      }
    }
  }

  /** As the command: a team's layout counts in a console as well. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void layoutsOfTheUserCount(Jdk jdk, @TempDir Path home) throws Exception {
    Path folder = Files.createDirectories(home.resolve(".config/peeps/layouts"));
    Files.writeString(
        folder.resolve("team.layout"),
        "layout com.acme.team 1\n\npackage com.acme\n\n"
            + "lock Gate\n  read holder\n  held_by holder\n");
    try (VictimProcess victim =
        new VictimProcess.Start(jdk)
            .options("-Duser.home=" + home)
            .runBy("env", "-u", "XDG_CONFIG_HOME")
            .stuck(IdleService.class.getName())) {
      LiveRegistry registry = new LiveRegistry(victim);
      assertThat(registry.load()).isZero();
      registry.awaitThread("peeps-registry");
      try (JMXConnector connector = registry.connect()) {
        Object text =
            connector
                .getMBeanServerConnection()
                .invoke(new ObjectName("dev.peeps:type=Registry"), "dump", null, null);
        assertThat(text.toString()).contains("Layout found: ", folder + "/team.layout");
      }
    }
  }

  /** Where the jar brings no layout, one that a person names does the same in a console. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void layoutsOfTheCommandLineCount(Jdk jdk, @TempDir Path folder) throws Exception {
    Path layout = LedgerDb.layout();
    Path other = folder.resolve("other.layout");
    Files.writeString(other, "layout com.acme.other 1\n\nlock com.acme.Gate\n  held_by holder\n");
    try (VictimProcess victim = LedgerDb.stuckWithoutLayout(jdk, "locks")) {
      String pid = Long.toString(victim.pid());
      LiveRegistry registry = new LiveRegistry(victim);
      assertThat(Peeps.run(jdk, "load", "--layout", layout.toString(), pid).status()).isZero();
      registry.awaitThread("peeps-registry");
      try (JMXConnector connector = registry.connect()) {
        MBeanServerConnection jmx = connector.getMBeanServerConnection();
        assertThat(dump(jmx))
            .contains("Layout found: " + layout, "DEADLOCK (proved", "\"compaction-4\"");

        Peeps again = Peeps.run(jdk, "load", "--layout=" + other, pid);
        assertThat(again.out()).contains("already", "the layouts of --layout from now on");
        assertThat(dump(jmx))
            .contains("Layout found: " + other)
            .doesNotContain("ledgerdb.layout", "compaction-4");

        assertThat(Peeps.run(jdk, "load", pid).out()).contains("nothing was changed");
        assertThat(dump(jmx)).contains("Layout found: " + other);

        assertThat(Peeps.run(jdk, "dump", "--layout=" + layout, pid).out()).contains("DEADLOCK");
        assertThat(dump(jmx)).contains("Layout found: " + layout, "\"compaction-4\"");
      }
    }
  }

  private static String dump(MBeanServerConnection jmx) throws Exception {
    return (String) jmx.invoke(new ObjectName("dev.peeps:type=Registry"), "dump", null, null);
  }
}
