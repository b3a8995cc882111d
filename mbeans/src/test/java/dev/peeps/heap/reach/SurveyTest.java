package dev.peeps.heap.reach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peeps.heap.ReadOptions;
import dev.peeps.heap.testing.HasId;
import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.KlassSpec;
import dev.peeps.heap.testing.ObjectSpec;
import dev.peeps.heap.testing.ThreadSpec;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule of what counts as reached, on a heap of a few objects. */
class SurveyTest {
  private static final String FRAME = "app.Main.run(Main.java:7)";

  @TempDir Path directory;
  private final Hprof dump = Hprof.dump();
  private final ObjectSpec future = dump.instance("app.Promise");

  @Test
  void onlyItsOwnWaiterRefersToIt() throws Exception {
    ThreadSpec waiter = dump.thread("waiter").at(FRAME, future);
    Survey survey = survey(waiter, future);
    assertThat(survey.level(future.id())).isEqualTo(Level.WAITERS);
    assertThat(survey.lives(waiter.id())).isFalse();
    assertThat(survey.holders(future.id())).containsExactly(waiter.id());
  }

  @Test
  void aRunningThreadRefersToIt() throws Exception {
    ThreadSpec waiter = dump.thread("waiter").at(FRAME, future);
    dump.thread("worker").at(FRAME, dump.instance("app.Job").set("result", future));
    Survey survey = survey(waiter, future);
    assertThat(survey.level(future.id())).isEqualTo(Level.LIVE);
    assertThat(survey.lives(waiter.id())).isTrue();
    assertThat(survey.applicationRuns()).isTrue();
  }

  @Test
  void aThreadThatIsWokenMayWakeAnother() throws Exception {
    ObjectSpec second = dump.instance("app.Promise");
    ThreadSpec waiter = dump.thread("waiter").at(FRAME, future);
    ThreadSpec between = dump.thread("between").at(FRAME, second, future);
    dump.thread("worker").at(FRAME, second);
    Survey survey = new Survey(heap());
    survey.waits(waiter.id(), ids(future), new long[0]);
    survey.waits(between.id(), ids(second), new long[0]);
    survey.run();
    assertThat(survey.level(future.id())).isEqualTo(Level.LIVE);
    assertThat(survey.lives(waiter.id())).isTrue();
  }

  @Test
  void twoThatHoldEachOthers() throws Exception {
    ObjectSpec second = dump.instance("app.Promise");
    ThreadSpec one = dump.thread("one").at(FRAME, future, second);
    ThreadSpec other = dump.thread("other").at(FRAME, second, future);
    Survey survey = new Survey(heap());
    survey.waits(one.id(), ids(future), new long[0]);
    survey.waits(other.id(), ids(second), new long[0]);
    survey.run();
    assertThat(List.of(survey.level(future.id()), survey.level(second.id())))
        .containsOnly(Level.WAITERS);
    assertThat(survey.holders(future.id())).containsExactlyInAnyOrder(one.id(), other.id());
  }

  @Test
  void whoJoinsAThreadGoesOnWhenThatCan() throws Exception {
    ThreadSpec worker = dump.thread("worker").at(FRAME);
    ThreadSpec joiner = dump.thread("joiner").at(FRAME, future);
    ThreadSpec waiter = dump.thread("waiter").at(FRAME, future);
    Survey survey = new Survey(heap());
    survey.waits(joiner.id(), new long[0], ids(worker));
    survey.waits(waiter.id(), ids(future), new long[0]);
    survey.run();
    assertThat(survey.lives(waiter.id())).isTrue();
  }

  @Test
  void whoJoinsItselfNeverDoes() throws Exception {
    ThreadSpec main = dump.thread("main").at(FRAME, future);
    ThreadSpec waiter = dump.thread("waiter").at(FRAME, future);
    Survey survey = new Survey(heap());
    survey.waits(main.id(), new long[0], ids(main));
    survey.waits(waiter.id(), ids(future), new long[0]);
    survey.run();
    assertThat(survey.lives(waiter.id())).isFalse();
  }

  /** Whoever knows the pool gets at nothing that is queued in it. */
  @Test
  void whatIsQueuedIsOnlyUsedByTheWorkers() throws Exception {
    ObjectSpec queue = dump.instance("app.Queue").set("first", future);
    ThreadSpec worker = dump.thread("worker").at(FRAME, future, queue);
    dump.thread("main").at(FRAME, dump.instance("app.Pool").set("queue", queue));
    Survey survey = new Survey(heap());
    survey.waits(worker.id(), ids(future), new long[0]);
    survey.feeds(queue.id(), ids(worker));
    survey.watch(queue.id());
    survey.run();
    assertThat(survey.level(future.id())).isEqualTo(Level.QUEUED);
    assertThat(survey.level(queue.id())).isEqualTo(Level.LIVE);
    assertThat(survey.queueOf(future.id())).isEqualTo(queue.id());
    assertThat(survey.lives(worker.id())).isFalse();
  }

