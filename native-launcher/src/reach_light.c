/*
 * For each reference the JVM looks up four tags, those of both classes among them: a third to a half of what a walk costs. Most references are
 * those of the JDK's own classes, of which a search has to know next to nothing.
 */
#include <stdlib.h>

#include "reach.h"

#define WORTH_BYTES ((int64_t)8 << 20) /* of heap; in a smaller one to take the tags off costs more */

struct light {
  jclass *list; /* local references */
  uint32_t *numbers;
  jint count;
};

/* Whether a search goes by the class: it asks whose the statics are, which fields are a thread's own, and what a reference is. */
static int matters(const struct reach *r, uint32_t number) {
  const struct classes *c = &r->cut->classes;
  if (c->list[number].flags & (CLASS_APP | CLASS_OWN | CLASS_VIRTUAL | CLASS_CONTINUATION)) return 1;
  if (number == r->group || number == r->threads || number == r->hooks || number == r->registered) return 1;
  uint32_t n = number;
  while (n != 0 && n != r->reference && !(c->list[n].flags & CLASS_THREAD)) n = c->list[n].super;
  return n != 0;
}

static void take_off(struct reach *r, struct light *l) {
  struct jvm j = r->cut->jvm;
  jint count = 0;
  jclass *list = NULL;
  if ((*j.ti)->GetLoadedClasses(j.ti, &count, &list) != JVMTI_ERROR_NONE) return;
  l->list = malloc(((size_t)count + 1) * sizeof *l->list);
  l->numbers = malloc(((size_t)count + 1) * sizeof *l->numbers);
  r->all_light = l->list != NULL && l->numbers != NULL;
  for (jint i = 0; i < count; i++) {
    jlong tag = 0;
    int loose = l->list != NULL && l->numbers != NULL && (*j.ti)->GetTag(j.ti, list[i], &tag) == JVMTI_ERROR_NONE &&
                class_of_tag(&r->cut->classes, tag) != NULL && !matters(r, (uint32_t)tag) && (*j.ti)->SetTag(j.ti, list[i], 0) == JVMTI_ERROR_NONE;
    if (!loose) {
      if (class_of_tag(&r->cut->classes, tag) == NULL) r->all_light = 0; /* it was loaded after the cut */
      (*j.jni)->DeleteLocalRef(j.jni, list[i]);
      continue;
    }
    l->list[l->count] = list[i]; /* a root of the walks, as every class of the JDK's is */
    l->numbers[l->count++] = (uint32_t)tag;
  }
  jvm_free(&j, list);
}

static void give_back(struct reach *r, struct light *l) {
  struct jvm j = r->cut->jvm;
  for (jint i = 0; i < l->count; i++) {
    (*j.ti)->SetTag(j.ti, l->list[i], (jlong)l->numbers[i]);
    (*j.jni)->DeleteLocalRef(j.jni, l->list[i]);
  }
  free(l->list);
  free(l->numbers);
  free(l);
}

void reach_light(struct reach *r, int on) {
  if (on && r->light == NULL && r->cut->used_heap > WORTH_BYTES) {
    r->light = calloc(1, sizeof *r->light);
    if (r->light != NULL) take_off(r, r->light);
  } else if (!on && r->light != NULL) {
    give_back(r, r->light);
    r->light = NULL;
    r->all_light = 0;
  }
}
