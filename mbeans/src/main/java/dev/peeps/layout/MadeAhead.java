package dev.peeps.layout;

import dev.peeps.heap.reach.LiveReach;
import dev.peeps.heap.reach.Suspects;
import java.io.IOException;
import java.util.List;

/**
 * Makes the entities and edges of all that is known, on a thread of its own, while somebody puts
 * together what a live JVM is to be asked and asks it: of a hundred thousand threads both take as
 * long. What the answer says something new of is made again, so the graph is the same with it and
 * without.
 *
 * <p>Nobody changes drafts and edges until there is an answer: {@link LiveLiveness} only reads them
 * to put its question together.
 */
final class MadeAhead implements LiveLook {
  private final Run run;
  private final LiveLook look;
  private Thread maker;

  private MadeAhead(Run run, LiveLook look) {
    this.run = run;
    this.look = look;
  }

  /**
   * Begins.
   *
   * @param look who is really asked
   */
  static MadeAhead begin(Run run, LiveLook look) {
    MadeAhead ahead = new MadeAhead(run, look);
    if (!GraphReader.anyLogical(run)) {
      ahead.start(); // who looks at objects shares a memory with all others that do
    }
    return ahead;
  }

  private void start() {
    maker = new Maker(run);
    maker.start();
  }

  @Override
  public boolean isAllowed() {
    return look.isAllowed();
  }

  @Override
  public LiveReach ask(Suspects suspects) throws IOException {
    if (maker == null) {
      start();
    }
    try {
      return look.ask(suspects);
    } finally {
      await();
    }
  }

  /** Waits until all is made; drafts and edges may be changed from then on. */
  void await() {
    boolean interrupted = false;
    while (maker != null && maker.isAlive()) {
      try {
        maker.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Maker extends Thread {
    private final Run run;

    Maker(Run run) {
      super("peeps-entities");
      setDaemon(true);
      this.run = run;
    }

    @Override
    public void run() {
      try {
        make();
      } catch (RuntimeException | Error e) {
        // What is not made ahead is made later, and fails where somebody hears of it.
      }
    }

    private void make() {
      run.edges.showTargets();
      boolean anyLogical = GraphReader.anyLogical(run);
      List<Draft> drafts = run.drafts.all();
      for (int i = 0; i < drafts.size(); i++) {
        Draft draft = drafts.get(i);
        if (draft.shown()) {
          draft.make(anyLogical ? GraphReader.logical(draft, run) : List.of());
        }
      }
      run.edges.make();
    }
  }
}