  @Test
  void oneWorkerThatGoesOnIsEnough() throws Exception {
    ObjectSpec second = dump.instance("app.Promise");
    ObjectSpec queue = dump.instance("app.Queue").set("first", future);
    ThreadSpec stuck = dump.thread("stuck").at(FRAME, future);
    ThreadSpec other = dump.thread("other").at(FRAME, second);
    dump.thread("main").at(FRAME, dump.instance("app.Pool").set("queue", queue), second);
    Survey survey = new Survey(heap());
    survey.waits(stuck.id(), ids(future), new long[0]);
    survey.waits(other.id(), ids(second), new long[0]);
    survey.feeds(queue.id(), ids(stuck, other));
    survey.run();
    assertThat(survey.level(future.id())).isEqualTo(Level.LIVE);
    assertThat(survey.queueOf(future.id())).isZero();
    assertThat(survey.lives(stuck.id())).isTrue();
  }

  @Test
  void heldInAStaticFieldOfTheApplication() throws Exception {
    applicationClass("app.RpcClient", "pending", future);
    ThreadSpec waiter = dump.thread("waiter").at(FRAME, future);
    Survey survey = survey(waiter, future);
    assertThat(survey.level(future.id())).isEqualTo(Level.STATIC);
    assertThat(survey.applicationRuns()).isFalse();
  }

  @Test
  void heldInAStaticFieldOfTheJdk() throws Exception {
    dump.klass("java.util.concurrent.CompletableFuture$Delayer").staticField("delayer", future);
    Survey survey = survey(dump.thread("waiter").at(FRAME, future), future);
    assertThat(survey.level(future.id())).isEqualTo(Level.LIVE);
  }

  @Test
  void whatRunsWhenAllIsOver() throws Exception {
    hook(dump.instance("app.Stop").set("latch", future));
    Survey survey = survey(dump.thread("waiter").at(FRAME, future), future);
    assertThat(survey.level(future.id())).isEqualTo(Level.SHUTDOWN);
    assertThat(survey.applicationRuns()).isFalse();
  }

  @Test
  void whatOnlyAnMBeanServerKnowsIsManagedAndNotUsed() throws Exception {
    register(dump.instance("app.Pool").set("lent", future));
    Survey survey = survey(dump.thread("waiter").at(FRAME, future), future);
    assertThat(survey.level(future.id())).isEqualTo(Level.SHUTDOWN);
  }

  @Test
  void whoElseHasAnMBeanUsesIt() throws Exception {
    ObjectSpec pool = dump.instance("app.Pool").set("lent", future);
    register(pool);
    dump.thread("worker").at(FRAME, pool);
    Survey survey = survey(dump.thread("waiter").at(FRAME, future), future);
    assertThat(survey.level(future.id())).isEqualTo(Level.LIVE);
  }

  /** As the server of the platform keeps it. */
  private void register(ObjectSpec bean) {
    ObjectSpec entry =
        dump.instance("com.sun.jmx.mbeanserver.NamedObject").set("name", null).set("object", bean);
    dump.klass("java.lang.management.ManagementFactory").staticField("platformMBeanServer", entry);
  }

  @Test
  void whatElseHoldsItTellsMoreThanAShutdownHook() throws Exception {
    hook(future);
    dump.thread("worker").at(FRAME, future);
    Survey survey = survey(dump.thread("waiter").at(FRAME, future), future);
    assertThat(survey.level(future.id())).isEqualTo(Level.LIVE);
  }

  @Test
  void whomAShutdownHookWakesMayWakeAnother() throws Exception {
    ObjectSpec second = dump.instance("app.Promise");
    hook(second);
    ThreadSpec between = dump.thread("between").at(FRAME, second, future);
    ThreadSpec waiter = dump.thread("waiter").at(FRAME, future);
    Survey survey = new Survey(heap());
    survey.waits(waiter.id(), ids(future), new long[0]);
    survey.waits(between.id(), ids(second), new long[0]);
    survey.run();
    assertThat(survey.level(future.id())).isEqualTo(Level.SHUTDOWN);
  }

