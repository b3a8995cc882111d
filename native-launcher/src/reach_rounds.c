/*
 * Rounds of a search until nobody wakes up any more. The first is one FollowReferences from all roots, as JVMTI cannot go on from where a walk
 * ended; each later one begins at the frames of those who have woken since, and ends at what was met before. Nothing is tagged, so that the rounds
 * cost the same.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "reach.h"
#include "unborn.h"

#define CLOCK_EVERY 256
#define RECHECKS 3

int reach_is_virtual(const struct reach *r, jlong tag) {
  const struct object *o = object_of_tag(&r->cut->objects, tag);
  return o != NULL && (r->cut->classes.list[o->clazz].flags & CLASS_VIRTUAL);
}

static int has_woken(const struct reach *r, jlong thread) {
  const uint16_t *s = reach_state_of(r, thread);
  return s != NULL && (*s & REACH_WOKEN);
}

/* In a later round only what those refer to who have woken up since the last one leads on, beside what that leads to. */
static int is_of_woken(const struct reach *r, jvmtiHeapReferenceKind kind, const jvmtiHeapReferenceInfo *info, jlong tag) {
  switch (kind) {
    case JVMTI_HEAP_REFERENCE_STACK_LOCAL: return has_woken(r, info->stack_local.thread_tag);
    case JVMTI_HEAP_REFERENCE_JNI_LOCAL: return has_woken(r, info->jni_local.thread_tag);
    case JVMTI_HEAP_REFERENCE_THREAD: return has_woken(r, tag);
    case JVMTI_HEAP_REFERENCE_JNI_GLOBAL:
    case JVMTI_HEAP_REFERENCE_SYSTEM_CLASS:
    case JVMTI_HEAP_REFERENCE_MONITOR:
    case JVMTI_HEAP_REFERENCE_OTHER: return 0;
    default: return 1;
  }
}

/* Whether an earlier round has been there, and on to all that it leads to: of the classes whose tags are taken off each is a root. */
static int was_entered(const struct reach *r, jvmtiHeapReferenceKind kind, const uint16_t *state, jlong tag) {
  if (state != NULL) return (*state & REACH_MET) != 0;
  if (kind == JVMTI_HEAP_REFERENCE_CLASS && tag == 0 && r->all_light) return 1;
  return tag > 0 && (uint64_t)tag < r->class_count && r->classes_met[tag];
}

/* Most references: nothing is known of either end, and so nothing against it. */
static int is_plain(jvmtiHeapReferenceKind kind, jlong class_tag, jlong from_class, jlong tag, const jlong *from) {
  if ((class_tag | from_class | tag) != 0 || from == NULL || *from != 0) return 0;
  return kind == JVMTI_HEAP_REFERENCE_FIELD || kind == JVMTI_HEAP_REFERENCE_ARRAY_ELEMENT;
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
  if (r->aborted || r->all_met) return JVMTI_VISIT_ABORT;
  if (is_plain(kind, class_tag, from_class, *tag, from)) return JVMTI_VISIT_OBJECTS;
  if (r->from_woken && !is_of_woken(r, kind, info, *tag)) return 0;
  if (!reach_counts(r, kind, info, class_tag, from_class, *tag, from == NULL ? 0 : *from)) return 0;
  uint16_t *s = reach_state_of(r, *tag);
  if (r->from_woken && kind != JVMTI_HEAP_REFERENCE_THREAD && was_entered(r, kind, s, *tag)) return 0;
  if (s != NULL) *s |= REACH_MET;
  else if (*tag > 0 && (uint64_t)*tag < r->class_count) r->classes_met[*tag] = 1;
  if (s != NULL && (*s & REACH_OPEN)) {
    *s &= (uint16_t)~REACH_OPEN;
    if (--r->open == 0 && !r->thorough) {
      r->all_met = 1;
      return JVMTI_VISIT_ABORT;
    }
  }
  if (may_be_unborn(&r->cut->classes, &r->cut->objects, kind, class_tag, from_class, *tag)) return 0;
  if (s == NULL || !(*s & REACH_STUCK)) return JVMTI_VISIT_OBJECTS;
  /* A virtual thread's frames come with its object. Who knows the thread of a selector has not what its class keeps in fields of its own. */
  return (*s & REACH_CALLED) || reach_is_virtual(r, *tag) ? 0 : JVMTI_VISIT_OBJECTS;
}

/* What the whole process has run: while it stands still that is the walk, and little else. */
static int64_t processor_nanos(void) {
  struct timespec t;
  return clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t) == 0 ? (int64_t)t.tv_sec * 1000000000 + t.tv_nsec : 0;
}

/* A walk is over as soon as all is met of which it is not known yet who leads to it. */
static void open_all(struct reach *r) {
  r->open = 0;
  for (uint32_t i = 0; i < r->suspects->asked_count; i++) {
    uint16_t *s = reach_state_of(r, r->suspects->asked[i]);
    if (s == NULL || (*s & (REACH_OPEN | REACH_MET)) || r->level[i] != r->sought) continue;
    *s |= REACH_OPEN;
    r->open++;
  }
}

int64_t reach_left(const struct reach *r) { return r->budget - r->pause; }

/* The state of each object without some bits. */
static void clear(struct reach *r, unsigned bits) {
  for (uint32_t n = 0; n < r->cut->objects.count; n++) r->state[n] &= (uint16_t)~bits;
}

