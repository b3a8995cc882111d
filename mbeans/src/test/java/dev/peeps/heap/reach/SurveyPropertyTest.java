package dev.peeps.heap.reach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.heap.ReadOptions;
import dev.peeps.heap.testing.HasId;
import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.ObjectSpec;
import dev.peeps.heap.testing.ThreadSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random small heaps, against the definition carried out word for word with sets. */
class SurveyPropertyTest {

  @Property(tries = 300)
  void agreesWithTheDefinition(@ForAll long seed) throws Exception {
    Model model = new Model(new Random(seed));
    Path file = Files.createTempFile("survey", ".hprof");
    try {
      WholeHeap heap = WholeHeap.read(model.dump.writeTo(file), ReadOptions.defaults());
      Survey survey = new Survey(heap);
      for (ObjectSpec object : model.objects) {
        survey.watch(object.id());
      }
      for (Waiter waiter : model.waiters) {
        survey.waits(waiter.thread.id(), ids(waiter.objects), ids(waiter.threads));
      }
      survey.run();
      check(model, survey);
    } finally {
      Files.delete(file);
    }
  }

  private static void check(Model model, Survey survey) {
    Set<Long> live = model.fixpoint(false, false);
    Set<Long> withStatics = model.fixpoint(true, false);
    Set<Long> withWeak = model.fixpoint(true, true);
    Set<Long> all = model.everything();
    for (ObjectSpec object : model.objects) {
      Level expected =
          live.contains(object.id())
              ? Level.LIVE
              : withStatics.contains(object.id())
                  ? Level.STATIC
                  : withWeak.contains(object.id())
                      ? Level.WEAK
                      : all.contains(object.id()) ? Level.WAITERS : Level.NONE;
      assertThat(survey.level(object.id())).isEqualTo(expected);
      if (expected == Level.WAITERS) {
        assertThat(asSet(survey.holders(object.id()))).isEqualTo(model.holders(object, withWeak));
      }
    }
    Set<Long> running = model.running(withWeak);
    for (ThreadSpec thread : model.threads) {
      assertThat(survey.lives(thread.id())).isEqualTo(running.contains(thread.id()));
    }
  }

  private static Set<Long> asSet(long[] ids) {
    Set<Long> set = new HashSet<>();
    for (long id : ids) {
      set.add(id);
    }
    return set;
  }

  private static long[] ids(List<? extends HasId> things) {
    return things.stream().mapToLong(HasId::id).toArray();
  }

  private static final class Waiter {
    private final ThreadSpec thread;
    private final List<HasId> objects = new ArrayList<>();
    private final List<HasId> threads = new ArrayList<>();

    Waiter(ThreadSpec thread) {
      this.thread = thread;
    }
  }

  /** A heap of some objects with two strong references and a weak one each, and some threads. */
  private static final class Model {
    private final Hprof dump = Hprof.dump();
    private final List<ObjectSpec> objects = new ArrayList<>();
    private final List<HasId[]> strong = new ArrayList<>();
    private final List<HasId> weak = new ArrayList<>();
    private final List<ThreadSpec> threads = new ArrayList<>();
    private final List<List<HasId>> locals = new ArrayList<>();
    private final List<Waiter> waiters = new ArrayList<>();
    private final List<HasId> statics = new ArrayList<>();
    private final List<HasId> natives = new ArrayList<>();

