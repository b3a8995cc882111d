package dev.peeps.render;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Labels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What most tasks wait for: the next thing to look at where nothing was found, with what is known
 * of who might bring it. Things of one type that one collection holds are one line.
 */
final class LongestQueues {
  private static final int QUEUES = 3;
  private static final int CANDIDATES = 30;
  private static final int KNOWERS = 2;

  private final Scene scene;
  private final Page page;

  LongestQueues(Scene scene) {
    this.scene = scene;
    this.page = scene.page;
  }

  void write(boolean complete) throws IOException {
    String verdict =
        complete
            ? "Nothing found that is surely stuck."
            : "Nothing found that is surely stuck in what was seen.";
    page.heading(verdict);
    List<Queue> queues = queues();
    if (queues.isEmpty()) {
      page.put(" No task is known to wait for anything but time or work.").nl().nl();
      return;
    }
    page.put(" Longest queues:").nl();
    for (int i = 0; i < queues.size() && i < QUEUES; i++) {
      line(queues.get(i));
      page.nl();
    }
    if (queues.size() > QUEUES) {
      page.put("    and ").put(Numbers.count(queues.size() - QUEUES, "more queue")).nl();
    }
    page.nl();
  }

  private void line(Queue queue) throws IOException {
    page.put("    ").put(Numbers.count(queue.direct, "task"));
    page.put(queue.direct == 1 ? " waits for " : " wait for ");
    if (queue.things > 1) {
      page.put(Numbers.count(queue.things)).put(" like ");
    }
    scene.names.of(queue.entity);
    if (queue.behind > queue.direct) {
      page.put(", ").put(Numbers.count(queue.behind - queue.direct)).put(" more behind");
    }
    scene.reasons.owedBy(queue.entity);
    held(queue);
  }

  /** Where it is: that is what a person looks at next. */
  private void held(Queue queue) {
    if (!queue.heldIn.isEmpty()) {
      page.put(", held by ").raw(queue.things > 1 ? queue.heldIn : queue.heldBy);
      return;
    }
    int named = 0;
    int more = 0;
    for (Edge edge : scene.graph.from(queue.entity.id())) {
      if (edge.kind() != EdgeKind.KNOWN_TO) {
        continue;
      }
      if (named < KNOWERS) {
        page.put(named++ == 0 ? ", which is known to " : " and ");
        scene.names.of(scene.graph.entity(edge.to()));
        scene.reasons.where(scene.graph.entity(edge.to()));
      } else {
        more++;
      }
    }
    if (more > 0) {
      page.put(" and ").put(Numbers.count(more)).put(" more");
    } else if (named == 0 && "reached".equals(queue.entity.attributes().get("liveness"))) {
      page.put(", within reach of a thread that runs (--deep says which way)");
    }
  }

  /** Longest first; who is behind is counted for the first ones only, which keeps it linear. */
  private List<Queue> queues() {
    List<Queue> queues = new ArrayList<>();
    Map<String, Queue> held = new HashMap<>();
    int index = 0;
    for (Entity entity : scene.graph.entities()) {
      int direct = entity.idle() ? 0 : scene.links.waiters(index);
      index++;
      if (direct == 0) {
        continue;
      }
      Queue queue = new Queue(entity, direct);
      if (!queue.heldIn.isEmpty()) {
        String key = entity.process() + '|' + entity.type() + '|' + queue.heldIn;
        Queue alike = held.get(key);
        if (alike != null) {
          alike.direct += direct;
          alike.things++;
          continue;
        }
        held.put(key, queue);
      }
      queues.add(queue);
    }
    queues.sort(new Longest(false));
    List<Queue> first = queues.subList(0, Math.min(CANDIDATES, queues.size()));
    for (Queue queue : first) {
      queue.behind = queue.things > 1 ? queue.direct : scene.waits.blockedBehind(queue.entity.id());
    }
    first.sort(new Longest(true));
    return queues;
  }

  /** By the number of tasks that wait, those behind them included or not. */
  private static final class Longest implements Comparator<Queue> {
    private final boolean behind;

    Longest(boolean behind) {
      this.behind = behind;
    }

    @Override
    public int compare(Queue a, Queue b) {
      return behind ? Integer.compare(b.behind, a.behind) : Integer.compare(b.direct, a.direct);
    }
  }

  private static final class Queue {
    final Entity entity;
    final String heldBy;

    /** The same without the entry of the collection. */
    final String heldIn;

    int direct;
    int things = 1;
    int behind;

    Queue(Entity entity, int direct) {
      this.entity = entity;
      this.direct = direct;
      this.heldBy = Labels.heldBy(entity);
      this.heldIn = Labels.collectionIn(heldBy);
    }
  }
}
