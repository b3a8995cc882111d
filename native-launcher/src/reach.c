/*
 * One FollowReferences for each round, as JVMTI cannot go on from where a walk ended. Nothing is tagged, so that the rounds cost the
 * same.
 */
#include "reach.h"

#include <stdlib.h>
#include <string.h>

#include "unborn.h"

#define CLOCK_EVERY 256
#define HOLDERS_BYTES ((size_t)1 << 20)
#define RECHECKS 3
#define FEEDS_MAX 8 /* each is a pause */

static int is_virtual(const struct reach *r, jlong tag) {
  const struct object *o = object_of_tag(&r->cut->objects, tag);
  return o != NULL && (r->cut->classes.list[o->clazz].flags & CLASS_VIRTUAL);
}

static jint JNICALL on_edge(jvmtiHeapReferenceKind kind, const jvmtiHeapReferenceInfo *info, jlong class_tag, jlong from_class,
                            jlong size, jlong *tag, jlong *from, jint length, void *user) {
  struct reach *r = user;
  (void)size, (void)length;
  if (r->edges++ % CLOCK_EVERY == 0) {
    r->last = now_nanos();
    if (r->first == 0) r->first = r->last;
    if (r->last > r->deadline) r->aborted = 1;
  }
  if (r->aborted) return JVMTI_VISIT_ABORT;
  if (!reach_counts(r, kind, info, class_tag, from_class, *tag, from == NULL ? 0 : *from)) return 0;
  uint16_t *s = reach_state_of(r, *tag);
  if (s != NULL) *s |= REACH_MET;
  if (s != NULL && (*s & REACH_OPEN)) {
    *s &= (uint16_t)~REACH_OPEN;
    if (--r->open == 0) return JVMTI_VISIT_ABORT;
  }
  if (may_be_unborn(&r->cut->classes, &r->cut->objects, kind, class_tag, from_class, *tag)) return 0;
  if (s == NULL || !(*s & REACH_STUCK)) return JVMTI_VISIT_OBJECTS;
  /* A virtual thread's frames come with its object. Who knows the thread of a selector has not what its class keeps in fields of its own. */
  return (*s & REACH_CALLED) || is_virtual(r, *tag) ? 0 : JVMTI_VISIT_OBJECTS;
}

/* A walk is over as soon as all is met of which it is not known yet who leads to it. */
static void open_all(struct reach *r) {
  r->open = 0;
  for (uint32_t i = 0; i < r->suspects->asked_count; i++) {
    uint16_t *s = reach_state_of(r, r->suspects->asked[i]);
    if (s == NULL || (*s & REACH_OPEN) || r->level[i] == REACH_LIVE) continue;
    *s |= REACH_OPEN;
    r->open++;
  }
}

/* From the roots, or from an object. */
static int walk(struct reach *r, jobject start, struct fail *why) {
  struct jvm j = r->cut->jvm;
  jvmtiHeapCallbacks callbacks;
  memset(&callbacks, 0, sizeof callbacks);
  callbacks.heap_reference_callback = on_edge;
  for (uint32_t n = 0; n < r->cut->objects.count; n++) r->state[n] &= (uint16_t) ~(REACH_MET | REACH_OPEN);
  open_all(r);
  if (start == NULL && !r->holders_known) arena_reset(&r->holders, 0); /* they stand in frames, which are roots */
  r->edges = 0;
  r->first = 0;
  r->last = r->called = now_nanos();
  r->walks++;
  jvmtiError e = (*j.ti)->FollowReferences(j.ti, 0, NULL, start, &callbacks, r);
  if (e != JVMTI_ERROR_NONE) return fail(why, "the JVM refuses to walk its heap: %s (%d)", jvm_error(e), (int)e);
  int64_t end = r->aborted ? r->last : now_nanos();
  r->pause += end - r->called;
  if (end - r->called > r->longest) r->longest = end - r->called;
  r->closing += now_nanos() - end;
  return 0;
}

