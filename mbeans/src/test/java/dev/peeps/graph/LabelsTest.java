package dev.peeps.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LabelsTest {

  @Test
  void threadsAreCalledByNameElseByNumber() {
    assertThat(label(EntityKind.THREAD, "4711/thread-12", "", "main")).isEqualTo("\"main\"");
    assertThat(label(EntityKind.THREAD, "4711/thread-12", "", "")).isEqualTo("thread #12");
    assertThat(label(EntityKind.VIRTUAL_THREAD, "4711/thread-34", "", "v"))
        .isEqualTo("virtual thread \"v\"");
    assertThat(label(EntityKind.VIRTUAL_THREAD, "4711/thread-34", "", ""))
        .isEqualTo("virtual thread #34");
  }

  @Test
  void thingsAreCalledByShortTypeAndNumber() {
    assertThat(
            label(EntityKind.LOCK, "4711/lock-1c", "java.util.concurrent.locks.ReentrantLock", ""))
        .isEqualTo("ReentrantLock@1c");
    assertThat(label(EntityKind.LOCK, "4711/lock-2d", "monitor of com.acme.Ledger", "books"))
        .isEqualTo("monitor of Ledger@2d (books)");
    assertThat(label(EntityKind.CUSTOM, "4711/custom-3", "", "")).isEqualTo("custom@3");
  }

  @Test
  void hiddenClassesKeepTheirNumber() {
    assertThat(label(EntityKind.CUSTOM, "4711/custom-3", "com.acme.Job$$Lambda.0x00007f", ""))
        .isEqualTo("Job$$Lambda.0x00007f@3");
    assertThat(label(EntityKind.CUSTOM, "4711/custom-3", "com.acme.Job$$Lambda/0x00007f", ""))
        .isEqualTo("Job$$Lambda/0x00007f@3");
  }

  @Test
  void namesOfClassesLoseTheirPackage() {
    assertThat(Labels.shortName("com.acme.Cart$Line")).isEqualTo("Cart$Line");
    assertThat(Labels.shortName("com.acme.Cart$$Lambda$3/0x00007f")).isEqualTo("lambda of Cart");
    assertThat(Labels.shortName("com.acme.Cart$$Lambda.0x00007f")).isEqualTo("lambda of Cart");
    assertThat(Labels.shortName("orders.db")).isEqualTo("orders.db");
    assertThat(Labels.shortName("GET /v1.Orders")).isEqualTo("GET /v1.Orders");
    assertThat(Labels.shortName("")).isEmpty();
  }

  private static String label(EntityKind kind, String id, String type, String name) {
    return Labels.of(new EntityBuilder(id, "4711", kind).type(type).name(name).build());
  }
}