/* From the roots, or from an object. */
static int walk(struct reach *r, jobject start, struct fail *why) {
  struct jvm j = r->cut->jvm;
  jvmtiHeapCallbacks callbacks;
  memset(&callbacks, 0, sizeof callbacks);
  callbacks.heap_reference_callback = on_edge;
  clear(r, r->from_woken ? REACH_OPEN : REACH_MET | REACH_OPEN);
  if (!r->from_woken) memset(r->classes_met, 0, r->class_count);
  open_all(r);
  if (start == NULL && !r->from_woken && !r->holders_known) arena_reset(&r->holders, 0); /* they stand in frames, which are roots */
  r->edges = 0;
  r->first = r->all_met = 0;
  r->last = r->called = now_nanos();
  r->deadline = r->called + reach_left(r);
  int64_t ran = processor_nanos();
  r->walks++;
  jvmtiError e = (*j.ti)->FollowReferences(j.ti, 0, NULL, start, &callbacks, r);
  if (e != JVMTI_ERROR_NONE) return fail(why, "the JVM refuses to walk its heap: %s (%d)", jvm_error(e), (int)e);
  int64_t end = r->aborted ? r->last : now_nanos();
  r->pause += end - r->called;
  r->processor += processor_nanos() - ran;
  if (end - r->called > r->longest) r->longest = end - r->called;
  r->closing += now_nanos() - end;
  return 0;
}

int reach_walk_from(struct reach *r, jlong tag, struct fail *why) {
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

/* What is queued leads on while one of those may run who take from there. How many queues lead on that did not before. */
static uint32_t feed(struct reach *r) {
  uint32_t released = 0;
  for (uint32_t i = 0; i < r->suspects->feed_count; i++) {
    const struct feed *f = &r->suspects->feeds[i];
    uint16_t *queue = reach_state_of(r, f->queue);
    int held = queue != NULL && (*queue & REACH_HELD);
    for (uint32_t t = 0; t < f->count && held; t++) held = reach_stuck_now(r, r->suspects->targets[f->first + t]);
    if (held || queue == NULL || !(*queue & REACH_HELD)) continue;
    *queue = (uint16_t)((*queue & ~REACH_HELD) | REACH_FED);
    released++;
  }
  return released;
}

void reach_hold_queues(struct reach *r) {
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
        goes_on = target == NULL || ((o->flags & (OBJ_THREAD | OBJ_ENDED)) == OBJ_THREAD ? !(*target & REACH_STUCK) : (*target & REACH_MET) != 0);
      }
      if (!goes_on) continue;
      *s = (uint16_t)((*s & ~REACH_STUCK) | REACH_WOKEN);
      if ((*s & REACH_CALLED) || reach_is_virtual(r, w->thread)) r->anew = 1;
      woken++;
    }
    all += woken;
  }
  return all + feed(r);
}

void reach_begin(struct reach *r, unsigned stuck) {
  for (uint32_t n = 0; n < r->cut->objects.count; n++) {
    r->state[n] &= (uint16_t) ~(REACH_MET | REACH_STUCK | REACH_WOKEN | REACH_FED);
    if ((r->state[n] & stuck) == stuck) r->state[n] |= REACH_STUCK;
  }
  reach_hold_queues(r);
}

/* What queues lead to that lead on only now. */
static int from_queues(struct reach *r, struct fail *why) {
  for (uint32_t i = 0; i < r->suspects->feed_count && !r->aborted && !r->all_met; i++) {
    uint16_t *queue = reach_state_of(r, r->suspects->feeds[i].queue);
    if (queue == NULL || !(*queue & REACH_FED)) continue;
    *queue &= (uint16_t)~REACH_FED;
    if (reach_walk_from(r, r->suspects->feeds[i].queue, why) != 0) return -1;
  }
  return 0;
}

/* Rounds until nobody wakes up any more. 1 when that was reached, 0 when the time was up before, -1 with the reason. */
static int to_the_end(struct reach *r, struct fail *why) {
  wake(r); /* who waits for a thread that runs */
  for (r->from_woken = 0;;) {
    if (reach_left(r) < (r->from_woken ? 1 : r->least)) return 0;
    if (!r->from_woken) clear(r, REACH_WOKEN | REACH_FED); /* the whole walk counts them anyway */
    if (walk(r, NULL, why) != 0 || (r->from_woken && from_queues(r, why) != 0)) return -1;
    if (r->aborted) return 0;
    if (r->all_met) return 1; /* more rounds would reach more, and all that may be reached is */
    r->anew = 0;
    clear(r, REACH_WOKEN);
    if (wake(r) == 0) return 1;
    r->from_woken = !r->anew;
    /* Another whole one takes as long as the last did, and one that would be stopped tells nothing. */
    r->least = r->from_woken ? 1 : r->longest;
  }
}

int reach_settle(struct reach *r, struct fail *why) {
  r->least = 1;
  for (int i = 0; i < RECHECKS; i++) {
    int done = to_the_end(r, why);
    r->from_woken = 0;
    int64_t moved = done == 1 ? reach_recheck(r, why) : 0;
    if (done != 1 || moved <= 0) return moved < 0 ? -1 : done;
    r->least = r->longest;
  }
  r->restless = 1;
  return 0; /* so many go on all the time that nothing can be said */
}

int reach_walk_woken(struct reach *r, struct fail *why) {
  r->from_woken = 1;
  int result = walk(r, NULL, why);
  r->from_woken = 0;
  return result;
}

int reach_from_stuck(struct reach *r, struct fail *why) {
  int is_any_virtual = 0, any = 0;
  for (uint32_t n = 0; n < r->cut->objects.count; n++) {
    if (!(r->state[n] & REACH_STUCK)) continue;
    any = 1;
    is_any_virtual |= reach_is_virtual(r, OBJECT_BASE + n);
    r->state[n] = (uint16_t)((r->state[n] & ~REACH_STUCK) | REACH_WOKEN);
  }
  if (is_any_virtual || reach_left(r) <= 0) return 0;
  return any && reach_walk_woken(r, why) != 0 ? -1 : !r->aborted;
}
