package dev.peeps.layout;

import dev.peeps.heap.reach.LiveReach;
import dev.peeps.heap.reach.Suspects;
import java.io.IOException;
import java.util.List;

/**
 * Asks a live JVM and meanwhile, on a thread of its own, makes the entities and edges of all that
 * is known already: of a hundred thousand threads that takes as long as the JVM's answer. What the
 * answer says something new of is made again, so the graph is the same with it and without.
 *
 * <p>Nobody changes drafts and edges while the JVM is asked: whoever asks waits for the answer.
 */
final class MadeAhead implements LiveLook {
  private final Run run;
  private final LiveLook look;
  private boolean done;

  /**
   * @param look who is really asked
   */
  MadeAhead(Run run, LiveLook look) {
    this.run = run;
    this.look = look;
  }

  @Override
  public boolean isAllowed() {
    return look.isAllowed();
  }

  @Override
  public LiveReach ask(Suspects suspects) throws IOException {
    if (done) {
      return look.ask(suspects);
    }
    done = true;
    Thread maker = new Maker(run);
    maker.start();
    try {
      return look.ask(suspects);
    } finally {
      await(maker);
    }
  }

  private static void await(Thread maker) {
    boolean interrupted = false;
    while (maker.isAlive()) {
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
