package dev.peeps.layout;

import static java.lang.Thread.State.BLOCKED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.ObjectSpec;
import dev.peeps.heap.testing.ThreadSpec;
import org.junit.jupiter.api.Test;

class MonitorsTest {
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
}
