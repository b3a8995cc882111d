package dev.peeps.layout;

import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Evidence;
import dev.peeps.heap.HeapObject;
import dev.peeps.heap.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * What a layout says of an executor in one line: what is queued in it, how many of its tasks run at
 * once, which channel its workers take from. A pool of threads is one, and so is whatever runs its
 * tasks on somebody else's pool, one after the other or a few at a time.
 */
final class ExecutorStatements {
  private static final String QUEUED = "queued in it";
  private static final String TAKES = "its workers take from it";

  private ExecutorStatements() {}

  /**
   * {@code queued EXPR, … [when COND]}: tasks, objects that are none to any layout, or collections
   * of these that have a view.
   */
  static final class Queued implements Stmt {
    private final List<Expr> lists;
    private final Expr condition;

    Queued(List<Expr> lists, Expr condition) {
      this.lists = lists;
      this.condition = condition;
    }

    @Override
    public void run(Env env) {
      Draft executor = env.subject();
      if (env.logical != null || executor == null || !Statements.holds(condition, env)) {
        return;
      }
      for (Expr list : lists) {
        for (Object item : Seq.of(list.eval(env)).items) {
          View view = Views.of(env.run.object(item), env.run);
          if (view == null) {
            queued(executor, item, env);
            continue;
          }
          for (Object entry : view.entries(item, env.run).items) {
            queued(executor, ((Entry) entry).part("value"), env);
          }
        }
      }
    }

    private static void queued(Draft executor, Object item, Env env) {
      Draft task = task(item, env);
      if (task == null || task == executor) {
        return;
      }
      env.said++;
      Edges.Pending edge = edge(task, EdgeKind.PROVIDED_BY, executor, QUEUED, null, Evidence.EXACT);
      edge.named = EdgeStatement.isEnd(item) ? ((Value) item).id() : 0;
      env.run.edges.add(edge);
      if (Boolean.TRUE.equals(Functions.isEntity(item, env))) {
        env.run.edges.addExact(task, EdgeKind.RUNS_ON, executor, "");
      } else {
        // A Runnable of the application: where it stands in the code is all there is to say.
        task.name = Functions.host(task.type);
        task.skipped = true;
      }
    }

    /** What leads from one thing to another is, in a queue, the task itself. */
    private static Draft task(Object item, Env env) {
      Draft task = env.run.draft(item);
      HeapObject object = task == null ? env.run.object(item) : null;
      ClassPlan plan = object == null ? null : env.run.planOf(object.type());
      return plan == null || plan.isAlias() ? task : env.run.drafts.entity(object, plan);
    }
  }

  /**
   * {@code slots EXPR [of EXPR, …] [inferred] [because TEXT] [when COND]}: when as many of these as
   * there are slots run on it, what is queued goes on when one of them does.
   */
  static final class Slots implements Stmt {
    private final Expr number;
    private final List<Expr> crew;
    private final EdgeStatement.Modifiers modifiers;

    /**
     * @param crew who is at work in them; empty for the threads whose frames say that they run on
     *     it
     */
    Slots(Expr number, List<Expr> crew, EdgeStatement.Modifiers modifiers) {
      this.number = number;
      this.crew = crew;
      this.modifiers = modifiers;
    }

    @Override
    public void run(Env env) {
      Draft executor = env.subject();
      Object slots = number.eval(env);
      if (env.logical != null
          || executor == null
          || !(slots instanceof Long)
          || !Statements.holds(modifiers.condition, env)) {
        return;
      }
      executor.attribute(OwnAttributes.SLOTS, slots);
      env.said++;
      List<Draft> workers = new ArrayList<>();
      boolean allSeen = true;
      if (crew.isEmpty()) {
        allSeen = EdgeStatement.add(env.run.runners(executor), workers, env);
      }
      for (Expr list : crew) {
        allSeen &= EdgeStatement.add(list.eval(env), workers, env);
      }
      if (workers.isEmpty() || workers.size() < (Long) slots) {
        return; // a slot is free, or who has it was not seen
      }
      if (!allSeen) {
        env.run.partialChoices++;
        return;
      }
      String choice = workers.size() > 1 ? env.run.edges.newChoice() : null;
      String reason =
          modifiers.because == null
              ? "what is queued runs when one of its slots is free"
              : Functions.show(modifiers.because.eval(env), env);
      Evidence evidence = modifiers.inferred ? Evidence.INFERRED : Evidence.EXACT;
      for (Draft worker : workers) {
        env.run.edges.add(edge(executor, EdgeKind.PROVIDED_BY, worker, reason, choice, evidence));
      }
    }
  }

  /** {@code takes_from EXPR [when COND]}: who waits for room there waits for its workers. */
  static final class TakesFrom implements Stmt {
    private final Expr channel;
    private final Expr condition;

    TakesFrom(Expr channel, Expr condition) {
      this.channel = channel;
      this.condition = condition;
    }

    @Override
    public void run(Env env) {
      Draft executor = env.subject();
      if (env.logical != null || executor == null || !Statements.holds(condition, env)) {
        return;
      }
      for (Object item : Seq.of(channel.eval(env)).items) {
        if (EdgeStatement.isEnd(item)) {
          env.run.edges.takes(executor, ((Value) item).id());
        }
        Draft queue = env.run.draft(item);
        if (queue != null && queue.kind == EntityKind.CHANNEL) {
          env.said++;
          env.run.edges.addExact(queue, EdgeKind.CHILD_OF, executor, "its queue");
          env.run.edges.drains(queue, executor);
        }
      }
    }
  }

  /** The edge from a full channel to the executor that takes from it. */
  static Edges.Pending drain(Draft channel, Draft executor) {
    return edge(channel, EdgeKind.PROVIDED_BY, executor, TAKES, null, Evidence.EXACT);
  }

  private static Edges.Pending edge(
      Draft from, EdgeKind kind, Draft to, String reason, String choice, Evidence evidence) {
    return new Edges.Pending(from, to, kind, evidence, reason, choice, false);
  }
}
