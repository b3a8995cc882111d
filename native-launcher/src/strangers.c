#include "strangers.h"

#define STRANGERS_MAX 256 /* to find objects by their tags costs the number of tags times that of tagged objects */

static int is_stranger(const struct object *o, const struct classes *c) {
  return (c->list[o->clazz].flags & CLASS_VIRTUAL) && (o->flags & OBJ_MET) && !(o->flags & OBJ_THREAD);
}

/* Adds one that has ended; all others are let go. Before the field says that it was started it must not be asked anything through JVMTI
 * (unborn.h). 1 when it was added, 0, or -1. */
static int add_ended(struct threads *t, struct jvm *j, struct walk *w, struct classes *c, jobject ref, jlong tag, struct fail *why) {
  jint state = 0;
  int started = t->fields.virtual_state != NULL && (*j->jni)->GetIntField(j->jni, ref, t->fields.virtual_state) != 0;
  if (!started || (*j->ti)->GetThreadState(j->ti, ref, &state) != JVMTI_ERROR_NONE || !(state & JVMTI_THREAD_STATE_TERMINATED)) {
    (*j->jni)->DeleteLocalRef(j->jni, ref);
    return 0;
  }
  int added = threads_add(t, j, c, w->objects, ref, NULL, -1, 1, why);
  if (added == 1) {
    struct thread *one = &t->list[t->count - 1];
    one->state = (uint32_t)state;
    one->flags |= THREAD_IS_DAEMON;
    object_of_tag(w->objects, tag)->flags |= OBJ_ENDED;
    t->virtual_count--;
    t->ended++;
  }
  return added;
}

int strangers_add(struct threads *t, struct jvm *j, struct walk *w, struct classes *c, struct fail *why) {
  jlong tags[STRANGERS_MAX], *of = NULL;
  jint wanted = 0, count = 0;
  jobject *found = NULL;
  for (uint32_t n = 1; n < w->objects->count && wanted < STRANGERS_MAX; n++)
    if (is_stranger(&w->objects->list[n], c)) tags[wanted++] = OBJECT_BASE + n;
  if (wanted == 0 || (*j->ti)->GetObjectsWithTags(j->ti, wanted, tags, &count, &found, &of) != JVMTI_ERROR_NONE) return 0; /* they are counted */
  int result = 0;
  for (jint i = 0; i < count; i++) {
    if (result >= 0) result = add_ended(t, j, w, c, found[i], of[i], why);
    else (*j->jni)->DeleteLocalRef(j->jni, found[i]);
  }
  jvm_free(j, found);
  jvm_free(j, of);
  return result < 0 ? -1 : 0;
}

uint64_t strangers_count(const struct walk *w, const struct classes *c) {
  uint64_t count = 0;
  for (uint32_t n = 1; n < w->objects->count; n++) count += (uint64_t)is_stranger(&w->objects->list[n], c);
  return count;
}
