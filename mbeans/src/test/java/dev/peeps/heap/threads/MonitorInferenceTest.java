package dev.peeps.heap.threads;

import static dev.peeps.heap.threads.Pictures.BLOCKED;
import static dev.peeps.heap.threads.Pictures.PARKED;
import static dev.peeps.heap.threads.Pictures.RUNNABLE;
import static dev.peeps.heap.threads.Pictures.WAITING;
import static dev.peeps.heap.threads.Pictures.monitors;
import static dev.peeps.heap.threads.Pictures.thread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.peeps.heap.CutInfo;
import dev.peeps.heap.Heap;
import dev.peeps.heap.Monitor;
import dev.peeps.heap.testing.HasId;
import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.KlassSpec;
import dev.peeps.heap.testing.ObjectSpec;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What frames tell about monitors, and where they leave it open. */
class MonitorInferenceTest {
  private final Hprof dump = Hprof.dump();

  private Heap inferred() {
    return MonitorInference.infer(Pictures.read(dump));
  }

  /** Slots as javac lays them out: arguments, then one variable for each synchronized block. */
  @Test
  void crossedTransfersInOneMethod() {
    ObjectSpec a = dump.instance("com.acme.Account");
    ObjectSpec b = dump.instance("com.acme.Account");
    thread(dump, "first", 1, BLOCKED).at("com.acme.Bank.transfer(Bank.java:7)", a, b, a, b);
    thread(dump, "second", 2, BLOCKED).at("com.acme.Bank.transfer(Bank.java:7)", b, a, b, a);

    Heap heap = inferred();

    assertThat(monitors(heap))
        .containsExactlyInAnyOrder(
            "com.acme.Account owned by second@0 wanted by first",
            "com.acme.Account owned by first@0 wanted by second");
    assertThat(heap.monitors())
        .allSatisfy(
            monitor -> {
              assertThat(monitor.source()).isEqualTo(Monitor.Source.INFERRED);
              assertThat(monitor.reason()).contains("frame refers");
            });
    assertThat(heap.notices()).isEmpty();
  }

  @Test
  void aLockInAField() {
    ObjectSpec till = dump.instance("com.acme.Till");
    ObjectSpec lock = dump.instance("java.lang.Object");
    thread(dump, "clerk", 1, BLOCKED).at("com.acme.Till.open(Till.java:3)", till, lock, lock);
    thread(dump, "owner", 2, PARKED)
        .at("com.acme.Disk.write(Disk.java:1)")
        .at("com.acme.Till.close(Till.java:9)", till, lock);

    assertThat(monitors(inferred()))
        .containsExactly("java.lang.Object owned by owner@-1 wanted by clerk");
  }

  @Test
  void atTheEntryOfASynchronizedMethod() {
    ObjectSpec account = dump.instance("com.acme.Account");
    ObjectSpec amount = dump.instance("java.math.BigDecimal");
    thread(dump, "waiter", 1, BLOCKED)
        .at("com.acme.Account.deposit(Account.java:3) (Ljava/math/BigDecimal;)V", account, amount);
    thread(dump, "owner", 2, RUNNABLE).at("com.acme.Account.report(Account.java:30)", account);

    assertThat(monitors(inferred()))
        .containsExactly("com.acme.Account owned by owner@0 wanted by waiter");
  }

  /** Two classes whose static synchronized methods call each other's: no variable has a class. */
  @Test
  void atTheEntryOfAStaticSynchronizedMethod() {
    dump.klass("com.acme.Prices");
    dump.klass("com.acme.Stocks");
    thread(dump, "shop", 1, BLOCKED)
        .at("com.acme.Prices.of(Prices.java:3) ()V")
        .at("com.acme.Stocks.sell(Stocks.java:9) ()V");
    thread(dump, "store", 2, BLOCKED)
        .at("com.acme.Stocks.of(Stocks.java:3) ()V")
        .at("com.acme.Prices.change(Prices.java:9) ()V");

    Heap heap = inferred();

    assertThat(monitors(heap))
        .containsExactly(
            "java.lang.Class owned by shop@1 wanted by store",
            "java.lang.Class owned by store@1 wanted by shop");
    assertThat(heap.monitors())
        .allSatisfy(monitor -> assertThat(monitor.reason()).contains("static method"));
  }

