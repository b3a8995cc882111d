/*
 * Measured (docs/BENCHMARKS.md): with a class filter FollowReferences returns to the library only for edges to instances of
 * exactly that class, which makes a pass 3 to 40 times cheaper than one that calls back for every edge. So each class gets
 * a pass of its own, unless there are many of them. All objects of a class share one tag, since fetching
 * them by tag costs the number of objects times the number of tags.
 */
#include "wide.h"

#include <stdlib.h>
#include <string.h>

#include "narrow.h"
#include "settled.h"
#include "unborn.h"

#define PASSES_MAX 3          /* from four classes on one unfiltered pass is cheaper */
#define FOUND_MAX 1500000     /* tags of a pass: each costs the target some 64 bytes for the time of the cut */
#define NARROW_RESERVE 40000000 /* of the budget at least, for the walk that follows */
#define NARROW_SHARE 5           /* and at least one part in so many */
#define CLOCK_EVERY 256
#define PROBE_HEAP ((int64_t)16 << 20) /* bytes, garbage included: a few milliseconds to list at most */
#define PROBE_CLASS 8192               /* bytes for each loaded class: who has few of them has little alive, which is followed as fast */
#define PROBE_FOUND 200                /* objects that are looked at; with more of them the walk is cheaper */
/* What one held object and what hangs on it cost the walk that follows, in nanoseconds: on 20 and later each edge pays for the number of tags. */
#define HELD_COST_20 5000
#define HELD_COST_OLD 2500

struct pass {
  const struct classes *classes;
  const struct objects *objects;
  int64_t deadline, called, first, last;
  uint64_t edges, found, most, beyond;
  int aborted;
};

/* Whether the JVM goes through the heap from its roots when it is asked for all objects. Other collectors would list garbage too, and a
 * future that nobody can reach any more must not be taken for one that somebody waits for. */
static int lists_live_only(const char *collector) { return strcmp(collector, "ZGC") == 0 || strcmp(collector, "Shenandoah") == 0; }

/* Before 20 FollowReferences marks each object and takes the marks off again at the end. */
static int is_listed(int release, const char *collector) { return release < 20 && lists_live_only(collector); }

int64_t wide_estimate(int64_t used_heap, uint32_t virtual_threads, int release, const char *collector, int filtered) {
  double per_byte = release >= 20 ? 1.7 : 2.2;
  if (filtered && is_listed(release, collector)) per_byte = 1.5;
  else if (release < 20 && strcmp(collector, "ZGC") == 0) per_byte = 2.6;
  if (!filtered) per_byte *= 3.3;
  return (int64_t)((double)used_heap * per_byte) + (int64_t)virtual_threads * 9000;
}

static int64_t used_heap(struct jvm *j) {
  JNIEnv *jni = j->jni;
  int64_t used = 0;
  if ((*jni)->PushLocalFrame(jni, 8) != 0) return jvm_threw(j), 0;
  jclass k = jvm_boot_class(j, "java.lang.Runtime");
  jmethodID get = k == NULL ? NULL : (*jni)->GetStaticMethodID(jni, k, "getRuntime", "()Ljava/lang/Runtime;");
  jmethodID total = get == NULL ? NULL : (*jni)->GetMethodID(jni, k, "totalMemory", "()J");
  jmethodID free_memory = total == NULL ? NULL : (*jni)->GetMethodID(jni, k, "freeMemory", "()J");
  jobject runtime = free_memory == NULL || jvm_threw(j) ? NULL : (*jni)->CallStaticObjectMethod(jni, k, get);
  if (!jvm_threw(j) && runtime != NULL) {
    used = (*jni)->CallLongMethod(jni, runtime, total);
    if (!jvm_threw(j)) used -= (*jni)->CallLongMethod(jni, runtime, free_memory);
    if (jvm_threw(j)) used = 0;
  }
  (*jni)->PopLocalFrame(jni, NULL);
  return used;
}

