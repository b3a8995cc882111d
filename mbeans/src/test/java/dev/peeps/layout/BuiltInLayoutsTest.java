package dev.peeps.layout;

import static java.lang.Thread.State.TIMED_WAITING;
import static java.lang.Thread.State.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.ObjectSpec;
import dev.peeps.heap.testing.ThreadSpec;
import org.junit.jupiter.api.Test;

class BuiltInLayoutsTest {
  private static final String AQS = "java.util.concurrent.locks.AbstractQueuedSynchronizer";
  private static final String LOCK = "java.util.concurrent.locks.ReentrantLock";
  private static final String FUTURE = "java.util.concurrent.CompletableFuture";

  private final Hprof cut = Hprof.cut();

  @Test
  void haveNoMistakes() {
    assertThat(Layouts.builtIn().problems()).isEmpty();
  }

  @Test
  void compileIntoAPlan() {
    String plan = Layouts.builtIn().plan();
    assertThat(plan).startsWith("peeps-plan 1\n").endsWith("\nend\n");
    assertThat(plan).contains("\nclass " + FUTURE + " budget:20000\nsettled result unless stack\n");
    assertThat(plan).contains("\nclass " + AQS + " narrow-only\nfield head point\n");
    assertThat(plan).contains("\nmethod " + FUTURE + ".waitingGet\n");
  }

  @Test
  void lockIsHeldByItsOwnerAndNeededByItsQueue() {
    ObjectSpec sync = sync(LOCK + "$NonfairSync", LOCK + "$Sync");
    ObjectSpec lock = cut.instance(LOCK).set("sync", sync);
    ThreadSpec owner = cut.thread("owner").state(WAITING);
    ThreadSpec waiter =
        cut.thread("waiter")
            .state(WAITING)
            .at("jdk.internal.misc.Unsafe.park(Unsafe.java:-1)")
            .at(LOCK + ".lock(ReentrantLock.java:322)", lock)
            .at("com.acme.Bank.transfer(Bank.java:10)");
    ThreadSpec queued = cut.thread("queued").state(TIMED_WAITING);
    ObjectSpec head = node(null, null);
    ObjectSpec first = node(head, waiter.object());
    ObjectSpec second = node(first, queued.object());
    sync.set("exclusiveOwnerThread", owner).set("head", head).set("tail", second);

    Reading reading = Reading.builtIn(cut);

    assertThat(reading.edges())
        .containsExactly(
            LOCK + " held_by owner", "queued needs " + LOCK + " timed", "waiter needs " + LOCK);
    assertThat(reading.entity(LOCK).attributes()).containsEntry("queued", 2L);
    assertThat(reading.entity(LOCK).state()).isEqualTo("locked");
  }

  @Test
  void futuresNeedTheirSources() {
    ObjectSpec source = future();
    ObjectSpec dependent = future();
    ObjectSpec apply = completion("UniApply").set("dep", dependent).set("src", source);
    apply.set("fn", cut.instance("com.acme.Orders$$Lambda/0x1"));
    ObjectSpec signaller = cut.instance(FUTURE + "$Signaller").set("next", null);
    cut.klass(FUTURE + "$Signaller").extending(cut.klass(FUTURE + "$Completion"));
    ThreadSpec main = cut.thread("main").state(WAITING);
    signaller.set("thread", main);
    dependent.set("stack", signaller);
    source.set("stack", apply);

    assertThat(Reading.builtIn(cut).edges())
        .containsExactly("com.acme.Orders needs " + FUTURE, "main needs com.acme.Orders");
  }

  @Test
  void anyOfIsAChoiceBetweenAllAlternatives() {
    ObjectSpec any = future();
    ObjectSpec one = future();
    ObjectSpec two = future();
    ObjectSpec all = cut.array(FUTURE + "[]", one, two);
    for (ObjectSpec source : new ObjectSpec[] {one, two}) {
      ObjectSpec completion = completion("AnyOf");
      source.set("stack", completion.set("dep", any).set("src", source).set("srcs", all));
    }

    assertThat(Reading.builtIn(cut).edges())
        .containsExactly(
            FUTURE + " needs " + FUTURE + " any", FUTURE + " needs " + FUTURE + " any");
  }

  private ObjectSpec future() {
    return cut.instance(FUTURE).set("result", null).set("stack", null);
  }

  private ObjectSpec completion(String kind) {
    cut.klass(FUTURE + "$" + kind).extending(cut.klass(FUTURE + "$UniCompletion"));
    cut.klass(FUTURE + "$UniCompletion").extending(cut.klass(FUTURE + "$Completion"));
    return cut.instance(FUTURE + "$" + kind).set("next", null);
  }

  private ObjectSpec sync(String name, String base) {
    cut.klass(name).extending(cut.klass(base).extending(cut.klass(AQS)));
    return cut.instance(name).set("state", 1).set("head", null).set("tail", null);
  }

  private ObjectSpec node(ObjectSpec prev, ObjectSpec waiter) {
    return cut.instance(AQS + "$Node").set("prev", prev).set("next", null).set("waiter", waiter);
  }
}
