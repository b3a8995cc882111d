package dev.peeps.victims;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Starts the threads of a victim, platform or virtual, so that one program serves for both. */
public final class Workers {
  private final boolean virtual;
  private final List<Thread> started = Collections.synchronizedList(new ArrayList<>());

  private Workers(boolean virtual) {
    this.virtual = virtual;
  }

  /** Virtual threads when the first argument is {@code virtual}, else platform threads. */
  public static Workers of(String[] args) {
    return new Workers(args.length > 0 && args[0].equals("virtual"));
  }

  public static Workers platform() {
    return new Workers(false);
  }

  public static Workers virtual() {
    return new Workers(true);
  }

  /** Starts a thread of that name. */
  public Thread start(String name, Work work) {
    Thread thread = unstarted(name, work.orDie());
    thread.start();
    return thread;
  }

  /** A thread that has not been started; also usable as a ThreadFactory's answer. */
  public Thread unstarted(String name, Runnable work) {
    Thread thread = virtual ? virtualThread(name, work) : new Thread(work, name);
    started.add(thread);
    return thread;
  }

  /** The thread of that name, when it was made here. */
  public Optional<Thread> named(String name) {
    synchronized (started) {
      return started.stream().filter(thread -> thread.getName().equals(name)).findFirst();
    }
  }

  /** All threads made here so far. */
  public List<Thread> all() {
    synchronized (started) {
      return List.copyOf(started);
    }
  }

  // The victims compile for 17, where Thread.ofVirtual does not exist.
  private static Thread virtualThread(String name, Runnable work) {
    try {
      Class<?> builderType = Class.forName("java.lang.Thread$Builder");
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      builder = builderType.getMethod("name", String.class).invoke(builder, name);
      Method unstarted = builderType.getMethod("unstarted", Runnable.class);
      return (Thread) unstarted.invoke(builder, work);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java has no virtual threads", e);
    }
  }
}