  /** A block that names the class has it in a slot; a static method alone may enter nothing. */
  @Test
  void whoHasTheClassInASlotOwnsItsMonitor() {
    KlassSpec audit = dump.klass("com.acme.Audit");
    ObjectSpec line = dump.instance("com.acme.Line");
    thread(dump, "request", 1, BLOCKED)
        .at("com.acme.Audit.write(Audit.java:3) (Lcom/acme/Line;)V", line);
    thread(dump, "reader", 2, RUNNABLE).at("com.acme.Audit.read(Audit.java:7) ()V");
    thread(dump, "rotation", 3, PARKED).at("com.acme.Disk.rotate(Disk.java:9) ()V", audit);

    assertThat(monitors(inferred()))
        .containsExactly("java.lang.Class owned by rotation@0 wanted by request");
  }

  @Test
  void aClassOfWhichNoOtherThreadHasAFrameIsLeftOpen() {
    dump.klass("com.acme.Audit");
    thread(dump, "request", 1, BLOCKED).at("com.acme.Audit.write(Audit.java:3) ()V");
    thread(dump, "main", 2, PARKED).at("com.acme.Audit.main(Audit.java:7) ()V");

    Heap heap = inferred();

    assertThat(heap.monitors()).isEmpty();
    assertThat(heap.notices().get(0).detail()).contains("perhaps for that of class com.acme.Audit");
  }

  /** this or its argument: both are in another thread's frames. */
  @Test
  void whatIsLeftOpenIsSaidAndGivesNoEdge() {
    ObjectSpec account = dump.instance("com.acme.Account");
    ObjectSpec bank = dump.instance("com.acme.Bank");
    thread(dump, "waiter", 1, BLOCKED)
        .at("com.acme.Account.deposit(Account.java:3) (Lcom/acme/Bank;)V", account, bank);
    thread(dump, "owner", 2, RUNNABLE).at("com.acme.Bank.close(Bank.java:30)", bank, account);

    Heap heap = inferred();

    assertThat(heap.monitors()).isEmpty();
    assertThat(heap.notices()).hasSize(1);
    assertThat(heap.notices().get(0).code()).isEqualTo("monitor-unknown");
    assertThat(heap.notices().get(0).detail())
        .contains("com.acme.Account.deposit")
        .contains("com.acme.Account or com.acme.Bank");
  }

  @Test
  void ofSeveralThreadsThatReferToItTheOneThatHasItTwiceOwnsIt() {
    ObjectSpec lock = dump.instance("com.acme.Lock");
    thread(dump, "waiter", 1, BLOCKED).at("com.acme.A.a(A.java:1)", lock, lock);
    thread(dump, "reader", 2, RUNNABLE).at("com.acme.B.b(B.java:1)", lock);
    thread(dump, "owner", 3, RUNNABLE).at("com.acme.C.c(C.java:1)", lock, lock);

    assertThat(monitors(inferred()))
        .containsExactly("com.acme.Lock owned by owner@0 wanted by waiter");
  }

  /** Whoever made the objects still refers to them; only one thread runs a method of the lock. */
  @Test
  void whoRunsAMethodOfTheObjectOwnsItRatherThanWhoOnlyRefersToIt() {
    ObjectSpec ledger = dump.instance("com.acme.Ledger");
    thread(dump, "waiter", 1, BLOCKED).at("com.acme.Ledger.total(Ledger.java:1)", ledger);
    thread(dump, "main", 2, RUNNABLE).at("com.acme.Main.main(Main.java:1)", ledger);
    thread(dump, "owner", 3, RUNNABLE)
        .at("com.acme.Disk.write(Disk.java:1)")
        .at("com.acme.Ledger.post(Ledger.java:9)", ledger);

    assertThat(monitors(inferred()))
        .containsExactly("com.acme.Ledger owned by owner@1 wanted by waiter");
  }

