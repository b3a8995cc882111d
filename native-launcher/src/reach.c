/*
 * What is asked for first is what nothing brings, whatever counts: one walk of all, mostly. Only what that meets is looked for by what
 * runs alone. So the little time that there may be is spent on what is lost.
 */
#include "reach.h"

#include <stdlib.h>
#include <string.h>

#define HOLDERS_BYTES ((size_t)1 << 20)
#define FEEDS_MAX 8 /* each is a pause */

static int was_met(const struct reach *r, uint32_t place) {
  const uint16_t *s = reach_state_of(r, r->suspects->asked[place]);
  return s == NULL || (*s & REACH_MET);
}

/*
 * What nobody who runs leads to may be in a queue, even if nobody but those who take from it knows that one. What there is no time
 * for is not known.
 */
static int queues(struct reach *r, struct fail *why) {
  const struct suspects *s = r->suspects;
  uint32_t missing = 0, looked = 0;
  int done = 1;
  r->sought = REACH_NOT;
  r->from_woken = 1; /* what was met leads to none of these */
  for (uint32_t i = 0; i < s->asked_count; i++) missing += r->level[i] == REACH_NOT;
  for (uint32_t f = 0; f < s->feed_count && missing > 0 && done; f++) {
    uint16_t *queue = reach_state_of(r, s->feeds[f].queue);
    if (queue == NULL || !(*queue & REACH_HELD)) continue;
    *queue &= (uint16_t)~REACH_HELD;
    done = looked++ < FEEDS_MAX && reach_left(r) > 0;
    if (done && reach_walk_from(r, s->feeds[f].queue, why) != 0) return -1;
    done &= !r->aborted;
    for (uint32_t i = 0; i < s->asked_count && done; i++) {
      if (r->level[i] != REACH_NOT || !was_met(r, i)) continue;
      r->level[i] = REACH_QUEUED;
      r->queue[i] = f + 1;
      missing--;
    }
  }
  r->from_woken = 0;
  if (done) return 0;
  for (uint32_t i = 0; i < s->asked_count; i++)
    if (r->level[i] == REACH_NOT) r->level[i] = REACH_NOT_LIVE;
  return 0;
}

/* What no thread waits for itself: it was within reach in the cut, and may be garbage since. */
static uint32_t mark_threadless(const struct reach *r, uint8_t *threadless) {
  const struct suspects *s = r->suspects;
  uint8_t *targets = calloc((size_t)r->cut->objects.count + 1, 1);
  uint32_t count = 0;
  if (targets == NULL) return 0;
  for (uint32_t w = 0; w < s->wait_count; w++)
    for (uint32_t t = s->waits[w].first; t < s->waits[w].first + s->waits[w].count; t++)
      if (object_of_tag(&r->cut->objects, s->targets[t]) != NULL) targets[s->targets[t] - OBJECT_BASE] = 1;
  for (uint32_t i = 0; i < s->asked_count; i++) {
    threadless[i] = r->level[i] == REACH_NOT && !targets[s->asked[i] - OBJECT_BASE];
    count += threadless[i];
  }
  free(targets);
  return count;
}

/*
 * What nothing leads to, not even what a stuck thread has, is garbage that the collector has not come by yet: nobody is behind it. Where that
 * cannot be told nothing is concluded from it.
 */
