package dev.peeps.victims.outside;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import java.util.concurrent.locks.ReentrantLock;
import javax.management.MBeanServerBuilder;

/**
 * A service whose own MBeanServerBuilder needs its configuration lock, which a thread holds that
 * waits for ever for another one: starting the platform MBean server takes part in the hang.
 *
 * <p>To be started with {@code -Djavax.management.builder.initial=} this class's {@link Builder}.
 */
public final class HungManagement {
  private static final ReentrantLock CONFIGURATION = new ReentrantLock();
  private static final ReentrantLock DATABASE = new ReentrantLock();

  private HungManagement() {}

  /** Asks the configuration which MBeans to allow. */
  public static final class Builder extends MBeanServerBuilder {
    private final boolean allowed;

    /** Waits for the configuration. */
    public Builder() {
      CONFIGURATION.lock();
      try {
        allowed = true;
      } finally {
        CONFIGURATION.unlock();
      }
    }

    @Override
    public String toString() {
      return "MBeans allowed: " + allowed;
    }
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    DATABASE.lock();
    Thread reload =
        new Thread(
            () -> {
              CONFIGURATION.lock();
              DATABASE.lock();
            },
            "configuration-reload");
    reload.setDaemon(true);
    reload.start();
    Victim.stuckWhen(() -> Waits.waiting(reload));
  }
}
