package dev.peeps.render;

import static dev.peeps.render.Sketch.PARKED;
import static dev.peeps.render.Sketch.REENTRANT;
import static dev.peeps.render.Sketch.stack;

import dev.peeps.finding.Certainty;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Graphs that show one thing each; every one of them is a golden file. */
final class Samples {
  private Samples() {}

  static Map<String, Sketch> all() {
    Map<String, Sketch> all = new LinkedHashMap<>();
    all.put("deadlock-of-two", deadlockOfTwo());
    all.put("mixed-virtual", mixedVirtual());
    all.put("read-write", readWrite());
    all.put("class-init", classInit());
    all.put("futures", futures());
    all.put("channels", channels());
    all.put("executors", executors());
    all.put("like-tasks", likeTasks(10_000));
    all.put("control-characters", controlCharacters());
    all.put("huge-names", hugeNames());
    all.put("no-findings", noFindings());
    all.put("nothing-waits", nothingWaits());
    all.put("several-processes", severalProcesses());
    all.put("several-findings", severalFindings());
    return all;
  }

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

  static Sketch futures() {
    String type = "java.util.concurrent.CompletableFuture";
    Sketch sketch =
        Sketch.of("com.acme.Report")
            .thread(
                1,
                "main",
                "WAITING",
                stack(
                    List.of("jdk.internal.misc.Unsafe.park(Native Method)"),
                    "java.util.concurrent.CompletableFuture.join(CompletableFuture.java:2125)",
                    "com.acme.Report.main(Report.java:30)"))
            .thread(
                22,
                "poller",
                "TIMED_WAITING",
                stack(
                    List.of("jdk.internal.misc.Unsafe.park(Native Method)"),
                    "com.acme.Report.poll(Report.java:52)"))
            .thread(23, "fetch-1", "RUNNABLE", List.of("com.acme.Fetch.run(Fetch.java:7)"));
    for (int i = 1; i <= 9; i++) {
      int number = i;
      sketch.thing(
          "future-" + i,
          EntityKind.FUTURE,
          type,
          entity ->
              entity
                  .state("pending")
                  .name(number == 1 ? "report" : "")
                  .logicalStack(
                      number == 1 ? List.of("com.acme.Report.merge(Report.java:41)") : List.of()));
    }
    return sketch
        .needs("thread-1", "future-1")
        .needs("future-1", "future-2")
        .any(
            "future-1",
            EdgeKind.NEEDS,
            "anyOf",
            "future-3",
            "future-4",
            "future-5",
            "future-6",
            "future-7",
            "future-8")
        .edge("future-2", EdgeKind.PROVIDED_BY, "thread-23", "runs AsyncSupply.run")
        .timed("thread-22", "future-9");
  }

  static Sketch channels() {
    Sketch sketch = Sketch.of("com.acme.Pipeline");
    for (int i = 1; i <= 5; i++) {
      sketch.thread(
          20 + i,
          "producer-" + i,
          "WAITING",
          stack(PARKED, "com.acme.Pipeline.emit(Pipeline.java:17)"));
    }
    sketch
        .thread(
            40,
            "sink",
            "RUNNABLE",
            List.of("java.net.SocketOutputStream.write(SocketOutputStream.java:1)"))
        .thread(41, "taker", "WAITING", stack(PARKED, "com.acme.Pipeline.take(Pipeline.java:90)"))
        .thing(
            "channel-3",
            EntityKind.CHANNEL,
            "java.util.concurrent.ArrayBlockingQueue",
            entity -> entity.state("full").attribute("items", 100L).attribute("capacity", 100L))
        .thing(
            "channel-4",
            EntityKind.CHANNEL,
            "java.util.concurrent.LinkedBlockingQueue",
            entity ->
                entity
                    .state("empty")
                    .attribute("items", 0L)
                    .attribute("capacity", 2147483647L)
                    .attribute("provided_by", "unknown: a queue does not record who fills it"))
        .thing(
            "channel-5",
            EntityKind.CHANNEL,
            "java.util.concurrent.ArrayBlockingQueue",
            entity -> entity.attribute("items", 2L).attribute("capacity", 10L))
        .thing(
            "semaphore-6",
            EntityKind.SEMAPHORE,
            "java.util.concurrent.Semaphore",
            entity ->
                entity
                    .attribute("permits", 0L)
                    .attribute("held_by", "unknown: a Semaphore records none"))
        .thread(42, "limited", "WAITING", stack(PARKED, "com.acme.Limiter.enter(Limiter.java:3)"))
        .needs("thread-42", "semaphore-6")
        .inferred("channel-3", EdgeKind.PROVIDED_BY, "thread-40", "took from it before, by frames")
        .edge("thread-41", EdgeKind.NEEDS, "channel-4", "to take");
    for (int i = 1; i <= 5; i++) {
      sketch.edge("thread-" + (20 + i), EdgeKind.NEEDS, "channel-3", "to put");
    }
    return sketch;
  }