static int leave_garbage(struct reach *r, struct fail *why) {
  uint32_t asked = r->suspects->asked_count;
  uint8_t *threadless = calloc((size_t)asked + 1, 1);
  if (threadless == NULL) return fail(why, "out of memory during the search");
  int result = 0;
  if (mark_threadless(r, threadless) > 0) {
    r->sought = REACH_NOT;
    int told = reach_from_stuck(r, why);
    for (uint32_t i = 0; i < asked; i++)
      if (threadless[i] && (told != 1 || !was_met(r, i))) r->level[i] = told == 1 ? REACH_LIVE : REACH_NOT_LIVE;
    result = told < 0 ? -1 : 0;
  }
  free(threadless);
  return result;
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
  if (count_unnamed(r) == 0 || reach_left(r) <= 0) return 0;
  reach_light(r, 0);
  if (reach_fields(r, why) != 0) return -1;
  reach_light(r, 1);
  r->thorough = 0;
  for (enum reach_scope scope = SCOPE_STATICS; scope < SCOPE_ALL && count_unnamed(r) > 0; scope++) {
    if (scope == SCOPE_STATICS) reach_begin(r, REACH_STUCK_FIRST | REACH_WAITS);
    r->scope = scope;
    int done = reach_settle(r, why);
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

static int allocate(struct reach *r, struct cut *cut, const struct suspects *s, struct fail *why) {
  r->class_count = cut->classes.count;
  r->state = calloc((size_t)cut->objects.count + REACH_FIELD_OBJECTS + 1, sizeof *r->state);
  r->classes_met = calloc((size_t)r->class_count + 1, 1);
  r->level = calloc((size_t)s->asked_count + 1, 1);
  r->queue = calloc((size_t)s->asked_count + 1, sizeof *r->queue);
  r->fields = calloc((size_t)s->asked_count + 1, sizeof *r->fields);
  if (r->state == NULL || r->classes_met == NULL || r->level == NULL || r->queue == NULL || r->fields == NULL || arena_open(&r->holders, HOLDERS_BYTES) != 0)
    return fail(why, "out of memory before the search");
  return 0;
}

static void mark(struct reach *r, const jlong *input) {
  const struct suspects *s = r->suspects;
  const struct cut *cut = r->cut;
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
  for (uint32_t n = 1; n < cut->objects.count; n++)
    if (cut->classes.list[cut->objects.list[n].clazz].flags & CLASS_OWN) r->state[n] = (uint16_t)((r->state[n] & ~REACH_WAITS) | REACH_OWN);
  r->reference = classes_find(&cut->classes, "java/lang/ref/Reference");
  r->phantom = classes_find(&cut->classes, "java/lang/ref/PhantomReference");
  r->group = classes_find(&cut->classes, "java/lang/ThreadGroup");
  r->threads = classes_find(&cut->classes, "[Ljava/lang/Thread;");
  r->final = classes_find(&cut->classes, "java/lang/ref/FinalReference");
  r->hooks = classes_find(&cut->classes, "java/lang/ApplicationShutdownHooks");
  r->registered = classes_find(&cut->classes, "com/sun/jmx/mbeanserver/NamedObject");
}

/*
 * By what runs alone, what something or other leads to. Without the time for that nothing is known of these, and who is stuck is taken to be
 * so whatever counts.
 */
static int by_what_runs(struct reach *r, struct fail *why) {
  r->scope = SCOPE_RUNNING;
  r->sought = REACH_STATIC;
  r->holders_known = 1; /* all that may be has been followed to the end: no walk after that tells who holds */
  reach_begin(r, REACH_WAITS);
  int done = reach_settle(r, why);
  if (done < 0) return -1;
  for (uint32_t i = 0; i < r->suspects->asked_count; i++)
    if (r->level[i] == REACH_STATIC) r->level[i] = done == 0 ? REACH_UNKNOWN : was_met(r, i) ? REACH_LIVE : REACH_STATIC;
  for (uint32_t n = 0; n < r->cut->objects.count; n++)
    if (r->state[n] & (done == 1 ? REACH_STUCK : REACH_STUCK_BEFORE)) r->state[n] |= REACH_STUCK_FIRST;
  return done;
}

/* The search itself. 0 also when the time is up. */
static int search(struct reach *r, struct fail *why) {
  const struct suspects *s = r->suspects;
  int lost = 0;
  r->scope = SCOPE_ALL;
  if (reach_recheck(r, why) < 0) return -1;
  reach_begin(r, REACH_WAITS);
  int done = reach_settle(r, why);
  if (done <= 0) return done;
  for (uint32_t i = 0; i < s->asked_count; i++) {
    r->level[i] = was_met(r, i) ? REACH_STATIC : REACH_NOT;
    lost |= r->level[i] == REACH_NOT;
  }
  for (uint32_t n = 0; n < r->cut->objects.count; n++)
    if (r->state[n] & REACH_STUCK) r->state[n] |= REACH_STUCK_BEFORE;
  if (lost && (queues(r, why) != 0 || leave_garbage(r, why) != 0)) return -1;
  r->thorough = lost; /* of whom it is asked whether others go on */
  done = by_what_runs(r, why);
  int refined = 0;
  for (uint32_t i = 0; i < s->asked_count; i++) refined |= r->level[i] == REACH_STATIC;
  if (done < 0 || (!r->calls && (lost || refined) && reach_system(r, why) != 0)) return -1;
  if (done == 1 && !r->calls && lost && reach_behind(r, why) != 0) return -1;
  return done == 0 || r->calls ? 0 : refine(r, why);
}

int reach_search(struct reach *r, struct cut *cut, const struct suspects *s, int64_t budget, struct fail *why) {
  memset(r, 0, sizeof *r);
  r->cut = cut;
  r->suspects = s;
  r->budget = budget;
  jlong input[2];
  reach_input(cut, &input[0], &input[1]);
  if (allocate(r, cut, s, why) != 0) return -1;
  mark(r, input);
  if (budget < 0) return 0;
  reach_light(r, 1);
  int result = search(r, why);
  reach_light(r, 0);
  return result;
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
  free(r->classes_met);
  for (uint32_t i = 0; r->fields != NULL && i < r->suspects->asked_count; i++) free(r->fields[i].name);
  free(r->fields);
  free(r->system);
  arena_close(&r->holders);
  memset(r, 0, sizeof *r);
}
