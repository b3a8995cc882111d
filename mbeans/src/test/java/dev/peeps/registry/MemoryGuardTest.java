package dev.peeps.registry;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MemoryGuardTest {
  private static final long MB = 1L << 20;

  @Test
  void readsWhatFitsIntoTheFreeHeap() {
    assertThatCode(() -> MemoryGuard.check(10 * MB, 256 * MB, 100 * MB)).doesNotThrowAnyException();
  }

  @Test
  void refusesWithBothFiguresWhenTheFreeHeapIsTooSmall() {
    assertThatThrownBy(() -> MemoryGuard.check(10 * MB, 256 * MB, 200 * MB))
        .hasMessageContaining("66 MB")
        .hasMessageContaining("56 MB are free");
  }
}
