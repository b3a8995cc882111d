import java.util.concurrent.CompletableFuture;

/** One future that somebody may still complete, and many that nobody refers to any more and no collection has taken away. */
public final class Dead {
  static final CompletableFuture<Object> ALIVE = new CompletableFuture<>();
  static final CompletableFuture<Object> AFTER = ALIVE.thenApply(Object::toString);

  public static void main(String[] args) throws Exception {
    for (int i = 0; i < 20_000; i++) new CompletableFuture<Object>().thenApply(Object::toString);
    System.out.println("ready");
    System.in.read();
    System.exit(0);
  }
}
