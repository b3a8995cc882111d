package dev.peeps.registry;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;

/**
 * Registers the MBeans, waits for the end, unregisters them. All that may call code of the
 * application (an MBeanServerBuilder, a LogManager, security checks) is called here and nowhere
 * else, so that it can hang without harm.
 */
final class RegistryThread extends Thread {
  /** Its name says from outside, in /proc too, whether the MBeans are up. */
  private static final String STARTING = "peeps-starting";

  private static final String UP = "peeps-registry";

  /** A registry that is ending may still have the names. */
  private static final int TRIES = 50;

  private static final long TRY_MILLIS = 100;

  private final CountDownLatch end = new CountDownLatch(1);

  @SuppressWarnings(
      "ThreadPriorityCheck") // nothing relies on it: it only undoes the attach thread's
  RegistryThread() {
    // No inheritable thread-locals of the attach thread; the smallest stack that JMX is happy with.
    super(null, null, STARTING, 0, false);
    setDaemon(true);
    // The attach thread's is higher than the application's.
    setPriority(NORM_PRIORITY);
  }

  /** Makes the thread end as soon as it can. */
  void end() {
    end.countDown();
  }

  @Override
  public void run() {
    try {
      MBeanServer server = platformServer();
      CutService cuts = new CutService();
      ResourceBeans resources = new ResourceBeans(server);
      Registry registry = new Registry(cuts, resources);
      if (register(server, registry)) {
        setName(UP);
        try {
          end.await();
        } finally {
          registry.close();
          unregister(server);
          resources.close();
        }
      }
    } catch (InterruptedException e) {
      // Somebody interrupts all threads of the JVM: it is ending.
    } catch (RuntimeException | Error e) {
      // The MBean server of this JVM cannot be started: its builder is the application's. The
      // command sees that the thread is gone.
    } finally {
      RegistryMain.closeLoader();
    }
  }

  /**
   * The platform MBean server is made by whoever asks first. It must be the one that the
   * application would have made: its builder is looked for with the context class loader.
   */
  private MBeanServer platformServer() {
    ClassLoader own = getContextClassLoader();
    setContextClassLoader(ClassLoader.getSystemClassLoader());
    try {
      return ManagementFactory.getPlatformMBeanServer();
    } finally {
      setContextClassLoader(own);
    }
  }

  private boolean register(MBeanServer server, Registry registry) throws InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      try {
        server.registerMBean(registry, Names.registry());
        return true;
      } catch (InstanceAlreadyExistsException e) {
        if (end.await(TRY_MILLIS, TimeUnit.MILLISECONDS)) {
          return false;
        }
      } catch (JMException e) {
        return false;
      }
    }
    return false;
  }

  private static void unregister(MBeanServer server) {
    try {
      server.unregisterMBean(Names.registry());
    } catch (JMException e) {
      // Somebody else has taken it away.
    }
  }
}