  static Sketch executors() {
    Sketch sketch =
        Sketch.of("com.acme.Batch")
            .thing(
                "executor-2",
                EntityKind.EXECUTOR,
                "java.util.concurrent.ThreadPoolExecutor",
                entity ->
                    entity
                        .name("batch")
                        .state("running")
                        .attribute("threads", 4L)
                        .attribute("max", 4L)
                        .attribute("running", 2L)
                        .attribute("queued", 3L))
            .thing(
                "executor-3",
                EntityKind.EXECUTOR,
                "java.util.concurrent.ForkJoinPool",
                entity -> entity.idle(true).attribute("threads", 1L))
            .thing(
                "future-1",
                EntityKind.FUTURE,
                "java.util.concurrent.FutureTask",
                entity -> entity.state("pending"));
    for (int i = 1; i <= 4; i++) {
      if (i <= 2) {
        sketch
            .thread(
                20 + i,
                "batch-" + i,
                "WAITING",
                stack(PARKED, "com.acme.Batch.step(Batch.java:77)"))
            .needs("thread-" + (20 + i), "future-1");
      } else {
        sketch.idle(
            20 + i,
            "batch-" + i,
            stack(
                PARKED,
                "java.util.concurrent.ThreadPoolExecutor.getTask(ThreadPoolExecutor.java:1)"));
      }
      sketch.edge("thread-" + (20 + i), EdgeKind.RUNS_ON, "executor-2", "");
    }
    return sketch
        .edge("future-1", EdgeKind.RUNS_ON, "executor-2", "queued")
        .edge("future-1", EdgeKind.NEEDS, "executor-2", "a free worker")
        .thread(50, "parent", "WAITING", stack(PARKED, "com.acme.Scope.run(Scope.java:5)"))
        .virtual(51, "child-1", "WAITING", stack(PARKED, "com.acme.Scope.child(Scope.java:9)"))
        .virtual(52, "child-2", "WAITING", stack(PARKED, "com.acme.Scope.child(Scope.java:9)"))
        .needs("thread-50", "thread-51")
        .needs("thread-50", "thread-52")
        .scope("scope-1", "task_scope", "fan-out", null, "thread-51", "thread-52");
  }

  static Sketch likeTasks(int count) {
    Sketch sketch =
        new Sketch(
            4711, "com.acme.Gateway", true, Map.of("virtualThreads", Integer.toString(count)));
    List<String> stack = stack(PARKED, "com.acme.Gateway.handle(Gateway.java:31)");
    sketch
        .thread(20, "config-reload", "RUNNABLE", List.of("com.acme.Config.load(Config.java:12)"))
        .lock("lock-9", REENTRANT)
        .held("lock-9", "thread-20", "");
    for (int i = 0; i < count; i++) {
      sketch
          .virtual(100 + i, "request-" + i, "WAITING", stack)
          .needs("thread-" + (100 + i), "lock-9");
    }
    return sketch;
  }

  static Sketch controlCharacters() {
    String name = "evil\u001b[31m\"\nFAKE: no deadlock\u202e\u0085\u2028\ud83d\ude00\ud800\\";
    return new Sketch(4711, "com.acme.\u001b]0;title\u0007Evil", true, Map.of())
        .thread(21, name, "BLOCKED", List.of("com.acme.\u001b[2JEvil.run(Evil.java:1)"))
        .thing(
            "lock-1",
            EntityKind.LOCK,
            "monitor of com.acme.\nEvil",
            entity -> entity.name("x\ty").attribute("note", "a\rb"))
        .needs("thread-21", "lock-1")
        .held("lock-1", "thread-21", "because\u0000of")
        .notice("odd\u009b", 1, "a \u001b[1mnotice\u001b[0m")
        .deadlock(
            Certainty.LIKELY,
            "deadlock: \"evil\u001b[31m\" waits for itself",
            "com.acme.\u001b[2JEvil.run(Evil.java:1)",
            "seen\u2029once",
            new String[] {"thread-21", "lock-1"},
            "thread-21");
  }

  static Sketch hugeNames() {
    return Sketch.of("m".repeat(500))
        .thread(21, "n".repeat(100_000), "BLOCKED", List.of("com.acme.Main.run(Main.java:1)"))
        .lock("lock-1", "monitor of com.acme." + "L".repeat(70_000))
        .needs("thread-21", "lock-1");
  }

  static Sketch noFindings() {
    Sketch sketch =
        new Sketch(4711, "com.acme.Store", false, Map.of("walk", "narrow"))
            .thread(20, "vacuum", "RUNNABLE", List.of("com.acme.Vacuum.run(Vacuum.java:3)"))
            .thread(
                30,
                "napper",
                "TIMED_WAITING",
                List.of("java.lang.Thread.sleep0(Native Method)", "com.acme.Nap.run(Nap.java:2)"))
            .lock("lock-1", REENTRANT)
            .lock("lock-2", REENTRANT)
            .lock("lock-3", "monitor of com.acme.Page")
            .held("lock-1", "thread-20", "entered at com.acme.Vacuum.run(Vacuum.java:3)")
            .held("lock-2", "thread-40", "")
            .held("lock-3", "thread-20", "")
            .notice(
                "wide-skipped",
                0,
                "No wide walk was made: it would have cost about 1.4 s (--max-pause is 0.5 s).")
            .notice(
                "frames-limit",
                98000,
                "The frame locals of 98,000 virtual threads were not looked into; --frames looks into more.");
    for (int i = 0; i < 3; i++) {
      sketch
          .thread(
              40 + i, "store-" + i, "WAITING", stack(PARKED, "com.acme.Store.put(Store.java:8)"))
          .needs("thread-" + (40 + i), "lock-1");
    }
    return sketch
        .thread(60, "last", "WAITING", stack(PARKED, "com.acme.Store.close(Store.java:99)"))
        .needs("thread-60", "lock-2");
  }

  static Sketch nothingWaits() {
    return Sketch.of("com.acme.Hello")
        .thread(1, "main", "RUNNABLE", List.of("com.acme.Hello.main(Hello.java:3)"));
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