static jint JNICALL on_object(jlong class_tag, jlong size, jlong *tag, jint length, void *user) {
  struct pass *p = user;
  (void)size, (void)length;
  if (p->edges++ % CLOCK_EVERY == 0) {
    p->last = now_nanos();
    if (p->first == 0) p->first = p->last;
    if (p->deadline != 0 && p->last > p->deadline) p->aborted = 1;
  }
  if (p->aborted) return JVMTI_VISIT_ABORT;
  const struct class_info *k = class_of_tag(p->classes, class_tag);
  if (k == NULL || !(k->flags & CLASS_WIDE) || *tag != 0) return JVMTI_VISIT_OBJECTS;
  if (p->found == p->most) {
    p->beyond++;
    return p->most == FOUND_MAX ? JVMTI_VISIT_OBJECTS : JVMTI_VISIT_ABORT;
  }
  *tag = FOUND_BASE + class_tag;
  p->found++;
  return JVMTI_VISIT_OBJECTS;
}

static jint JNICALL on_edge(jvmtiHeapReferenceKind kind, const jvmtiHeapReferenceInfo *info, jlong class_tag, jlong from_class,
                            jlong size, jlong *tag, jlong *from, jint length, void *user) {
  const struct pass *p = user;
  (void)info, (void)from;
  jint answer = on_object(class_tag, size, tag, length, user);
  return answer == JVMTI_VISIT_OBJECTS && may_be_unborn(p->classes, p->objects, kind, class_tag, from_class, *tag) ? 0 : answer;
}

/* One pass; with a filter only edges to its instances come back, so the first callback says little about the safepoint, and a pass
 * that meets none of them for long is not stopped: the estimate has to be careful. */
static int walk(struct cut *cut, struct pass *p, jclass filter, int listed, struct fail *why) {
  struct jvm *j = &cut->jvm;
  jvmtiHeapCallbacks callbacks;
  memset(&callbacks, 0, sizeof callbacks);
  callbacks.heap_reference_callback = on_edge;
  callbacks.heap_iteration_callback = on_object;
  p->first = p->last = 0;
  p->called = now_nanos();
  jvmtiError e = listed ? (*j->ti)->IterateThroughHeap(j->ti, 0, filter, &callbacks, p) : (*j->ti)->FollowReferences(j->ti, 0, filter, NULL, &callbacks, p);
  if (e != JVMTI_ERROR_NONE) return fail(why, "the JVM refuses to walk its heap: %s (%d)", jvm_error(e), (int)e);
  cut->wide_pause += (p->aborted ? p->last : now_nanos()) - p->called; /* what comes after an abort is the closing pass of old JDKs */
  return 0;
}

/* By the rules of the planned classes that it is: settled means that nobody can be waiting behind it. */
static int matters(struct cut *cut, jobject object, uint32_t clazz) {
  const struct class_info *k = &cut->classes.list[clazz];
  for (int i = 0; i < k->plan_count; i++) {
    const struct plan_class *p = &cut->plan.classes[k->plans[i]];
    if (p->settled != NULL && !field_is_null(cut, object, clazz, p->settled) && field_is_null(cut, object, clazz, p->unless)) return 0;
    int kept = p->keep_count == 0;
    for (int f = 0; f < p->keep_count && !kept; f++) kept = !field_is_null(cut, object, clazz, p->keep[f]);
    if (!kept) return 0;
  }
  return 1;
}

static long budget_of(const struct cut *cut, uint32_t clazz) {
  long budget = -1;
  const struct class_info *k = &cut->classes.list[clazz];
  for (int i = 0; i < k->plan_count; i++) {
    long one = cut->plan.classes[k->plans[i]].budget;
    if (one >= 0 && (budget < 0 || one < budget)) budget = one;
  }
  return budget;
}

/* The narrow walk still tells of threads and what hangs on them; what waits without one is not known. */
static void failed(struct cut *cut, jvmtiError e, const char *what) {
  cut->walk_name = "narrow+wide-aborted";
  notice(&cut->notices, "wide-failed", 1, "objects that the wide walk found %s: %s (%d)", what, jvm_error(e), (int)e);
}

