package dev.peeps.victims.lost;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A client that keeps its calls by number until the answers come. Answers carry a sequence number
 * of 16 bits; the client files calls under the whole number, so that from the 65536th on no answer
 * finds its call.
 */
final class RpcClient {
  private static final Map<Integer, CompletableFuture<String>> PENDING = new ConcurrentHashMap<>();

  private RpcClient() {}

  static CompletableFuture<String> call(int number) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    PENDING.put(number, answer);
    return answer;
  }

  static void received(int sequence, String text) {
    CompletableFuture<String> call = PENDING.remove(sequence & 0xffff);
    if (call != null) {
      call.complete(text);
    }
  }
}
