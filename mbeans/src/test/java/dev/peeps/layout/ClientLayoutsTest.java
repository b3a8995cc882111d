package dev.peeps.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.ObjectSpec;
import dev.peeps.heap.testing.ThreadSpec;
import org.junit.jupiter.api.Test;

/** Clients whose own thread brings what callers wait for: nobody may wait for that on it. */
class ClientLayoutsTest {
  private static final String PARK =
      "java.util.concurrent.locks.LockSupport.park(LockSupport.java:1)";

  private final Hprof cut = Hprof.cut();

  private Reading reading() {
    return Reading.of(Layouts.builtIn(), cut);
  }

  private ThreadSpec parked(String name) {
    return cut.thread(name).state(Thread.State.WAITING).at(PARK);
  }

  @Test
  void theEventLoopOfItsConnectionCompletesAFutureOfAsyncHttpClient() {
    String response = "org.asynchttpclient.netty.NettyResponseFuture";
    ThreadSpec thread = parked("loop");
    ObjectSpec loop =
        cut.instance("io.netty.util.concurrent.SingleThreadEventExecutor")
            .set("thread", thread.object());
    ObjectSpec channel = cut.instance("io.netty.channel.AbstractChannel").set("eventLoop", loop);
    ObjectSpec future = cut.instance("java.util.concurrent.CompletableFuture").set("result", null);
    thread
        .at("java.util.concurrent.CompletableFuture.waitingGet(CompletableFuture.java:1)", future)
        .at(
            response + ".get(NettyResponseFuture.java:2)",
            cut.instance(response).set("future", future).set("channel", channel));
    assertThat(reading().edges())
        .contains(
            "loop needs java.util.concurrent.CompletableFuture",
            "java.util.concurrent.CompletableFuture provided_by loop");
  }

  @Test
  void theReadingThreadOfAWebSocketOpensItsLatches() {
    String client = "org.java_websocket.client.WebSocketClient";
    ThreadSpec thread = parked("reader");
    ObjectSpec sync = cut.instance("java.util.concurrent.CountDownLatch$Sync").set("state", 1);
    ObjectSpec latch = cut.instance("java.util.concurrent.CountDownLatch").set("sync", sync);
    thread
        .at("java.util.concurrent.CountDownLatch.await(CountDownLatch.java:1)", latch)
        .at(
            client + ".closeBlocking(WebSocketClient.java:2)",
            cut.instance(client)
                .set("closeLatch", latch)
                .set("connectReadThread", thread.object()));
    assertThat(reading().edges())
        .contains(
            "reader needs java.util.concurrent.CountDownLatch",
            "java.util.concurrent.CountDownLatch provided_by reader");
  }
}