/* What is queued leads on while one of those may run who take from there. How many queues lead on that did not before. */
static uint32_t feed(struct reach *r) {
  uint32_t released = 0;
  for (uint32_t i = 0; i < r->suspects->feed_count; i++) {
    const struct feed *f = &r->suspects->feeds[i];
    uint16_t *queue = reach_state_of(r, f->queue);
    int held = queue != NULL && (*queue & REACH_HELD);
    for (uint32_t t = 0; t < f->count && held; t++) held = reach_stuck_now(r, r->suspects->targets[f->first + t]);
    if (held || queue == NULL || !(*queue & REACH_HELD)) continue;
    *queue &= (uint16_t)~REACH_HELD;
    released++;
  }
  return released;
}

static void hold_queues(struct reach *r) {
  for (uint32_t i = 0; i < r->suspects->feed_count; i++) {
    uint16_t *queue = reach_state_of(r, r->suspects->feeds[i].queue);
    if (queue != NULL) *queue |= REACH_HELD;
  }
  feed(r);
}

/* Lets those go on whose targets are reached or go on themselves. How many there are. */
static uint32_t wake(struct reach *r) {
  uint32_t all = 0, woken = 1;
  while (woken > 0) {
    woken = 0;
    for (uint32_t i = 0; i < r->suspects->wait_count; i++) {
      const struct wait *w = &r->suspects->waits[i];
      uint16_t *s = reach_state_of(r, w->thread);
      if (s == NULL || !(*s & REACH_STUCK)) continue;
      int goes_on = 0;
      for (uint32_t t = 0; t < w->count && !goes_on; t++) {
        const uint16_t *target = reach_state_of(r, r->suspects->targets[w->first + t]);
        const struct object *o = object_of_tag(&r->cut->objects, r->suspects->targets[w->first + t]);
        goes_on = target == NULL || (o->flags & OBJ_THREAD ? !(*target & REACH_STUCK) : (*target & REACH_MET) != 0);
      }
      if (!goes_on) continue;
      *s &= (uint16_t)~REACH_STUCK;
      woken++;
    }
    all += woken;
  }
  return all + feed(r);
}

/* All who wait are stuck, until something they wait for is reached. */
static void begin(struct reach *r) {
  for (uint32_t n = 0; n < r->cut->objects.count; n++) {
    if (r->state[n] & REACH_WAITS) r->state[n] |= REACH_STUCK;
    r->state[n] &= (uint16_t)~REACH_MET;
  }
  hold_queues(r);
}

/*
 * Rounds until nobody wakes up any more, from where the last ones have come to: who goes on then goes on where more is followed as well.
 * 1 when that was reached, 0 when the time was up before, -1 with the reason.
 */
static int to_the_end(struct reach *r, struct fail *why) {
  if (r->walks == 0) begin(r);
  wake(r); /* who waits for a thread that runs */
  for (;;) {
    /* A round takes as long as the last one; one that would be stopped tells nothing. */
    int64_t expected = r->walks == 0 ? 0 : r->longest;
    if (now_nanos() + expected > r->deadline) return 0;
    if (walk(r, NULL, why) != 0) return -1;
    if (r->aborted) return 0;
    if (r->open == 0) return 1;
    if (wake(r) == 0) return 1;
    int missing = 0;
    for (uint32_t i = 0; i < r->suspects->asked_count && !missing; i++) {
      const uint16_t *s = reach_state_of(r, r->suspects->asked[i]);
      missing = s != NULL && !(*s & REACH_MET) && r->level[i] != REACH_LIVE;
    }
    if (!missing) return 1; /* more rounds would reach more, and all that may be reached is */
  }
}

/* To the end, of threads that have waited all the time. */
static int settle(struct reach *r, struct fail *why) {
  for (int i = 0; i < RECHECKS; i++) {
    int done = to_the_end(r, why);
    int64_t moved = done == 1 ? reach_recheck(r, why) : 0;
    if (done != 1 || moved <= 0) return moved < 0 ? -1 : done;
  }
  return 0; /* so many go on all the time that nothing can be said */
}

static int was_met(const struct reach *r, uint32_t place) {
  const uint16_t *s = reach_state_of(r, r->suspects->asked[place]);
  return s == NULL || (*s & REACH_MET);
}

