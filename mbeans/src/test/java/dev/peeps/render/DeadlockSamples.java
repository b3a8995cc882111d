package dev.peeps.render;

import static dev.peeps.render.Sketch.PARKED;
import static dev.peeps.render.Sketch.REENTRANT;
import static dev.peeps.render.Sketch.stack;

import dev.peeps.finding.Certainty;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import java.util.List;
import java.util.Map;

/** Deadlocks, each of another kind. */
final class DeadlockSamples {
  private DeadlockSamples() {}

  static Sketch deadlockOfTwo() {
    List<String> writer =
        List.of(
            "com.acme.ledger.Ledger.post(Ledger.java:41)",
            "com.acme.orders.OrderWriter.run(OrderWriter.java:27)",
            "java.lang.Thread.run(Thread.java:1474)");
    List<String> auditor =
        stack(
            PARKED,
            "com.acme.audit.Auditor.snapshot(Auditor.java:19)",
            "com.acme.audit.Auditor.run(Auditor.java:12)",
            "java.lang.Thread.run(Thread.java:1474)");
    return Sketch.of("com.acme.OrderService")
        .thread(31, "order-writer", "BLOCKED", writer)
        .thread(32, "auditor", "WAITING", auditor)
        .thread(40, "http-1", "BLOCKED", writer)
        .idle(
            9,
            "Reference Handler",
            List.of("java.lang.ref.Reference.waitForReferencePendingList(Native Method)"))
        .thread(1, "main", "RUNNABLE", List.of("com.acme.OrderService.main(OrderService.java:9)"))
        .lock("lock-1c", REENTRANT)
        .lock("lock-2d", "monitor of com.acme.ledger.Ledger")
        .needs("thread-31", "lock-2d")
        .needs("thread-40", "lock-2d")
        .held("lock-2d", "thread-32", "entered at com.acme.audit.Auditor.run(Auditor.java:12)")
        .needs("thread-32", "lock-1c")
        .held("lock-1c", "thread-31", "")
        .deadlock(
            Certainty.PROVED,
            "deadlock: \"order-writer\" holds ReentrantLock@1c and needs monitor of Ledger@2d, which"
                + " \"auditor\" holds while it needs ReentrantLock@1c; 1 more task waits behind it",
            "com.acme.ledger.Ledger.post(Ledger.java:41)",
            "",
            new String[] {"thread-31", "lock-2d", "thread-32", "lock-1c"},
            "thread-31",
            "thread-32",
            "thread-40");
  }

  static Sketch mixedVirtual() {
    return new Sketch(
            4711,
            "shop.jar",
            false,
            Map.of("virtualThreads", "2", "walk", "wide", "framesEntered", "1"))
        .virtual(
            51,
            "",
            "WAITING",
            stack(
                List.of("java.lang.VirtualThread.park(VirtualThread.java:738)"),
                "com.acme.shop.Cart.checkout(Cart.java:88)"))
        .thread(52, "stock-keeper", "BLOCKED", List.of("com.acme.shop.Stock.take(Stock.java:14)"))
        .thread(
            53,
            "ForkJoinPool-1-worker-1",
            "WAITING",
            List.of("java.util.concurrent.ForkJoinPool.awaitWork(ForkJoinPool.java:2000)"))
        .lock("lock-7", REENTRANT)
        .lock("lock-8", "monitor of com.acme.shop.Stock")
        .needs("thread-51", "lock-7")
        .held("lock-7", "thread-52", "")
        .needs("thread-52", "lock-8")
        .inferred(
            "lock-8",
            EdgeKind.HELD_BY,
            "thread-51",
            "the same object is a local of its frame com.acme.shop.Cart.checkout(Cart.java:88)")
        .edge("thread-51", EdgeKind.RUNS_ON, "thread-53", "pinned")
        .notice("owner-unknown", 1, "said where the thing is named")
        .notice(
            "frames-limit",
            1,
            "The frame locals of 1 virtual thread were not looked into; --frames looks into more.")
        .deadlock(
            Certainty.LIKELY,
            "deadlock: virtual thread #51 holds monitor of Stock@8 and needs ReentrantLock@7, which"
                + " \"stock-keeper\" holds while it needs monitor of Stock@8",
            "com.acme.shop.Cart.checkout(Cart.java:88)",
            "it rests on an inferred edge: the same object is a local of its frame",
            new String[] {"thread-51", "lock-7", "thread-52", "lock-8"},
            "thread-51",
            "thread-52");
  }