  @Test
  void namesWhoseCodeShutdownHooksRun() throws Exception {
    hook(dump.instance("app.Stop").set("server", dump.instance("app.Server")));
    assertThat(Hooks.classes(heap())).contains("app.Stop", "app.Server", "java.lang.Thread");
  }

  @Test
  void aShutdownHookThatRefersToVeryMuch() throws Exception {
    Object[] much = new Object[11_000];
    for (int i = 0; i < much.length; i++) {
      much[i] = dump.instance("app.C" + i);
    }
    hook(dump.array("java.lang.Object[]", much));
    assertThat(Hooks.classes(heap())).contains("app.C0").hasSizeLessThanOrEqualTo(10_000);
  }

  @Test
  void aProgramWithoutShutdownHooks() throws Exception {
    assertThat(Hooks.classes(heap())).isEmpty();
  }

  /** A hook with this task, as the JDK keeps it. */
  private void hook(ObjectSpec task) {
    dump.klass("java.lang.Thread").field("target");
    ObjectSpec thread = dump.instance("java.lang.Thread").set("target", task);
    ObjectSpec table = dump.array("java.lang.Object[]", thread, thread);
    dump.klass("java.lang.ApplicationShutdownHooks")
        .staticField("hooks", dump.instance("java.util.IdentityHashMap").set("table", table));
  }

  @Test
  void aChainOfWaitersLongerThanAnyStack() throws Exception {
    int threads = 20_000;
    ObjectSpec[] promises = new ObjectSpec[threads];
    ThreadSpec[] waiters = new ThreadSpec[threads];
    for (int i = 0; i < threads; i++) {
      promises[i] = dump.instance("app.Promise");
      waiters[i] =
          dump.thread("waiter-" + i)
              .at(FRAME, i == 0 ? new HasId[0] : new HasId[] {promises[i - 1]});
    }
    dump.thread("worker").at(FRAME, promises[threads - 1]);
    Survey survey = new Survey(heap());
    for (int i = 0; i < threads; i++) {
      survey.waits(waiters[i].id(), ids(promises[i]), new long[0]);
    }
    survey.run();
    assertThat(survey.level(promises[0].id())).isEqualTo(Level.LIVE);
    assertThat(survey.lives(waiters[0].id())).isTrue();
  }

  @Test
  void whatWeakReferencesLeadTo() throws Exception {
    dump.klass("java.lang.ref.Reference").field("referent");
    dump.klass("java.lang.ref.WeakReference").extending(dump.klass("java.lang.ref.Reference"));
    ObjectSpec weak = dump.instance("java.lang.ref.WeakReference").set("referent", future);
    dump.thread("worker").at(FRAME, weak);
    Survey survey = survey(dump.thread("waiter").at(FRAME, future), future);
    assertThat(survey.level(future.id())).isEqualTo(Level.WEAK);
  }

  /** A timer of whose thread one task waits for another one: it is never finalized. */
  @Test
  void whatAThreadHasOnItsStackIsNotFinalizedHoweverLongItWaits() throws Exception {
    ObjectSpec timer = dump.instance("app.Timer").set("task", future);
    finalizer(timer);
    Survey survey = survey(dump.thread("waiter").at(FRAME, future, timer), future);
    assertThat(survey.level(future.id())).isEqualTo(Level.WAITERS);
    assertThat(survey.leavesToFinalize()).isFalse();
  }

  @Test
  void whatNobodyHasIsFinalizedAndMayDoAnythingThen() throws Exception {
    finalizer(dump.instance("app.Timer").set("task", future));
    ThreadSpec waiter = dump.thread("waiter").at(FRAME, future);
    WholeHeap heap = heap();
    Survey without = new Survey(heap);
    without.waits(waiter.id(), ids(future), new long[0]);
    without.run();
    assertThat(without.leavesToFinalize()).isTrue();
    without.discard();
    Survey survey = new Survey(heap);
    survey.waits(waiter.id(), ids(future), new long[0]);
    survey.finalizes();
    survey.run();
    assertThat(survey.level(future.id())).isEqualTo(Level.LIVE);
    assertThat(survey.leavesToFinalize()).isFalse();
  }

  /** As the JDK lists it, from a static field of its own. */
  private void finalizer(ObjectSpec referent) {
    dump.klass("java.lang.ref.Reference").field("referent");
    dump.klass("java.lang.ref.FinalReference").extending(dump.klass("java.lang.ref.Reference"));
    ObjectSpec reference = dump.instance("java.lang.ref.FinalReference").set("referent", referent);
    dump.klass("java.lang.ref.Finalizer").staticField("unfinalized", reference);
  }