/* Walks from an object of the cut; nothing is met when it is there no more. */
static int walk_from(struct reach *r, jlong tag, struct fail *why) {
  struct jvm j = r->cut->jvm;
  jint count = 0;
  jobject *found = NULL;
  jvmtiError e = (*j.ti)->GetObjectsWithTags(j.ti, 1, &tag, &count, &found, NULL);
  if (e != JVMTI_ERROR_NONE) return fail(why, "cannot find the queue of an executor: %s (%d)", jvm_error(e), (int)e);
  int result = count == 0 ? 0 : walk(r, found[0], why);
  for (jint i = 0; i < count; i++) (*j.jni)->DeleteLocalRef(j.jni, found[i]);
  jvm_free(&j, found);
  return result;
}

/*
 * What nobody who runs leads to may be in a queue, even if nobody but those who take from it knows that one. What there is no time
 * for is not known.
 */
static int queues(struct reach *r, struct fail *why) {
  const struct suspects *s = r->suspects;
  uint32_t missing = 0, looked = 0;
  int done = 1;
  for (uint32_t i = 0; i < s->asked_count; i++) missing += r->level[i] == REACH_NOT;
  for (uint32_t f = 0; f < s->feed_count && missing > 0 && done; f++) {
    uint16_t *queue = reach_state_of(r, s->feeds[f].queue);
    if (queue == NULL || !(*queue & REACH_HELD)) continue;
    *queue &= (uint16_t)~REACH_HELD;
    done = looked++ < FEEDS_MAX && now_nanos() + r->longest <= r->deadline;
    if (done && walk_from(r, s->feeds[f].queue, why) != 0) return -1;
    done &= !r->aborted;
    for (uint32_t i = 0; i < s->asked_count && done; i++) {
      if (r->level[i] != REACH_NOT || !was_met(r, i)) continue;
      r->level[i] = REACH_QUEUED;
      r->queue[i] = f + 1;
      missing--;
    }
  }
  if (done) return 0;
  for (uint32_t i = 0; i < s->asked_count; i++)
    if (r->level[i] == REACH_NOT) r->level[i] = REACH_NOT_LIVE;
  return 0;
}

static void keep_stuck(struct reach *r, unsigned as) {
  for (uint32_t n = 0; n < r->cut->objects.count; n++)
    if (r->state[n] & REACH_STUCK) r->state[n] |= (uint16_t)as;
}

static uint32_t count_unnamed(const struct reach *r) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < r->suspects->asked_count; i++) count += r->level[i] == REACH_STATIC && r->fields[i].clazz == 0;
  return count;
}

/*
 * What something leads to that need not run, be it a static field, a shutdown hook or a weak reference: which of them. Where a
 * field leads to it by references alone, that is all to know. What there is no time for is taken to be held by a static field: of these nothing
 * is concluded unless the field is known.
 */
static int refine(struct reach *r, struct fail *why) {
  if (count_unnamed(r) == 0 || now_nanos() + r->longest > r->deadline) return 0;
  if (reach_fields(r, why) != 0) return -1;
  r->holders_known = 1;
  for (enum reach_scope scope = SCOPE_STATICS; scope < SCOPE_ALL && count_unnamed(r) > 0; scope++) {
    if (scope == SCOPE_STATICS) {
      for (uint32_t n = 0; n < r->cut->objects.count; n++)
        if (reach_is_stuck(r, OBJECT_BASE + n, 1)) r->state[n] |= REACH_STUCK;
      hold_queues(r);
    }
    r->scope = scope;
    int done = settle(r, why);
    if (done <= 0) return done;
    for (uint32_t i = 0; i < r->suspects->asked_count; i++) {
      if (r->level[i] != REACH_STATIC || r->fields[i].clazz != 0) continue;
      /* The field is not known: it stays at `static`, and is looked for no more. */
      if (scope == SCOPE_STATICS && was_met(r, i)) r->fields[i].clazz = REACH_FIELD_UNKNOWN;
      else if (scope == SCOPE_HOOKS) r->level[i] = was_met(r, i) ? REACH_SHUTDOWN : REACH_WEAK;
    }
  }
  return 0;
}

