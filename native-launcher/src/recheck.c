/*
 * Between the cut and the search the program has gone on: a thread that has what it waited for may hold what others wait for.
 */
#include <stdlib.h>

#include "reach.h"

#define VIRTUAL_MAX 1000 /* fetching them by their tags costs their number times the number of tags */

struct recheck {
  struct reach *r;
  struct thread_fields fields;
  uint8_t *seen; /* by place of the wait */
};

enum seen { GOES_ON, WAITS, UNASKED };

static int waits_still(struct recheck *c, const struct wait *w, jthread thread) {
  struct jvm j = c->r->cut->jvm;
  jint state = 0;
  if ((*j.ti)->GetThreadState(j.ti, thread, &state) != JVMTI_ERROR_NONE) return 0;
  if (w->blocker == WAIT_OUTSIDE) return (state & (JVMTI_THREAD_STATE_IN_NATIVE | JVMTI_THREAD_STATE_WAITING)) != 0;
  /* While the initialiser has not gone on, the class is not initialised, and he goes on when that one does. */
  if (w->blocker == WAIT_CLASS) return (state & JVMTI_THREAD_STATE_ALIVE) != 0;
  if (w->blocker == WAIT_CARRIER) {
    if (c->fields.carrier == NULL || !(state & JVMTI_THREAD_STATE_RUNNABLE)) return 0;
    jobject carrier = (*j.jni)->GetObjectField(j.jni, thread, c->fields.carrier);
    if (carrier != NULL) (*j.jni)->DeleteLocalRef(j.jni, carrier);
    return carrier == NULL;
  }
  /* A suspect that waits with a limit is one whose layout says that the limit is none. */
  if (!(state & (JVMTI_THREAD_STATE_WAITING | JVMTI_THREAD_STATE_BLOCKED_ON_MONITOR_ENTER))) return 0;
  if (w->blocker == 0) return 1;
  if (c->fields.park_blocker == NULL) return 0;
  jlong tag = 0;
  jobject blocker = (*j.jni)->GetObjectField(j.jni, thread, c->fields.park_blocker);
  if (blocker == NULL) return 0;
  jvmtiError e = (*j.ti)->GetTag(j.ti, blocker, &tag);
  (*j.jni)->DeleteLocalRef(j.jni, blocker);
  return e == JVMTI_ERROR_NONE && tag == w->blocker;
}

static void look(struct recheck *c, jlong tag, jthread thread) {
  const struct suspects *s = c->r->suspects;
  const struct wait *w = suspects_wait_of(s, tag);
  if (w != NULL) c->seen[w - s->waits] = waits_still(c, w, thread) ? WAITS : GOES_ON;
}

static int platform(struct recheck *c, struct fail *why) {
  struct jvm j = c->r->cut->jvm;
  jint count = 0;
  jthread *all = NULL;
  jvmtiError e = (*j.ti)->GetAllThreads(j.ti, &count, &all);
  if (e != JVMTI_ERROR_NONE) return fail(why, "cannot list the threads: %s (%d)", jvm_error(e), (int)e);
  for (jint i = 0; i < count; i++) {
    jlong tag = 0;
    if ((*j.ti)->GetTag(j.ti, all[i], &tag) == JVMTI_ERROR_NONE && tag != 0) look(c, tag, all[i]);
    (*j.jni)->DeleteLocalRef(j.jni, all[i]);
  }
  jvm_free(&j, all);
  return 0;
}

static int virtual_ones(struct recheck *c, struct fail *why) {
  struct jvm j = c->r->cut->jvm;
  const struct suspects *s = c->r->suspects;
  jlong *tags = malloc(sizeof *tags * VIRTUAL_MAX), *found_tags = NULL;
  jint wanted = 0, count = 0;
  jobject *found = NULL;
  if (tags == NULL) return fail(why, "out of memory for the threads");
  for (uint32_t i = 0; i < s->wait_count; i++) {
    const struct object *o = object_of_tag(&c->r->cut->objects, s->waits[i].thread);
    const uint16_t *state = reach_state_of(c->r, s->waits[i].thread);
    if (o == NULL || !(*state & REACH_WAITS) || !(c->r->cut->classes.list[o->clazz].flags & CLASS_VIRTUAL)) continue;
    if (wanted < VIRTUAL_MAX) tags[wanted++] = s->waits[i].thread;
    else c->seen[i] = UNASKED;
  }
  jvmtiError e = wanted == 0 ? JVMTI_ERROR_NONE : (*j.ti)->GetObjectsWithTags(j.ti, wanted, tags, &count, &found, &found_tags);
  free(tags);
  if (e != JVMTI_ERROR_NONE) return fail(why, "cannot find the virtual threads: %s (%d)", jvm_error(e), (int)e);
  for (jint i = 0; i < count; i++) {
    look(c, found_tags[i], found[i]);
    (*j.jni)->DeleteLocalRef(j.jni, found[i]);
  }
  jvm_free(&j, found);
  jvm_free(&j, found_tags);
  return 0;
}

int64_t reach_recheck(struct reach *r, struct fail *why) {
  struct recheck c = {.r = r};
  struct jvm j = r->cut->jvm;
  struct threads t;
  int64_t stuck = 0;
  c.seen = calloc((size_t)r->suspects->wait_count + 1, 1);
  if (c.seen == NULL || (*j.jni)->PushLocalFrame(j.jni, 64) != 0) {
    jvm_threw(&j);
    free(c.seen);
    return fail(why, "out of memory for the threads");
  }
  int result = threads_open(&t, &j);
  c.fields = t.fields;
  threads_close(&t);
  if (result != 0) fail(why, "out of memory for the threads");
  if (result == 0) result = platform(&c, why);
  if (result == 0) result = virtual_ones(&c, why);
  (*j.jni)->PopLocalFrame(j.jni, NULL); /* references would be roots of the next walk */
  for (uint32_t i = 0; result == 0 && i < r->suspects->wait_count; i++) {
    uint16_t *s = reach_state_of(r, r->suspects->waits[i].thread);
    if (s == NULL || c.seen[i] == WAITS || !(*s & REACH_WAITS)) continue;
    stuck += (*s & REACH_STUCK) != 0;
    if (c.seen[i] == UNASKED) r->unasked++;
    else r->moved++;
    *s &= (uint16_t)~(REACH_WAITS | REACH_STUCK);
  }
  free(c.seen);
  return result == 0 ? stuck : -1;
}