  @Test
  void theOwnerIsUnknownWhenSeveralMayBeIt() {
    ObjectSpec lock = dump.instance("com.acme.Lock");
    thread(dump, "waiter", 1, BLOCKED).at("com.acme.A.a(A.java:1)", lock, lock);
    thread(dump, "one", 2, RUNNABLE).at("com.acme.B.b(B.java:1)", lock);
    thread(dump, "other", 3, RUNNABLE).at("com.acme.C.c(C.java:1)", lock);

    Heap heap = inferred();

    assertThat(monitors(heap)).containsExactly("com.acme.Lock wanted by waiter");
    assertThat(heap.monitors().get(0).ownerUnknown()).contains("one, other");
  }

  /** Everybody that refers to it wants it, or waits for a notification: nobody owns it. */
  @Test
  void thoseWhoWaitDoNotOwn() {
    ObjectSpec lock = dump.instance("com.acme.Lock");
    thread(dump, "first", 1, BLOCKED).at("com.acme.A.a(A.java:1)", lock, lock);
    thread(dump, "second", 2, BLOCKED).at("com.acme.A.a(A.java:1)", lock, lock);
    thread(dump, "sleeper", 3, WAITING)
        .at("java.lang.Object.wait0(Native Method)")
        .at("java.lang.Object.wait(Object.java:366)", lock)
        .at("com.acme.A.b(A.java:9)", lock, lock);

    assertThat(monitors(inferred()))
        .containsExactly("com.acme.Lock wanted by first, second waited on by sleeper");
  }

  @Test
  void whoOwnsWhatIsOnlyWaitedOnIsNotKnownEither() {
    ObjectSpec lock = dump.instance("com.acme.Lock");
    thread(dump, "sleeper", 3, WAITING)
        .at("java.lang.Object.wait0(Native Method)")
        .at("java.lang.Object.wait(Object.java:366)", lock)
        .at("com.acme.A.b(A.java:9)", lock, lock);

    assertThat(inferred().monitors().get(0).ownerUnknown())
        .isEqualTo("a heap dump records no monitor owners");
  }

  @Test
  void whatTheHeapSaysOfItsObjectsAndThreadsIsPassedOn() {
    long[] its = {4, 5};
    Heap heap =
        (Heap)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Heap.class},
                (proxy, method, arguments) -> {
                  switch (method.getName()) {
                    case "cpuNanos":
                      return 77L;
                    case "references":
                      return its;
                    case "info":
                      return new CutInfo(Map.of(), false, 0);
                    default:
                      return List.of();
                  }
                });
    Heap decorated = new DecoratedHeap(heap, Map.of(), Map.of(), List.of(), List.of(), List.of());
    assertThat(decorated.cpuNanos(1)).isEqualTo(77);
    assertThat(decorated.references(1)).isSameAs(its);
  }

  @Test
  void aFrameWithMoreReferencesThanAnyMethodHas() {
    int many = 100_000;
    ObjectSpec[] objects = new ObjectSpec[many];
    for (int i = 0; i < many; i++) {
      objects[i] = dump.instance("com.acme.Thing");
    }
    thread(dump, "waiter", 1, BLOCKED).at("com.acme.A.a(A.java:1)", (HasId[]) objects);
    thread(dump, "owner", 2, RUNNABLE).at("com.acme.B.b(B.java:1)", (HasId[]) objects);

    Heap heap = assertTimeoutPreemptively(Duration.ofSeconds(20), this::inferred);

    assertThat(heap.threads()).hasSize(2);
  }

  @Test
  void aThreadWithoutReferencesWaitsForNobodyKnowsWhat() {
    thread(dump, "waiter", 1, BLOCKED).at("com.acme.Config.load(Config.java:3)");

    Heap heap = inferred();

    assertThat(heap.monitors()).isEmpty();
    assertThat(heap.notices().get(0).count()).isEqualTo(1);
  }

  @Test
  void argumentsOfADescriptor() {
    assertThat(WantedMonitor.referenceArguments("(I[[JLa/B;D[La/C;)V")).isEqualTo(3);
    assertThat(WantedMonitor.referenceArguments("()V")).isZero();
    assertThat(WantedMonitor.referenceArguments("")).isEqualTo(-1);
    assertThat(WantedMonitor.referenceArguments("(La/B")).isEqualTo(-1);
    assertThat(WantedMonitor.referenceArguments("(La)V")).isEqualTo(-1);
    assertThat(WantedMonitor.referenceArguments("([)V")).isEqualTo(1);
  }
}
