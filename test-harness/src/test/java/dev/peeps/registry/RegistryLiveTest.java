package dev.peeps.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.peeps.harness.Command;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.deadlock.CrossedMonitors;
import dev.peeps.victims.outside.HungManagement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServerConnection;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.OpenType;
import javax.management.remote.JMXConnector;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The registry in JVMs that hang. */
class RegistryLiveTest {
  private static final String JDKS = "dev.peeps.harness.Jdks#all";
  private static final int WAS_THERE = 104;
  private static final int WAS_ABSENT = 105;
  private static final int NOT_STARTED = 103;
  private static final int CYCLES = 25;

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void answersOverJmxWhatTheCommandAnswers(Jdk jdk, @TempDir Path dir) throws Exception {
    try (VictimProcess victim = VictimProcess.stuck(jdk, CrossedMonitors.class, "platform")) {
      LiveRegistry registry = new LiveRegistry(victim);
      assertThat(registry.load()).isZero();
      registry.awaitThread("peeps-registry");
      assertThat(registry.load())
          .as("a second load says so and changes nothing")
          .isEqualTo(WAS_THERE);
      try (JMXConnector connector = registry.connect()) {
        MBeanServerConnection jmx = connector.getMBeanServerConnection();
        ObjectName name = new ObjectName("dev.peeps:type=Registry");
        assertThat((int) jmx.getAttribute(name, "Entities"))
            .as("nothing is done unasked")
            .isEqualTo(-1);
        BlockingQueue<Notification> heard = new LinkedBlockingQueue<>();
        jmx.addNotificationListener(name, (told, handback) -> heard.add(told), null, null);
        assertThat((String) call(jmx, name, "cut", "")).contains("1 finding");
        Notification first = heard.poll(60, TimeUnit.SECONDS);
        assertThat(first).isNotNull();
        assertThat(first.getType()).isEqualTo("peeps.finding.deadlock");
        assertThat(first.getMessage()).contains("order-writer");

        assertThat((String) jmx.getAttribute(name, "Version")).isNotEmpty();
        CompositeData[] findings = (CompositeData[]) jmx.getAttribute(name, "Findings");
        assertThat(findings).hasSize(1);
        assertThat(findings[0].get("kind")).isEqualTo("deadlock");
        assertThat(findings[0].get("certainty")).isEqualTo("proved");
        assertThat((String) findings[0].get("summary")).contains("order-writer", "auditor");
        assertThat((int) jmx.getAttribute(name, "WaitingTasks")).isGreaterThanOrEqualTo(3);
        CompositeData cost = (CompositeData) jmx.getAttribute(name, "LastCut");
        assertThat((double) cost.get("pauseMillis")).isPositive();
        assertThat((String) jmx.getAttribute(name, "Verdict")).contains("order-writer");

        String text = (String) jmx.invoke(name, "dump", null, null);
        assertThat(text).contains("DEADLOCK (proved", "\"order-writer\"", "CrossedMonitors");
        JsonNode json =
            new ObjectMapper().readTree((String) jmx.invoke(name, "dumpJson", null, null));
        assertThat(json.get("peeps").asInt()).isEqualTo(1);
        assertThat(json.get("findings")).hasSize(1);

        assertThat(heard).as("the same deadlock is told once").isEmpty();

        CompositeData writer = (CompositeData) call(jmx, name, "entity", "order-writer");
        assertThat(writer.get("kind")).isEqualTo("thread");
        assertThat((String[]) writer.get("edges")).anyMatch(edge -> edge.startsWith("needs "));
        assertThat((String[]) call(jmx, name, "whoHolds", "order-writer"))
            .anyMatch(line -> line.contains("held_by") && line.contains("auditor"));
        assertThat((String[]) call(jmx, name, "whoWaitsFor", "order-writer"))
            .anyMatch(line -> line.contains("auditor"));

        assertThat((String[]) call(jmx, name, "why", "order-writer"))
            .anyMatch(line -> line.contains("that is where we began"))
            .anyMatch(line -> line.startsWith("DEADLOCK (proved)"));
        assertThat((String[]) jmx.invoke(name, "check", null, null))
            .singleElement()
            .matches(line -> line.contains("DEADLOCK (proved, 3 tasks stuck)"));
        assertThat((int) jmx.getAttribute(name, "Stuck")).isOne();
        assertThat((String) jmx.getAttribute(name, "WorstCertainty")).isEqualTo("proved");
        assertThat(heard).as("nothing new").isEmpty();

        Path kept = dir.resolve("kept.hprof");
        call(jmx, name, "cut", kept.toString());
        assertThat(Files.size(kept)).isPositive();

        Set<ObjectName> locks = jmx.queryNames(new ObjectName("dev.peeps:type=Lock,*"), null);
        assertThat(locks).isNotEmpty();
        for (ObjectName lock : locks) {
          assertThat((int) jmx.getAttribute(lock, "Waiting")).isPositive();
        }
        assertOpen(jmx, name);
      }
      assertThat(registry.unload()).isZero();
    }
  }

