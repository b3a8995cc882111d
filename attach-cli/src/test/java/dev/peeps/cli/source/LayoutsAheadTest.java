package dev.peeps.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LayoutsAheadTest {
  private static final LayoutOrigins PLAIN =
      new LayoutOrigins(List.of(), List.of(), false, false, "/nowhere");

  private final CountDownLatch looked = new CountDownLatch(1);

  /** The cut that the target is to write. */
  private final class Cut extends File {
    private static final long serialVersionUID = 1L;

    Cut() {
      super("/nowhere/cut");
    }

    @Override
    public long length() {
      looked.countDown();
      return 0;
    }
  }

  @Test
  void whatACutNeedsIsMadeReadyAlsoWhereTheLayoutsWereReadBeforeTheTargetWasFound()
      throws InterruptedException {
    LayoutsAhead layouts = new LayoutsAhead(PLAIN);
    assertThat(layouts.layouts().problems()).isEmpty();
    RoomAhead room = new RoomAhead();
    layouts.cutToo(room);
    room.asked(new Cut());
    boolean made = looked.await(30, TimeUnit.SECONDS);
    room.answered();
    assertThat(made).isTrue();
  }
}