  @Test
  void aPhantomReferenceGivesItsReferentToNobody() throws Exception {
    dump.klass("java.lang.ref.Reference").field("referent");
    dump.klass("java.lang.ref.PhantomReference").extending(dump.klass("java.lang.ref.Reference"));
    ObjectSpec phantom = dump.instance("java.lang.ref.PhantomReference").set("referent", future);
    dump.thread("worker").at(FRAME, phantom);
    Survey survey = survey(dump.thread("waiter").at(FRAME, future), future);
    assertThat(survey.level(future.id())).isEqualTo(Level.WAITERS);
  }

  @Test
  void whatNobodyRefersToIsGarbage() throws Exception {
    dump.thread("worker").at(FRAME);
    Survey survey = new Survey(heap());
    survey.watch(future.id());
    survey.run();
    assertThat(survey.level(future.id())).isEqualTo(Level.NONE);
  }

  @Test
  void garbageTellsThatSomebodyElseHadIt() throws Exception {
    dump.instance("app.Main$$Lambda").set("arg$1", future);
    Survey survey = survey(dump.thread("waiter").at(FRAME, future), future);
    assertThat(survey.level(future.id())).isEqualTo(Level.WAITERS);
    assertThat(survey.wasHandedOut(future.id())).isTrue();
  }

  @Test
  void whatItsWaiterAloneRefersTo() throws Exception {
    Survey survey = survey(dump.thread("waiter").at(FRAME, future), future);
    assertThat(survey.wasHandedOut(future.id())).isFalse();
  }

  @Test
  void aThreadsOwnFieldsBelongToItsStack() throws Exception {
    dump.klass("java.lang.Thread").field("threadLocals");
    ThreadSpec waiter = dump.thread("waiter").at(FRAME, future);
    waiter.object().set("threadLocals", dump.instance("app.Locals").set("mine", future));
    dump.thread("worker").at(FRAME, waiter); // knows the thread, and not what is in it
    Survey survey = survey(waiter, future);
    assertThat(survey.level(future.id())).isEqualTo(Level.WAITERS);
  }

  @Test
  void aSubclassOfThreadHasFieldsForOthers() throws Exception {
    dump.klass("app.Worker").extending(dump.klass("java.lang.Thread")).field("inbox");
    ObjectSpec object = dump.instance("app.Worker").set("inbox", future);
    ThreadSpec waiter = dump.thread(object, "waiter", false).at(FRAME, future);
    dump.thread("boss").at(FRAME, waiter);
    assertThat(survey(waiter, future).level(future.id())).isEqualTo(Level.LIVE);
  }

  @Test
  void whatNativeCodeRefersToIsReached() throws Exception {
    dump.root(future);
    Survey survey = survey(dump.thread("waiter").at(FRAME, future), future);
    assertThat(survey.level(future.id())).isEqualTo(Level.LIVE);
  }

  @Test
  void idleThreadsOfTheJvmsOwnRunNoApplication() throws Exception {
    dump.klass("java.lang.ThreadGroup").field("parent");
    dump.klass("java.lang.Thread").field("group");
    ObjectSpec system = dump.instance("java.lang.ThreadGroup");
    ThreadSpec handler = dump.thread("Reference Handler").at(FRAME);
    handler.object().set("group", system);
    Survey survey = new Survey(heap());
    survey.idle(handler.id());
    survey.run();
    assertThat(survey.applicationRuns()).isFalse();
  }

  @Test
  void idleThreadsOfOthersMay() throws Exception {
    ThreadSpec selector = dump.thread("selector").at(FRAME);
    Survey survey = new Survey(heap());
    survey.idle(selector.id());
    survey.run();
    assertThat(survey.applicationRuns()).isTrue();
  }

  @Test
  void saysWhoHoldsIt() throws Exception {
    dump.klass("java.lang.Integer").extending(dump.klass("java.lang.Number"));
    ObjectSpec key = dump.instance("java.lang.Integer").set("value", 4711);
    ObjectSpec node =
        dump.instance("java.util.concurrent.ConcurrentHashMap$Node")
            .set("key", key)
            .set("val", future);
    ObjectSpec table = dump.array("java.util.concurrent.ConcurrentHashMap$Node[]", null, node);
    ObjectSpec map = dump.instance("java.util.concurrent.ConcurrentHashMap").set("table", table);
    applicationClass("app.RpcClient", "pending", map);
    ThreadSpec waiter = dump.thread("waiter").at(FRAME, future);
    WholeHeap heap = heap();
    Survey survey = survey(heap, waiter, future);
    assertThat(HeldBy.of(survey, heap, ids(future)).get(0).way())
        .isEqualTo("RpcClient.pending → entry 4711");
  }

