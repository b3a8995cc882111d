package dev.peeps.live;

import static dev.peeps.harness.FindingsAssert.assertThatFindings;
import static dev.peeps.harness.GraphAssert.assertThatGraph;

import dev.peeps.finding.Certainty;
import dev.peeps.finding.FindingKind;
import dev.peeps.harness.DeadHeap;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.LiveCut;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.deadlock.ClassInitialisation;
import dev.peeps.victims.deadlock.ComputeIfAbsentCrossed;
import dev.peeps.victims.deadlock.CrossedMonitors;
import dev.peeps.victims.deadlock.CrossedReentrantLocks;
import dev.peeps.victims.deadlock.CrossedStatics;
import dev.peeps.victims.deadlock.LockAgainstForName;
import dev.peeps.victims.deadlock.MonitorAgainstLock;
import dev.peeps.victims.deadlock.ReadAgainstWrite;
import dev.peeps.victims.deadlock.ReadWriteUpgrade;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Deadlocks whose members hold locks: the JVM or a field says who owes what. */
class LockDeadlocksLiveTest {

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void crossedMonitors(Jdk jdk, String kind) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, CrossedMonitors.class, kind)) {
      LiveCut cut = LiveCut.held(victim);
      assertThatGraph(cut.graph())
          .task("order-writer")
          .isExact(dev.peeps.graph.EdgeKind.NEEDS)
          .hasFrame("CrossedMonitors$Inventory.reserve")
          .needs("CrossedMonitors$Inventory")
          .heldBy("auditor")
          .needs("CrossedMonitors$Ledger")
          .heldBy("order-writer");
      assertThatGraph(cut.graph())
          .task("report")
          .needs("CrossedMonitors$Ledger")
          .heldBy("order-writer");
      assertThatFindings(cut.confirmedFindings(), cut.graph())
          .are(1)
          .haveProvedDeadlockOf("order-writer", "auditor")
          .say(
              Set.of("order-writer", "auditor"),
              "CrossedMonitors",
              "order-writer",
              "auditor",
              "Ledger",
              "Inventory")
          .block("report");
    }
  }

  /** No variable of a static method refers to the class whose monitor it has: dumps infer it. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void crossedStatics(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, CrossedStatics.class)) {
      LiveCut cut = LiveCut.held(victim);
      assertThatFindings(cut.confirmedFindings(), cut.graph())
          .are(1)
          .haveProvedDeadlockOf("shop", "store");
      DeadHeap dead = DeadHeap.of(victim);
      assertThatFindings(dead.findings(), dead.graph())
          .are(1)
          .only(FindingKind.DEADLOCK)
          .is(Certainty.LIKELY)
          .says("monitor of class CrossedStatics$Prices", "monitor of class CrossedStatics$Stocks")
          .blocks("shop", "store");
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void crossedReentrantLocks(Jdk jdk, String kind) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, CrossedReentrantLocks.class, kind)) {
      LiveCut cut = LiveCut.held(victim);
      assertThatGraph(cut.graph())
          .task("order-writer")
          .needs("ReentrantLock")
          .heldBy("auditor")
          .needs("ReentrantLock")
          .heldBy("order-writer");
      assertThatGraph(cut.graph()).task("report").needs("ReentrantLock").heldBy("order-writer");
      assertThatFindings(cut.confirmedFindings(), cut.graph())
          .are(1)
          .haveProvedDeadlockOf("order-writer", "auditor")
          .block("report");
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void monitorAgainstLock(Jdk jdk, String kind) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, MonitorAgainstLock.class, kind)) {
      LiveCut cut = LiveCut.held(victim);
      assertThatGraph(cut.graph())
          .task("cache-loader")
          .needs("MonitorAgainstLock$Session")
          .heldBy("session-closer")
          .needs("ReentrantLock")
          .heldBy("cache-loader");
      assertThatFindings(cut.confirmedFindings(), cut.graph())
          .are(1)
          .haveProvedDeadlockOf("cache-loader", "session-closer");
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void readWriteUpgrade(Jdk jdk, String kind) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, ReadWriteUpgrade.class, kind)) {
      LiveCut cut = LiveCut.held(victim);
      assertThatGraph(cut.graph())
          .task("price-refresher")
          .needs("ReentrantReadWriteLock")
          .heldBy("price-refresher");
      assertThatGraph(cut.graph()).task("price-reader").needs("ReentrantReadWriteLock");
      assertThatFindings(cut.confirmedFindings(), cut.graph())
          .are(1)
          .haveProvedDeadlockOf("price-refresher")
          .block("price-reader");
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void readAgainstWrite(Jdk jdk, String kind) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, ReadAgainstWrite.class, kind)) {
      LiveCut cut = LiveCut.held(victim);
      assertThatGraph(cut.graph())
          .task("catalog-reader")
          .needs("ReentrantReadWriteLock")
          .heldBy("index-builder")
          .needs("ReentrantReadWriteLock")
          .heldBy("catalog-viewer");
      assertThatFindings(cut.confirmedFindings(), cut.graph())
          .are(1)
          .haveProvedDeadlockOf("catalog-reader", "index-builder")
          .block("catalog-viewer");
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void computeIfAbsentCrossed(Jdk jdk, String kind) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, ComputeIfAbsentCrossed.class, kind)) {
      LiveCut cut = LiveCut.held(victim);
      assertThatGraph(cut.graph())
          .task("user-loader")
          .says("ConcurrentHashMap")
          .needs("ConcurrentHashMap$ReservationNode")
          .heldBy("group-loader");
      assertThatFindings(cut.confirmedFindings(), cut.graph())
          .are(1)
          .haveProvedDeadlockOf("user-loader", "group-loader");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void classInitialisation(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, ClassInitialisation.class)) {
      LiveCut cut = LiveCut.held(victim);
      assertThatFindings(cut.confirmedFindings(), cut.graph())
          .are(1)
          .haveDeadlockOf("config-user", "logging-user");
    }
  }

  /** A thread inside the JVM's own code shows no class that it needs: the one initialiser it is. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void lockAgainstForName(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, LockAgainstForName.class)) {
      LiveCut cut = LiveCut.held(victim);
      assertThatFindings(cut.confirmedFindings(), cut.graph())
          .are(1)
          .only(FindingKind.DEADLOCK)
          .is(Certainty.LIKELY)
          .says("class initialisation of LockAgainstForName$Driver", "LockAgainstForName$Registry")
          .blocks("registry", "plugin");
      DeadHeap dead = DeadHeap.of(victim);
      assertThatFindings(dead.findings(), dead.graph())
          .are(1)
          .only(FindingKind.DEADLOCK)
          .is(Certainty.LIKELY)
          .blocks("registry", "plugin");
    }
  }
}