    Model(Random random) {
      dump.klass("java.lang.ref.Reference").field("referent");
      dump.klass("java.lang.ref.WeakReference")
          .extending(dump.klass("java.lang.ref.Reference"))
          .field("left")
          .field("right");
      dump.klass("app.Node").field("left").field("right");
      int size = 1 + random.nextInt(25);
      for (int i = 0; i < size; i++) {
        boolean isWeak = random.nextInt(4) == 0;
        objects.add(dump.instance(isWeak ? "java.lang.ref.WeakReference" : "app.Node"));
        weak.add(isWeak ? pick(random) : null);
      }
      for (int i = 0; i < size; i++) {
        HasId[] next = {random.nextInt(3) > 0 ? pick(random) : null, pick(random)};
        strong.add(next);
        objects.get(i).set("left", next[0]).set("right", next[1]);
        weak.set(i, weak.get(i) == null ? null : pick(random));
        if (weak.get(i) != null) {
          objects.get(i).set("referent", weak.get(i));
        }
      }
      ObjectSpec loader = dump.instance("app.Loader");
      for (int i = random.nextInt(3); i > 0; i--) {
        statics.add(pick(random));
        dump.klass("app.Statics" + i)
            .loadedBy(loader)
            .staticField("f", statics.get(statics.size() - 1));
      }
      for (int i = random.nextInt(2); i > 0; i--) {
        natives.add(pick(random));
        dump.root(natives.get(natives.size() - 1));
      }
      for (int i = random.nextInt(7); i > 0; i--) {
        HasId[] its = new HasId[random.nextInt(4)];
        for (int local = 0; local < its.length; local++) {
          its[local] = pick(random);
        }
        threads.add(dump.thread("t" + i).at("app.Main.run(Main.java:" + i + ")", its));
        locals.add(List.of(its));
      }
      for (ThreadSpec thread : threads) {
        if (random.nextInt(4) > 0) {
          waiters.add(waiter(thread, random));
        }
      }
    }

    private Waiter waiter(ThreadSpec thread, Random random) {
      Waiter waiter = new Waiter(thread);
      if (random.nextInt(5) == 0) {
        waiter.threads.add(threads.get(random.nextInt(threads.size())));
      } else {
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
          waiter.objects.add(pick(random));
        }
      }
      return waiter;
    }

    private HasId pick(Random random) {
      return objects.get(random.nextInt(objects.size()));
    }

    /** All that is reached from these, by the kinds of reference that count. */
    private Set<Long> closure(Set<Long> from, boolean withWeak) {
      Set<Long> reached = new HashSet<>(from);
      boolean changed = true;
      while (changed) {
        changed = false;
        for (int i = 0; i < objects.size(); i++) {
          if (reached.contains(objects.get(i).id())) {
            for (HasId next : strong.get(i)) {
              changed |= next != null && reached.add(next.id());
            }
            changed |= withWeak && weak.get(i) != null && reached.add(weak.get(i).id());
          }
        }
      }
      return reached;
    }

    private Set<Long> fixpoint(boolean withStatics, boolean withWeak) {
      Set<Long> reached = new HashSet<>();
      Set<Long> before;
      do {
        before = reached;
        Set<Long> roots = new HashSet<>();
        natives.forEach(object -> roots.add(object.id()));
        if (withStatics) {
          statics.forEach(object -> roots.add(object.id()));
        }
        Set<Long> running = running(before);
        for (int i = 0; i < threads.size(); i++) {
          if (running.contains(threads.get(i).id())) {
            locals.get(i).forEach(object -> roots.add(object.id()));
          }
        }
        reached = closure(roots, withWeak);
      } while (!reached.equals(before));
      return reached;
    }

    /** Threads that run, given what is reached. */
    private Set<Long> running(Set<Long> reached) {
      Set<Long> running = new HashSet<>();
      threads.forEach(thread -> running.add(thread.id()));
      waiters.forEach(waiter -> running.remove(waiter.thread.id()));
      boolean changed = true;
      while (changed) {
        changed = false;
        for (Waiter waiter : waiters) {
          boolean wakes =
              waiter.objects.stream().anyMatch(object -> reached.contains(object.id()))
                  || waiter.threads.stream().anyMatch(thread -> running.contains(thread.id()));
          changed |= wakes && running.add(waiter.thread.id());
        }
      }
      return running;
    }

    private Set<Long> everything() {
      Set<Long> roots = new HashSet<>(fixpoint(true, true));
      locals.forEach(its -> its.forEach(object -> roots.add(object.id())));
      return closure(roots, true);
    }

    private Set<Long> holders(ObjectSpec object, Set<Long> reached) {
      Set<Long> holders = new HashSet<>();
      Set<Long> running = running(reached);
      for (int i = 0; i < threads.size(); i++) {
        Set<Long> roots = new HashSet<>();
        locals.get(i).forEach(local -> roots.add(local.id()));
        if (!running.contains(threads.get(i).id()) && closure(roots, true).contains(object.id())) {
          holders.add(threads.get(i).id());
        }
      }
      return holders;
    }
  }
}
