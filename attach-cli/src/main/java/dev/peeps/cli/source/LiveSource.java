package dev.peeps.cli.source;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.attach.AgentsRefused;
import dev.peeps.cli.attach.Attachment;
import dev.peeps.cli.attach.Preflight;
import dev.peeps.cli.proc.Jvm;
import dev.peeps.cli.work.NewFile;
import dev.peeps.graph.Graph;
import dev.peeps.heap.Heap;
import dev.peeps.heap.HeapThread;
import dev.peeps.heap.reach.LiveReach;
import dev.peeps.heap.reach.Suspects;
import dev.peeps.layout.GraphReader;
import dev.peeps.layout.LiveLook;
import dev.peeps.registry.CutOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** A running JVM that takes cuts of itself with libpeeps. */
final class LiveSource extends Source {
  /** How much longer than the wait for it a first cut's ids are kept: for reading and finding. */
  private static final long EXTRA_MILLIS = 10_000;

  private static final long LEAST_PAUSE_MILLIS = 20;
  private static final String REFUSED =
      "The JVM takes no agents at run time, so this is from a heap dump and a thread dump that it"
          + " wrote itself, the thread dump a moment earlier.";

  private final Jvm jvm;
  private final SourceOptions options;
  private final Session session;
  private NewFile saved;
  private final Attachment attachment;

  /** With those of its own jars. */
  private LayoutsAhead ownLayouts;

  private CutTaker.Taken taken;
  private boolean reached;
  private Heap heap;
  private boolean held;
  private boolean showsRegistry;
  private long pausedMillis;

  LiveSource(Jvm jvm, Session session) {
    this.jvm = jvm;
    this.options = session.options();
    this.session = session;
    this.attachment = new Attachment(jvm, options.via().attachment());
  }

  @Override
  public String toString() {
    return jvm.toString();
  }

  @Override
  public String id() {
    return Long.toString(jvm.pid());
  }

  @Override
  public void keepCutIn(NewFile file) {
    saved = file;
  }

  @Override
  public Source take() throws CommandFailure {
    if (options.via() == Via.AUTO && Preflight.knownToRefuseAgents(jvm)) {
      return withoutAgent();
    }
    session.layouts().cutToo(session.room());
    ownLayouts = session.layouts().with(session.proc(), jvm);
    try {
      taken =
          session.cutTaker().take(jvm, attachment, ownLayouts.plan(), null, firstRequest(), saved);
    } catch (AgentsRefused e) {
      if (options.via() == Via.AUTO) {
        return withoutAgent();
      }
      throw e;
    }
    reached = true;
    return this;
  }

  private Source withoutAgent() throws CommandFailure {
    Source dumped = new DumpedSource(jvm, session, REFUSED);
    if (saved != null) {
      dumped.keepCutIn(saved);
    }
    return dumped.take();
  }

  @Override
  public void read(LayoutsAhead layouts, Graph.Builder into) throws CommandFailure {
    Cut cut = session.cutTaker().read(taken);
    held = cut.heap().info().number("heldMillis") > 0;
    pausedMillis = cut.heap().info().number("pauseNanos") / 1_000_000;
    heap = cut.heap();
    showsRegistry = hasThread(cut.heap(), RegistryStarter.THREAD);
    LiveLook look = new Reach();
    GraphReader.read(cut.heap(), ownLayouts.layouts(), cut.process(), into, look);
  }

  /** The JVM itself, asked what can still be reached while it holds the ids of the cut. */
  private final class Reach implements LiveLook {
    @Override
    public boolean isAllowed() {
      return held && options.deep() != Deep.NEVER && left() >= LEAST_PAUSE_MILLIS;
    }

    @Override
    public LiveReach ask(Suspects suspects) throws IOException {
      CutOptions request =
          new CutOptions("reach")
              .add("max-pause", Long.toString(left()))
              .add("hold", Long.toString(options.confirmMillis() + EXTRA_MILLIS));
      try {
        LiveReach answer = session.cutTaker().ask(jvm, attachment, suspects, request);
        pausedMillis += answer.pauseMillis();
        return answer;
      } catch (CommandFailure e) {
        held = false; // the library gives up what it held when it fails
        // What failed is the search: "no cut was taken" would be said of what the reader looks at.
        throw new IOException(e.likelyCause().isEmpty() ? e.getMessage() : e.likelyCause(), e);
      }
    }
  }

  @Override
  public boolean canLookAgain() {
    return held;
  }

  @Override
  public void again(Set<Long> threads, LayoutsAhead layouts, Graph.Builder second)
      throws CommandFailure {
    CutTaker taker = session.cutTaker();
    Cut cut =
        taker.read(
            taker.take(jvm, attachment, ownLayouts.plan(), lines(threads), secondRequest(), null));
    held = false;
    GraphReader.read(cut.heap(), ownLayouts.layouts(), cut.process(), second);
  }

  /** A target that does not answer gives back by itself what it keeps, when the time is over. */
  @Override
  public void release() {
    if (held) {
      held = false;
      try {
        session.cutTaker().release(jvm, attachment);
      } catch (CommandFailure e) {
        // It has ended, or will do it by itself.
      }
    }
  }

  /** Of a cut, which is small, and tells of who calls his own process. */
  @Override
  public Heap heap() {
    return heap;
  }

  /** Among the platform threads that stand before the first virtual one. */
  private static boolean hasThread(Heap heap, String name) {
    List<HeapThread> threads = heap.threads();
    for (int i = 0; i < threads.size() && !threads.get(i).virtual(); i++) {
      if (threads.get(i).name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean showsRegistry() {
    return showsRegistry;
  }

  @Override
  public Jvm jvm() {
    return jvm;
  }

  @Override
  public Attachment attachment() {
    return reached ? attachment : null;
  }

  private CutOptions firstRequest() throws CommandFailure {
    CutOptions request =
        new CutOptions("cut")
            .add("max-pause", Long.toString(options.maxPauseMillis()))
            .add("frames", Long.toString(options.frames()))
            .add("walk", options.walk());
    long maxObjects = session.memoryCare().maxObjects(jvm, options.maxObjects());
    if (maxObjects >= 0) {
      request.add("max-objects", Long.toString(maxObjects));
    }
    if (options.confirmMillis() > 0) {
      request.add("hold", Long.toString(options.confirmMillis() + EXTRA_MILLIS));
    }
    return request;
  }

  /** Of the budget for all pauses. */
  private long left() {
    return options.maxPauseMillis() - pausedMillis;
  }

  /** Both cuts share one budget; a little the second one must have. */
  private CutOptions secondRequest() {
    long left = Math.max(LEAST_PAUSE_MILLIS, left());
    return new CutOptions("cut").add("max-pause", Long.toString(left));
  }

  private static byte[] lines(Set<Long> numbers) {
    StringBuilder text = new StringBuilder();
    for (long number : numbers) {
      text.append(number).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
