package dev.peeps.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peeps.finding.Finding;
import dev.peeps.finding.Findings;
import dev.peeps.graph.Graph;
import dev.peeps.graph.TestGraph;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The registry among listeners of the application and cuts that fail. */
@Timeout(60)
class RegistryTest {
  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final ResourceBeans resources = new ResourceBeans(server);
  private RuntimeException trouble;

  private final Registry registry =
      new Registry(
          new CutService() {
            @Override
            synchronized Snapshot take(Path keep) {
              if (trouble != null) {
                throw trouble;
              }
              TestGraph abba = new TestGraph().threads("a", "b\u001b").locks("L1", "L2");
              abba.heldBy("L1", "a").needs("a", "L2").heldBy("L2", "b\u001b");
              Graph graph = abba.needs("b\u001b", "L1").build();
              List<Finding> findings = Findings.standard().find(graph);
              return new Snapshot(graph, findings);
            }
          },
          resources);

  @AfterEach
  void closes() {
    registry.close();
    resources.close();
  }

  private List<ObjectName> locks() throws Exception {
    return List.copyOf(server.queryNames(new ObjectName("dev.peeps:type=Lock,*"), null));
  }

  @Test
  void aListenerThatWaitsForAnotherCutGetsIt() {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    registry.addNotificationListener(
        (notification, handback) -> {
          heard.add(notification.getMessage());
          heard.add(CompletableFuture.supplyAsync(registry::dump).join().substring(0, 10));
        },
        null,
        null);
    registry.dump();
    assertThat(heard).hasSize(2);
    assertThat(heard.peek()).contains("deadlock: ").contains("\\u001b").doesNotContain("\u001b");
  }

  @Test
  void oneThatNeverReturnsFromAnMBeanKeepsNobodyElse() throws Exception {
    CompletableFuture<Void> held = new CompletableFuture<>();
    CompletableFuture<Void> called = new CompletableFuture<>();
    server.addNotificationListener(
        MBeanServerDelegate.DELEGATE_NAME,
        (notification, handback) -> {
          called.complete(null);
          held.join();
        },
        null,
        null);
    CompletableFuture<String> first = CompletableFuture.supplyAsync(registry::dump);
    called.get(30, TimeUnit.SECONDS);
    assertThat(registry.dump()).contains("DEADLOCK");
    assertThat(registry.getResourcesWithoutMBean()).isZero();
    registry.close();
    resources.close();
    held.complete(null);
    first.get(30, TimeUnit.SECONDS);
    assertThat(locks()).isEmpty();
  }

  @Test
  void locksHaveMBeansUntilTheEnd() throws Exception {
    registry.dump();
    assertThat(locks()).hasSize(2);
    resources.close();
    assertThat(locks()).isEmpty();
  }

  @Test
  void anyFailureIsTold() {
    trouble = new IllegalArgumentException("no such thing");
    assertThatThrownBy(registry::dump).isSameAs(trouble);
    assertThat(registry.getLastFailure()).contains("no such thing");
    trouble = null;
    registry.dump();
    assertThat(registry.getLastFailure()).isEmpty();
  }

  @Test
  void namesInAnswersAreEscaped() {
    registry.dump();
    assertThat(registry.whoHolds("7/lock-4").toString()).doesNotContain("\u001b");
    assertThat(registry.entity("7/lock-4").getEdges().toString())
        .contains("\\u001b")
        .doesNotContain("\u001b");
    assertThatThrownBy(() -> registry.entity("x\u001by"))
        .hasMessageContaining("\\u001b")
        .hasMessageNotContaining("\u001b");
  }
}