/* Fetches the found objects of a class. Those that matter stay as local references, and so as roots. How many. */
static long hold(struct cut *cut, uint32_t clazz, long room) {
  struct jvm *j = &cut->jvm;
  jlong tag = FOUND_BASE + clazz;
  jint count = 0;
  jobject *found = NULL;
  long held = 0, budget = budget_of(cut, clazz);
  uint64_t left = 0;
  if (budget >= 0 && budget < room) room = budget;
  jvmtiError e = (*j->ti)->GetObjectsWithTags(j->ti, 1, &tag, &count, &found, NULL);
  if (e != JVMTI_ERROR_NONE) return failed(cut, e, "cannot be fetched"), 0;
  for (jint i = 0; i < count; i++) {
    int wanted = matters(cut, found[i], clazz);
    if (wanted && held < room) {
      walk_hold(&cut->walk, found[i]);
      held++;
      continue;
    }
    left += (uint64_t)wanted;
    if ((e = (*j->ti)->SetTag(j->ti, found[i], 0)) != JVMTI_ERROR_NONE) failed(cut, e, "cannot be let go");
    (*j->jni)->DeleteLocalRef(j->jni, found[i]);
  }
  jvm_free(j, found);
  notice(&cut->notices, "objects-limit", left, "objects found in the heap and not looked into, beyond max-objects, a layout's budget or what is left of max-pause: %s",
         cut->classes.list[clazz].name);
  return held;
}

/* No more than the walk that follows can look into in what is left of the budget. */
static void hold_all(struct cut *cut) {
  int64_t left = cut->options->max_pause_ms * 1000000 - cut->wide_pause;
  long room = left <= 0 ? 0 : (long)(left / (cut->jvm.release >= 20 ? HELD_COST_20 : HELD_COST_OLD));
  if (room > cut->max_objects) room = cut->max_objects;
  for (uint32_t i = 1; i < cut->classes.count; i++)
    if (class_is_sought(&cut->classes, i)) room -= hold(cut, i, room);
}

static int passes(struct cut *cut, int filtered, int64_t deadline, struct fail *why) {
  struct pass p = {.classes = &cut->classes, .objects = &cut->objects, .deadline = deadline, .most = FOUND_MAX};
  int result = 0, listed = is_listed(cut->jvm.release, cut->collector);
  for (uint32_t i = 1; filtered && result == 0 && !p.aborted && i < cut->classes.count; i++) {
    if (!class_is_sought(&cut->classes, i)) continue;
    /* The next pass takes as long as the last one did, whatever was estimated. */
    if (p.called != 0 && 2 * now_nanos() - p.called > deadline) p.aborted = 1;
    else result = walk(cut, &p, cut->classes.refs[i - 1], listed, why);
  }
  if (!filtered) result = walk(cut, &p, NULL, 0, why);
  notice(&cut->notices, "objects-limit", p.beyond, "references to objects beyond the %d that a wide walk can tag", FOUND_MAX);
  cut->walk_name = p.aborted ? "narrow+wide-aborted" : "wide";
  notice(&cut->notices, "pause-budget", (uint64_t)p.aborted, "the wide walk was stopped after %lld ms", (long long)(cut->wide_pause / 1000000));
  return result;
}

/* ---- whether to look at all ---- */

/*
 * Lets the objects of a class that a probe has found go again. Whether any of them matters; what JVMTI does not give is said, and may: the
 * walks that are made then are told what there is by their own passes.
 */
static int let_go(struct cut *cut, uint32_t clazz) {
  struct jvm *j = &cut->jvm;
  jlong tag = FOUND_BASE + clazz;
  jint count = 0;
  jobject *found = NULL;
  int any = 0;
  jvmtiError e = (*j->ti)->GetObjectsWithTags(j->ti, 1, &tag, &count, &found, NULL);
  if (e != JVMTI_ERROR_NONE) return failed(cut, e, "cannot be fetched"), 1;
  for (jint i = 0; i < count; i++) {
    any = any || matters(cut, found[i], clazz);
    e = (*j->ti)->SetTag(j->ti, found[i], 0);
    if (e != JVMTI_ERROR_NONE) any = 1, failed(cut, e, "cannot be let go");
    (*j->jni)->DeleteLocalRef(j->jni, found[i]);
  }
  jvm_free(j, found);
  return any;
}

