package dev.peeps.heap.reach;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SuspectsTest {
  private final Suspects suspects = new Suspects(thread -> 0);

  @Test
  void aQueueIsFedByWhoWaits() {
    suspects.waits(1, new long[] {2}, new long[0]);
    suspects.feeds(3, new long[] {1});
    assertThat(suspects.text()).isEqualTo("wait 1 0 2\nfeed 3 1\n");
  }

  @Test
  void andNotByWhoDoesNot() {
    suspects.feeds(3, new long[] {1});
    assertThat(suspects.text()).isEmpty();
  }

  /** A pool whose workers all have a queue from which all of them take. */
  @Test
  void noMoreIsSaidThanTheLibraryTakes() {
    long[] workers = new long[1_000];
    for (int number = 0; number < workers.length; number++) {
      workers[number] = 10_000_000L + number;
      suspects.waits(workers[number], new long[] {2}, new long[0]);
    }
    for (int queue = 0; queue < 2_000; queue++) {
      suspects.feeds(20_000_000L + queue, workers);
    }
    assertThat(suspects.text().length()).isLessThan(8 << 20);
  }

  @Test
  void whatThereIsNoRoomToAskAboutIsSaid() {
    long object = 1L << 42;
    int asked = 0;
    while (asked < 1_000_000 && suspects.ask(object + asked)) {
      asked++;
    }
    assertThat(suspects.text().length()).isLessThan(8 << 20);
    assertThat(asked).isLessThan(1_000_000).isEqualTo(suspects.asked());
  }

  @Test
  void whoHasNoCarrierAndWhoWaitsForAClassGoOnWithOthers() {
    suspects.mounts(1, new long[] {2, 3});
    suspects.awaitsClass(4, new long[] {5});
    suspects.mounts(6, new long[0]);
    suspects.feeds(7, new long[] {1, 4});
    assertThat(suspects.text()).isEqualTo("mount 1 2 3\ninit 4 5\nfeed 7 1 4\n");
  }
}