int reach_search(struct reach *r, struct cut *cut, const struct suspects *s, int64_t budget, struct fail *why) {
  memset(r, 0, sizeof *r);
  r->cut = cut;
  r->suspects = s;
  jlong input[2];
  reach_input(cut, &input[0], &input[1]);
  r->state = calloc((size_t)cut->objects.count + REACH_FIELD_OBJECTS + 1, sizeof *r->state);
  r->level = calloc((size_t)s->asked_count + 1, 1);
  r->queue = calloc((size_t)s->asked_count + 1, sizeof *r->queue);
  r->fields = calloc((size_t)s->asked_count + 1, sizeof *r->fields);
  if (r->state == NULL || r->level == NULL || r->queue == NULL || r->fields == NULL || arena_open(&r->holders, HOLDERS_BYTES) != 0) return fail(why, "out of memory before the search");
  for (uint32_t i = 0; i < s->wait_count; i++)
    if (reach_state_of(r, s->waits[i].thread) != NULL) *reach_state_of(r, s->waits[i].thread) |= REACH_WAITS;
  for (uint32_t i = 0; i < s->asked_count; i++)
    if (reach_state_of(r, s->asked[i]) != NULL) *reach_state_of(r, s->asked[i]) |= REACH_ASKED;
  for (int i = 0; i < 2; i++)
    if (reach_state_of(r, input[i]) != NULL) *reach_state_of(r, input[i]) |= REACH_INPUT;
  for (uint32_t i = 0; i < s->wait_count; i++) {
    uint16_t *thread = s->waits[i].blocker == WAIT_OUTSIDE ? reach_state_of(r, s->waits[i].thread) : NULL;
    if (thread == NULL) continue;
    *thread |= REACH_CALLED;
    r->calls = 1;
  }
  r->reference = classes_find(&cut->classes, "java/lang/ref/Reference");
  r->phantom = classes_find(&cut->classes, "java/lang/ref/PhantomReference");
  r->group = classes_find(&cut->classes, "java/lang/ThreadGroup");
  r->threads = classes_find(&cut->classes, "[Ljava/lang/Thread;");
  r->final = classes_find(&cut->classes, "java/lang/ref/FinalReference");
  r->hooks = classes_find(&cut->classes, "java/lang/ApplicationShutdownHooks");
  r->deadline = now_nanos() + budget;
  if (budget < 0) return 0;
  if (reach_recheck(r, why) < 0) return -1;
  /* What runs alone first: where all is well this is all there is to do, and mostly one round. */
  int done = settle(r, why), missing = 0;
  if (done <= 0) return done;
  for (uint32_t i = 0; i < s->asked_count; i++) {
    r->level[i] = was_met(r, i) ? REACH_LIVE : REACH_NOT_LIVE;
    missing |= r->level[i] == REACH_NOT_LIVE;
  }
  keep_stuck(r, REACH_STUCK_FIRST);
  if (!missing) return 0;
  /* Then all that may be: what this does not meet nothing brings. */
  r->scope = SCOPE_ALL;
  done = settle(r, why);
  if (done <= 0) return done;
  for (uint32_t i = 0; i < s->asked_count; i++)
    if (r->level[i] == REACH_NOT_LIVE) r->level[i] = was_met(r, i) ? REACH_STATIC : REACH_NOT;
  keep_stuck(r, REACH_STUCK_BEFORE);
  if (queues(r, why) != 0 || (!r->calls && reach_system(r, why) != 0)) return -1;
  return r->calls ? 0 : refine(r, why);
}

int reach_is_stuck(const struct reach *r, int64_t thread, int first) {
  const uint16_t *s = reach_state_of(r, thread);
  unsigned as = first ? REACH_STUCK_FIRST | REACH_WAITS : REACH_STUCK_BEFORE;
  return s != NULL && (*s & as) == as;
}

void reach_close(struct reach *r) {
  free(r->state);
  free(r->level);
  free(r->queue);
  for (uint32_t i = 0; r->fields != NULL && i < r->suspects->asked_count; i++) free(r->fields[i].name);
  free(r->fields);
  free(r->system);
  arena_close(&r->holders);
  memset(r, 0, sizeof *r);
}