  @Test
  void textsThatAreKeysAreNotShown() throws Exception {
    ObjectSpec node =
        dump.instance("java.util.HashMap$Node")
            .set("key", dump.string("secret"))
            .set("value", future);
    ObjectSpec map =
        dump.instance("java.util.HashMap")
            .set("table", dump.array("java.util.HashMap$Node[]", node));
    ObjectSpec reader = dump.instance("app.Reader").set("calls", map);
    ThreadSpec running = dump.thread("reader").at("app.Reader.run(Reader.java:3)", reader);
    ThreadSpec waiter = dump.thread("waiter").at(FRAME, future);
    WholeHeap heap = heap();
    HeldBy held = HeldBy.of(survey(heap, waiter, future), heap, ids(future)).get(0);
    assertThat(held.way()).isEqualTo(" → Reader.calls → entry (a String)");
    assertThat(held.thread()).isEqualTo(running.id());
    assertThat(held.depth()).isZero();
  }

  @Test
  void refusesWhatDoesNotFit() throws Exception {
    Path file = dump.writeTo(directory.resolve("small.hprof"));
    assertThatThrownBy(() -> WholeHeap.read(file, ReadOptions.defaults().maxMemory(1000)))
        .isInstanceOf(NotEnoughMemory.class)
        .hasMessageContaining("memory");
  }

  @Test
  void idsNeedNotBeMultiplesOfEight() throws Exception {
    Hprof cut = Hprof.cut();
    ObjectSpec thing = cut.instance("app.Promise");
    ThreadSpec waiter = cut.thread("waiter").at(FRAME, thing);
    WholeHeap heap =
        WholeHeap.read(cut.writeTo(directory.resolve("cut.hprof")), ReadOptions.defaults());
    assertThat(survey(heap, waiter, thing).level(thing.id())).isEqualTo(Level.WAITERS);
  }

  private void applicationClass(String name, String field, HasId value) {
    dump.klass(name).loadedBy(dump.instance("app.Loader")).staticField(field, value);
  }

  /** It is there because somebody looked. */
  @Test
  void whatOurOwnRegistryHasLeadsNowhere() throws Exception {
    ThreadSpec waiter = dump.thread("waiter").at(FRAME, future);
    registry("java.net.URLClassLoader");
    Survey survey = survey(waiter, future);
    assertThat(survey.level(future.id())).isEqualTo(Level.WAITERS);
    assertThat(survey.holders(future.id())).containsExactly(waiter.id());
    assertThat(survey.applicationRuns()).isFalse();
  }

  @Test
  void aRegistryInALoaderOfTheApplicationsIsTheApplications() throws Exception {
    ThreadSpec waiter = dump.thread("waiter").at(FRAME, future);
    registry("app.Loader");
    Survey survey = survey(waiter, future);
    assertThat(survey.level(future.id())).isEqualTo(Level.LIVE);
    assertThat(survey.applicationRuns()).isTrue();
  }

  /** With what is waited for in a static field, in an object and in a frame. */
  private void registry(String loaderClass) {
    ObjectSpec loader = dump.instance(loaderClass);
    dump.klass("dev.peeps.registry.RegistryMain").loadedBy(loader).staticField("held", future);
    KlassSpec bean = dump.klass("dev.peeps.registry.Registry").field("held").loadedBy(loader);
    dump.root(dump.instance(bean).set("held", future));
    KlassSpec type =
        dump.klass("dev.peeps.registry.RegistryThread")
            .extending(dump.klass("java.lang.Thread"))
            .loadedBy(loader);
    dump.thread(dump.instance(type), "peeps-registry", false).at(FRAME, future);
  }

  private WholeHeap heap() throws Exception {
    return WholeHeap.read(dump.writeTo(directory.resolve("x.hprof")), ReadOptions.defaults());
  }

  private Survey survey(ThreadSpec waiter, ObjectSpec thing) throws Exception {
    return survey(heap(), waiter, thing);
  }

  private static Survey survey(WholeHeap heap, ThreadSpec waiter, ObjectSpec thing)
      throws Exception {
    Survey survey = new Survey(heap);
    survey.waits(waiter.id(), ids(thing), new long[0]);
    survey.run();
    return survey;
  }

  private static long[] ids(HasId... things) {
    long[] ids = new long[things.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = things[i].id();
    }
    return ids;
  }
}
