package dev.peeps.victims.remote;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Waits for what another process has and no object tells, with a lock in hand for which another
 * waits: {@code child} reads what a child process does not write, {@code exit} wants it to end,
 * {@code lock FILE} wants the lock of a file. {@code hold FILE} has it.
 */
public final class OtherEnd {
  private final ReentrantLock lock = new ReentrantLock();

  private OtherEnd() {}

  private Object use(Wait wait) throws Exception {
    lock.lockInterruptibly();
    return wait.await();
  }

  private static Wait wait(String[] args) throws Exception {
    if (args[0].equals("child")) {
      Process child = new ProcessBuilder("cat").start(); // ends with us: its input does
      System.out.println("child " + child.pid());
      return () -> child.getInputStream().read();
    }
    if (args[0].equals("exit")) {
      Process child = new ProcessBuilder("cat").start();
      System.out.println("child " + child.pid());
      return () -> child.onExit().get();
    }
    FileChannel channel =
        FileChannel.open(Path.of(args[1]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    return channel::lock;
  }

  public static void main(String[] args) throws Exception {
    Victim.diesWithStdin();
    Wait wait = wait(args);
    if (args[0].equals("hold")) {
      Object held = wait.await();
      Victim.stuckWhen(() -> held != null);
      Thread.currentThread().join();
      return;
    }
    Workers workers = Workers.platform();
    OtherEnd end = new OtherEnd();
    Thread first = workers.start("user-1", () -> end.use(wait));
    while (!end.lock.isLocked()) {
      Thread.onSpinWait();
    }
    Thread second = workers.start("user-2", () -> end.use(wait));
    String frame =
        args[0].equals("child")
            ? "FileInputStream.read"
            : args[0].equals("exit") ? "CompletableFuture.get" : "FileChannelImpl.lock";
    Victim.stuckWhen(() -> Waits.inNative(first, frame) && Waits.waiting(second));
    Thread.currentThread().join();
  }

  private interface Wait {
    Object await() throws Exception;
  }
}
