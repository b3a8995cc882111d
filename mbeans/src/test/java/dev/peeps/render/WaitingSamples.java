package dev.peeps.render;

import static dev.peeps.render.Sketch.PARKED;
import static dev.peeps.render.Sketch.REENTRANT;
import static dev.peeps.render.Sketch.stack;

import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.EntityKind;
import java.util.List;
import java.util.Map;

/** What waits without being stuck: futures, channels, executors, many alike, nothing at all. */
final class WaitingSamples {
  private WaitingSamples() {}

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
}
