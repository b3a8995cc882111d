package dev.peeps.victims.deadlock;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;

/**
 * {@code config-reloader} runs a FutureTask whose own work asks for the result of that task; {@code
 * request-1} waits for the result as well.
 */
public final class FutureTaskAwaitsItself {
  private static final AtomicReference<FutureTask<String>> LOADED = new AtomicReference<>();

  private FutureTaskAwaitsItself() {}

  private static String load() throws Exception {
    return "based on " + LOADED.get().get();
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    FutureTask<String> task = new FutureTask<>(FutureTaskAwaitsItself::load);
    LOADED.set(task);
    Thread reloader = workers.start("config-reloader", task::run);
    Thread request = workers.start("request-1", () -> System.out.println(task.get()));
    Victim.stuckWhen(
        () -> Waits.in(reloader, "FutureTask.get") && Waits.in(request, "FutureTask.get"));
  }
}
