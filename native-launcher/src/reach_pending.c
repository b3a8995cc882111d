/*
 * What was pending in the cut may have come before the search began, and nothing leads to it since. So what nobody who runs leads to is
 * looked at again afterwards: what has not come by then, nobody who ran during the search can have been about to bring.
 */
#include <stdlib.h>

#include "hand.h"
#include "reach.h"
#include "settled.h"

#define PENDING_MAX 1000           /* of very many, these stand for all */
#define PENDING_NANOS 100000000.0 /* for fetching them by their tags, at the cost of their number times the number of tags */

static int is_in_question(const struct reach *r, uint32_t i) {
  const struct object *o = object_of_tag(&r->cut->objects, r->suspects->asked[i]);
  return o != NULL && r->level[i] != REACH_LIVE && r->level[i] != REACH_UNKNOWN && tells_when_settled(r->cut, o->clazz);
}

static uint32_t most(const struct reach *r) {
  double tags = (double)r->cut->classes.count + r->cut->objects.count;
  double fits = PENDING_NANOS / (tags * HAND_FETCH_NANOS);
  return fits < 1 ? 1 : fits > PENDING_MAX ? PENDING_MAX : (uint32_t)fits;
}

/* Marks those that have not come. What is found no more is garbage, and nobody waits for it. */
static int look(struct reach *r, const jlong *tags, jint wanted, struct fail *why) {
  struct jvm j = r->cut->jvm;
  jint count = 0;
  jobject *found = NULL;
  jlong *found_tags = NULL;
  jvmtiError e = (*j.ti)->GetObjectsWithTags(j.ti, wanted, tags, &count, &found, &found_tags);
  if (e != JVMTI_ERROR_NONE) return fail(why, "cannot look again at what is waited for: %s (%d)", jvm_error(e), (int)e);
  for (jint i = 0; i < count; i++) {
    const struct object *o = object_of_tag(&r->cut->objects, found_tags[i]);
    if (o != NULL && !has_come(r->cut, found[i], o->clazz)) *reach_state_of(r, found_tags[i]) |= REACH_PENDING;
    (*j.jni)->DeleteLocalRef(j.jni, found[i]);
  }
  jvm_free(&j, found);
  jvm_free(&j, found_tags);
  return 0;
}

int reach_pending(struct reach *r, struct fail *why) {
  uint32_t limit = most(r), asked = r->suspects->asked_count, wanted = 0, came = 0, looked = 0;
  jlong *tags = malloc(sizeof *tags * limit);
  if (tags == NULL) return fail(why, "out of memory after the search");
  for (uint32_t i = 0; i < asked && wanted < limit; i++)
    if (is_in_question(r, i)) tags[wanted++] = r->suspects->asked[i];
  int result = wanted == 0 ? 0 : look(r, tags, (jint)wanted, why);
  free(tags);
  for (uint32_t i = 0; i < asked && result == 0; i++) {
    if (!is_in_question(r, i)) continue;
    uint16_t *s = reach_state_of(r, r->suspects->asked[i]);
    if (looked++ >= wanted) { /* one of the others */
      if (came == 0) *s |= REACH_PENDING;
      continue;
    }
    if (*s & REACH_PENDING) continue;
    r->level[i] = REACH_LIVE;
    r->queue[i] = 0;
    came++;
  }
  return result;
}