/* Whether the heap holds anything that the narrow walk has not met and that matters. -1 with the reason when JVMTI refuses. */
static int probe(struct cut *cut, struct fail *why) {
  int result = 0;
  for (uint32_t i = 1; i < cut->classes.count && result == 0; i++) {
    struct pass p = {.classes = &cut->classes, .objects = &cut->objects, .most = PROBE_FOUND};
    if (!class_is_sought(&cut->classes, i)) continue;
    if (walk(cut, &p, cut->classes.refs[i - 1], 1, why) != 0) return -1;
    result = let_go(cut, i) || p.beyond > 0;
  }
  return result;
}

/*
 * In a small heap mostly all that matters is met from threads, and to list the heap costs a third of following its references. Garbage is
 * listed too, so what is listed only says whether to look: 1 when all was met and the narrow walk is done, 0 when the wide walk has to be
 * made, -1 with the reason.
 */
static int is_all_met(struct cut *cut, int64_t deadline, struct fail *why) {
  struct walk *w = &cut->walk;
  w->kept = w->arena.used;
  if (narrow_run(cut, deadline, why) != 0) return -1;
  int result = w->aborted ? 1 : probe(cut, why);
  if (result <= 0) return result < 0 ? -1 : 1;
  cut->wide_pause += w->returned - w->first; /* with the closing pass of old JDKs: the walk that is kept tells of its own alone */
  walk_again(w);
  return 0;
}

/* Garbage is listed and not followed. */
static int may_list(const struct cut *cut) {
  return cut->used_heap <= PROBE_HEAP && cut->used_heap <= (int64_t)cut->classes.count * PROBE_CLASS && !is_listed(cut->jvm.release, cut->collector);
}

/* ---- the walk ---- */

int wide_run(struct cut *cut, struct fail *why) {
  uint32_t sought = 0, virtual_threads = cut->threads.virtual_count;
  int release = cut->jvm.release;
  int64_t budget = cut->options->max_pause_ms * 1000000 - cut->wide_pause, reserve = budget / NARROW_SHARE;
  budget -= reserve > NARROW_RESERVE ? reserve : NARROW_RESERVE;
  for (uint32_t i = 1; i < cut->classes.count; i++) sought += (uint32_t)class_is_sought(&cut->classes, i);
  cut->walk_name = sought == 0 ? "wide" : "narrow"; /* nothing that only a wide walk would find is loaded */
  cut->used_heap = used_heap(&cut->jvm);
  if (sought == 0 || cut->options->walk == WALK_NARROW || cut->max_objects == 0) return 0;
  int64_t one = wide_estimate(cut->used_heap, virtual_threads, release, cut->collector, 1);
  int64_t all = wide_estimate(cut->used_heap, virtual_threads, release, cut->collector, 0);
  /* With a class filter the JVM visits what is filtered out by itself, virtual threads that are still being made among it. */
  int follows_freely = !virtual_threads_are_made(&cut->classes) || is_listed(release, cut->collector);
  int few = sought <= PASSES_MAX && one * sought <= all, filtered = few && follows_freely;
  cut->wide_estimate = filtered ? one * sought : all;
  if (cut->wide_estimate > budget && cut->options->walk == WALK_AUTO) {
    notice(&cut->notices, "wide-skipped", 1, "looking through the whole heap for what waits without a thread may take %lld ms, beyond max-pause of %ld ms",
           (long long)(cut->wide_estimate / 1000000), cut->options->max_pause_ms);
    return 0;
  }
  int fits = cut->wide_estimate <= budget, quick = filtered && fits;
  if (fits && few && cut->options->walk == WALK_AUTO && may_list(cut)) {
    int64_t before = cut->wide_pause;
    int met = is_all_met(cut, now_nanos() + budget, why);
    if (met < 0) return -1;
    budget -= cut->wide_pause - before;
    cut->walked = met;
    if (met) cut->walk_name = "wide";
    if (met) return 0;
  }
  /* A filtered pass can be stopped only where it meets what it looks for; what is asked for but may not fit is done in the way that
   * can be stopped anywhere. */
  if (passes(cut, quick, now_nanos() + (budget > 0 ? budget : 0), why) != 0) return -1;
  hold_all(cut);
  return 0;
}
