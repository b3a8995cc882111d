package dev.peeps.victims.waiting;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Payloads everywhere near what matters for waiting: fields of tasks, frame locals, captured
 * variables, elements of queues, keys and values of maps, results of futures, system properties,
 * arguments, thread-locals, primitive arrays. Each contains {@link #MARK} (texts) or {@link
 * #NUMBER}; neither may be in a cut.
 */
public final class Secrets {
  /** Put together at run time so that the constant is in no class name or field name. */
  private static final String MARK = String.join("", "hunter", "2-", "secret");

  private static final long NUMBER = 0x5ec2e75ec2e75ec2L;

  private final String password = MARK + "-field";
  private final char[] pin = (MARK + "-chars").toCharArray();
  private final byte[] key = (MARK + "-bytes").getBytes(java.nio.charset.StandardCharsets.UTF_8);
  private final long[] numbers = {NUMBER, NUMBER};
  private final long number = NUMBER;
  private final Map<String, Object> vault = new ConcurrentHashMap<>();
  private final ThreadLocal<String> token = new ThreadLocal<>();
  private final CountDownLatch never = new CountDownLatch(1);
  private final ArrayBlockingQueue<String> mailbox = new ArrayBlockingQueue<>(1);
  private final Exchanger<String> swap = new Exchanger<>();

  private final class Login implements Runnable {
    private final String user = MARK + "-task-field";
    private final byte[] hash =
        (MARK + "-task-bytes").getBytes(java.nio.charset.StandardCharsets.UTF_8);

    @Override
    public void run() {
      String local = MARK + "-local" + hash.length;
      long localNumber = NUMBER;
      token.set(MARK + "-thread-local");
      try {
        never.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      System.out.println(local + localNumber + user);
    }
  }

  private void hang(Workers workers, String argument) throws InterruptedException {
    vault.put(MARK + "-map-key", MARK + "-map-value");
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("body", MARK + "-body");
    mailbox.put(MARK + "-queue-element");
    System.setProperty("victim.password", MARK + "-property");
    ExecutorService pool =
        Executors.newFixedThreadPool(1, work -> workers.unstarted("login-1", work));
    pool.execute(new Login());
    pool.execute(new Login());
    String captured = MARK + "-captured";
    CompletableFuture<String> answer = new CompletableFuture<>();
    CompletableFuture<String> done = CompletableFuture.completedFuture(MARK + "-result");
    CompletableFuture<String> failed =
        CompletableFuture.failedFuture(new IllegalStateException(MARK + "-message"));
    CompletableFuture<String> page =
        answer
            .thenCombine(done, (left, right) -> left + right + captured)
            .thenCombine(failed.exceptionally(e -> MARK), (left, right) -> left + request);
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    workers.start("page-waiter", page::join);
    workers.start("queue-waiter", () -> mailbox.put(MARK + "-put"));
    workers.start("swap-waiter", () -> swap.exchange(MARK + "-exchange"));
    workers.start(
        "lock-waiter",
        () -> {
          synchronized (vault) {
            lock.lock();
          }
        });
    Victim.stuckWhen(
        () -> workers.all().size() == 5 && workers.all().stream().allMatch(Waits::waiting));
    never.await();
    System.out.println(argument + password + pin.length + key.length + numbers[0] + number);
  }

  public static void main(String[] args) throws InterruptedException {
    Victim.diesWithStdin();
    new Secrets().hang(Workers.platform(), args.length > 0 ? args[0] : "");
  }
}
