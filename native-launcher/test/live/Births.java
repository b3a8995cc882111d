import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;

/** Makes virtual threads all the time, most of which never start, and keeps futures that nobody completes where only a walk of the whole heap finds them. */
public final class Births {
  static final CompletableFuture<?>[] PENDING = new CompletableFuture<?>[100];
  static volatile Object last;

  static void make(Object builder, Method unstarted) {
    try {
      while (true) last = unstarted.invoke(builder, (Runnable) () -> {});
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  public static void main(String[] args) throws Exception {
    for (int i = 0; i < PENDING.length; i++) {
      PENDING[i] = new CompletableFuture<>();
      PENDING[i].thenRun(() -> {});
    }
    Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
    Method unstarted = Class.forName("java.lang.Thread$Builder").getMethod("unstarted", Runnable.class);
    for (int i = 0; i < 2; i++) {
      Thread t = new Thread(() -> make(builder, unstarted));
      t.setDaemon(true);
      t.start();
    }
    System.out.println("ready");
    while (System.in.read() == '\n') System.out.println("all is well");
    System.exit(0);
  }
}