  private static Object call(
      MBeanServerConnection jmx, ObjectName name, String operation, String argument)
      throws Exception {
    return jmx.invoke(
        name, operation, new Object[] {argument}, new String[] {String.class.getName()});
  }

  /** A console that has none of our classes must be able to read everything. */
  private static void assertOpen(MBeanServerConnection jmx, ObjectName name) throws Exception {
    for (var attribute : jmx.getMBeanInfo(name).getAttributes()) {
      Object type = attribute.getDescriptor().getFieldValue("openType");
      assertThat(type).as(attribute.getName()).isInstanceOf(OpenType.class);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void leavesNothingBehindWhenItIsUnloaded(Jdk jdk) throws Exception {
    try (VictimProcess victim = VictimProcess.stuck(jdk, CrossedMonitors.class, "platform")) {
      LiveRegistry registry = new LiveRegistry(victim);
      assertThat(registry.unload()).isEqualTo(WAS_ABSENT);
      for (int i = 0; i < CYCLES; i++) {
        assertThat(registry.load()).isZero();
        registry.awaitThread("peeps-registry");
        assertThat(registry.unload()).isZero();
      }
      await("the kernel to forget the last thread")
          .until(() -> registry.threads().stream().noneMatch(name -> name.startsWith("peeps-")));
      try (JMXConnector connector = registry.connect()) {
        assertThat(
                connector
                    .getMBeanServerConnection()
                    .queryNames(new ObjectName("dev.peeps:*"), null))
            .isEmpty();
      }
      await("all class loaders of the registry to be collected")
          .atMost(Duration.ofSeconds(60))
          .until(() -> !loadersAfterCollection(victim).contains("peeps"));
    }
  }

  /** The loader's name is "peeps": the JVM lists it as long as it is alive. */
  private static String loadersAfterCollection(VictimProcess victim) {
    jcmd(victim, "GC.run");
    return jcmd(victim, "VM.classloaders");
  }

  private static String jcmd(VictimProcess victim, String command) {
    return Command.run(victim.jdk().tool("jcmd"), Long.toString(victim.pid()), command).orFail();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void doesNotKeepTheAttachThreadWhenManagementHangs(Jdk jdk) {
    String builder = "-Djavax.management.builder.initial=" + HungManagement.Builder.class.getName();
    try (VictimProcess victim =
        new VictimProcess.Start(jdk).options(builder).stuck(HungManagement.class.getName())) {
      LiveRegistry registry = new LiveRegistry(victim);
      assertThat(registry.load()).isZero();
      registry.awaitThread("peeps-starting");
      assertThat(Command.run(jdk.tool("jstack"), Long.toString(victim.pid())).orFail())
          .contains("peeps-starting", "configuration-reload");
      assertThat(registry.threads()).doesNotContain("peeps-registry");
      assertThat(registry.load()).isEqualTo(WAS_THERE);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void saysWhyThereIsNoneWithoutJavaManagement(Jdk jdk, @TempDir Path dir) throws IOException {
    Path runtime = dir.resolve("runtime");
    Command.run(jdk.tool("jlink"), "--add-modules", "java.base", "--output", runtime.toString())
        .orFail();
    Jdk small = new Jdk(runtime, jdk.feature());
    try (VictimProcess victim = VictimProcess.stuck(small, CrossedMonitors.class, "platform")) {
      Path reason = dir.resolve("reason");
      assertThat(new LiveRegistry(victim).load(reason)).isEqualTo(NOT_STARTED);
      assertThat(reason).content().contains("no java.management");
    }
  }
}