  static Sketch readWrite() {
    String type = "java.util.concurrent.locks.ReentrantReadWriteLock";
    Sketch sketch =
        Sketch.of("com.acme.Cache")
            .thread(
                21, "refresher", "WAITING", stack(PARKED, "com.acme.Cache.upgrade(Cache.java:60)"))
            .thing(
                "lock-5",
                EntityKind.LOCK,
                type,
                entity -> entity.name("prices").state("read-locked").attribute("holds", 2L))
            .needs("thread-21", "lock-5")
            .held("lock-5", "thread-21", "reads");
    for (int reader = 0; reader < 6; reader++) {
      String id = "thread-" + (30 + reader);
      sketch
          .thread(
              30 + reader,
              "reader-" + (reader + 5),
              "WAITING",
              stack(PARKED, "com.acme.Cache.get(Cache.java:44)"))
          .needs(id, "lock-5");
    }
    return sketch.deadlock(
        Certainty.PROVED,
        "deadlock: \"refresher\" needs ReentrantReadWriteLock@5 (prices), which it holds itself (reads);"
            + " 6 more tasks wait behind it",
        "com.acme.Cache.upgrade(Cache.java:60)",
        "",
        new String[] {"thread-21", "lock-5"},
        "thread-21",
        "thread-30",
        "thread-31",
        "thread-32",
        "thread-33",
        "thread-34",
        "thread-35");
  }

  static Sketch classInit() {
    return Sketch.of("com.acme.Boot")
        .thread(
            21,
            "init-a",
            "RUNNABLE",
            List.of("com.acme.A.<clinit>(A.java:5)", "com.acme.Boot.a(Boot.java:8)"))
        .thread(
            22,
            "init-b",
            "RUNNABLE",
            List.of("com.acme.B.<clinit>(B.java:5)", "com.acme.Boot.b(Boot.java:9)"))
        .lock("lock-a", "class initialisation of com.acme.A")
        .lock("lock-b", "class initialisation of com.acme.B")
        .needs("thread-21", "lock-b")
        .held("lock-b", "thread-22", "runs its static initialiser")
        .needs("thread-22", "lock-a")
        .held("lock-a", "thread-21", "runs its static initialiser")
        .deadlock(
            Certainty.LIKELY,
            "deadlock: \"init-a\" holds class initialisation of A@a and needs static initialiser of"
                + " B@b, which \"init-b\" holds while it needs class initialisation of A@a",
            "com.acme.A.<clinit>(A.java:5)",
            "seen in one cut only",
            new String[] {"thread-21", "lock-b", "thread-22", "lock-a"},
            "thread-21",
            "thread-22");
  }

  static Sketch severalProcesses() {
    Sketch server = new Sketch(4800, "com.acme.Server", true, Map.of());
    server
        .thread(31, "worker", "BLOCKED", List.of("com.acme.Server.serve(Server.java:5)"))
        .lock("lock-1", "monitor of com.acme.Db")
        .needs("thread-31", "lock-1")
        .held("lock-1", "thread-31", "");
    Sketch both = Sketch.of("com.acme.Client");
    Graph built = server.builder.build();
    both.thread(31, "caller", "RUNNABLE", List.of("com.acme.Client.call(Client.java:5)"))
        .thing(
            "socket-1",
            EntityKind.SOCKET,
            "java.net.Socket",
            entity -> entity.attribute("remote", "127.0.0.1:8080"))
        .needs("thread-31", "socket-1");
    built.processes().forEach(both.builder::process);
    built.entities().forEach(both.builder::entity);
    built.edges().forEach(both.builder::edge);
    return both.edge("socket-1", EdgeKind.PAIRED_WITH, "4800/thread-31", "same connection");
  }

  static Sketch severalFindings() {
    Sketch sketch = Sketch.of("com.acme.Twice");
    for (int i = 0; i < 2; i++) {
      String a = "thread-" + (20 + 2 * i);
      String b = "thread-" + (21 + 2 * i);
      sketch
          .thread(
              20 + 2 * i,
              "left-" + i,
              "WAITING",
              stack(PARKED, "com.acme.Twice.left(Twice.java:5)"))
          .thread(
              21 + 2 * i,
              "right-" + i,
              "WAITING",
              stack(PARKED, "com.acme.Twice.right(Twice.java:9)"))
          .lock("lock-l" + i, REENTRANT)
          .lock("lock-r" + i, REENTRANT)
          .needs(a, "lock-r" + i)
          .held("lock-r" + i, b, "")
          .needs(b, "lock-l" + i)
          .held("lock-l" + i, a, "")
          .deadlock(
              Certainty.PROVED,
              "deadlock: \"left-" + i + "\" and \"right-" + i + "\" wait for each other",
              "com.acme.Twice.left(Twice.java:5)",
              "",
              new String[] {a, "lock-r" + i, b, "lock-l" + i},
              a,
              b);
    }
    return sketch;
  }
}
