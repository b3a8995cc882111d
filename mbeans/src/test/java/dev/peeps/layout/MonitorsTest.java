package dev.peeps.layout;

import static java.lang.Thread.State.BLOCKED;
import static java.lang.Thread.State.RUNNABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.KlassSpec;
import dev.peeps.heap.testing.ObjectSpec;
import dev.peeps.heap.testing.ThreadSpec;
import org.junit.jupiter.api.Test;

class MonitorsTest {
  private static final int IN_NATIVE = 0x400005;

  private final Hprof cut = Hprof.cut();

  @Test
  void aThreadThatSeemsToWaitForWhatItOwnsHasMovedInBetween() {
    ObjectSpec till = cut.instance("com.acme.Till");
    ThreadSpec clerk = cut.thread("clerk").state(BLOCKED);
    ThreadSpec customer = cut.thread("customer").state(BLOCKED);
    cut.monitor(till).owner(clerk).entering(clerk, customer);

    Reading reading = Reading.builtIn(cut);

    assertThat(reading.edges())
        .containsExactly(
            "clerk needs monitor of com.acme.Till", "customer needs monitor of com.acme.Till");
    assertThat(reading.entity("monitor of com.acme.Till").attributes())
        .containsEntry("held_by", "unknown: the owner entered or left it while the cut was taken");
  }

  @Test
  void whoIsInsideTheJvmWaitsForTheOneStaticInitialiserThatRuns() {
    KlassSpec driver = cut.klass("com.acme.Driver");
    ThreadSpec plugin =
        cut.thread("plugin").state(BLOCKED).at("com.acme.Driver.<clinit>(Driver.java:7)");
    cut.thread("pool").state(RUNNABLE).at("java.lang.Class.forName0(Native Method)");
    cut.thread("reader").jvmtiState(IN_NATIVE).at("java.lang.Class.forName0(Native Method)");
    cut.thread("other").state(RUNNABLE).at("com.acme.Codec.newInstance0(Native Method)");
    cut.classInit(driver, plugin);

    Reading reading = Reading.builtIn(cut);

    assertThat(reading.edges())
        .containsExactly(
            "class initialisation of com.acme.Driver held_by plugin",
            "pool needs class initialisation of com.acme.Driver");
  }

  @Test
  void ofTwoInitialisersThatTwoThreadsRunNoneIsChosen() {
    ThreadSpec one = cut.thread("one").state(BLOCKED).at("com.acme.A.<clinit>(A.java:7)");
    ThreadSpec two = cut.thread("two").state(BLOCKED).at("com.acme.B.<clinit>(B.java:7)");
    cut.thread("pool").state(RUNNABLE).at("java.lang.Class.forName0(Native Method)");
    cut.classInit(cut.klass("com.acme.A"), one).classInit(cut.klass("com.acme.B"), two);

    assertThat(Reading.builtIn(cut).edges()).noneMatch(edge -> edge.startsWith("pool"));
  }
}
