#include "suspend.h"

#include <stdlib.h>
#include <string.h>

#define ROUNDS_MAX 10 /* of looking for threads that were started meanwhile */

/* Only one agent can have it at a time, so it is taken for as long as it is used: a debugger may come along any time. */
static int capability(struct jvm *j, int take) {
  jvmtiCapabilities one;
  memset(&one, 0, sizeof one);
  one.can_suspend = 1;
  return (take ? (*j->ti)->AddCapabilities(j->ti, &one) : (*j->ti)->RelinquishCapabilities(j->ti, &one)) == JVMTI_ERROR_NONE ? 0 : -1;
}

/* The threads that run: alive, not stopped, not this one. NULL when they cannot be listed. */
static jthread *running(struct jvm *j, jint *count) {
  jthread *all = NULL, self = NULL;
  jint total = 0;
  *count = 0;
  if ((*j->ti)->GetCurrentThread(j->ti, &self) != JVMTI_ERROR_NONE) return NULL;
  if ((*j->ti)->GetAllThreads(j->ti, &total, &all) != JVMTI_ERROR_NONE) all = NULL;
  for (jint i = 0; all != NULL && i < total; i++) {
    jint state = 0;
    int runs = !(*j->jni)->IsSameObject(j->jni, all[i], self) && (*j->ti)->GetThreadState(j->ti, all[i], &state) == JVMTI_ERROR_NONE &&
               (state & JVMTI_THREAD_STATE_ALIVE) && !(state & JVMTI_THREAD_STATE_SUSPENDED);
    if (runs) all[(*count)++] = all[i];
    else (*j->jni)->DeleteLocalRef(j->jni, all[i]);
  }
  (*j->jni)->DeleteLocalRef(j->jni, self);
  return all;
}

/* Remembers whom it has stopped. -1 when one could not be, though it has not ended. */
static int stop(struct suspended *s, struct jvm *j, const jthread *list, jint count, jvmtiError *results) {
  jvmtiError e = (*j->ti)->SuspendThreadList(j->ti, count, list, results);
  int result = e == JVMTI_ERROR_NONE ? 0 : -1;
  for (jint i = 0; i < count; i++) {
    if (e == JVMTI_ERROR_NONE && results[i] == JVMTI_ERROR_NONE) {
      s->list[s->count++] = list[i];
      continue;
    }
    if (e == JVMTI_ERROR_NONE && results[i] != JVMTI_ERROR_THREAD_NOT_ALIVE && results[i] != JVMTI_ERROR_THREAD_SUSPENDED) result = -1;
    (*j->jni)->DeleteLocalRef(j->jni, list[i]);
  }
  return result;
}

/* One look at who runs. How many did, and are stopped now; -1 when that cannot be done. */
static jint round_of(struct suspended *s, struct jvm *j) {
  jint count = 0;
  jthread *list = running(j, &count);
  if (list == NULL) return -1;
  jvmtiError *results = malloc(((size_t)count + 1) * sizeof *results);
  if (s->count + count > s->size) {
    jthread *more = realloc(s->list, ((size_t)s->count + (size_t)count) * sizeof *more);
    if (more != NULL) s->list = more, s->size = s->count + count;
  }
  jint result = count;
  if (count > 0 && (results == NULL || s->count + count > s->size || stop(s, j, list, count, results) != 0)) result = -1;
  free(results);
  jvm_free(j, list);
  return result;
}

int suspend_others(struct suspended *s, struct jvm *j) {
  memset(s, 0, sizeof *s);
  if (capability(j, 1) != 0) return 1;
  s->since = now_nanos();
  jint found = 1;
  for (int i = 0; found > 0 && i < ROUNDS_MAX; i++) found = round_of(s, j);
  if (found == 0) return 0;
  suspend_end(s, j);
  return 1;
}

int suspend_held(const struct suspended *s, struct jvm *j) {
  jint count = 0;
  jthread *list = running(j, &count);
  (void)s;
  for (jint i = 0; list != NULL && i < count; i++) (*j->jni)->DeleteLocalRef(j->jni, list[i]);
  jvm_free(j, list);
  return list != NULL && count == 0;
}

void suspend_end(struct suspended *s, struct jvm *j) {
  jvmtiError *results = s->count == 0 ? NULL : malloc((size_t)s->count * sizeof *results);
  if (results == NULL || (*j->ti)->ResumeThreadList(j->ti, s->count, s->list, results) != JVMTI_ERROR_NONE)
    for (jint i = 0; i < s->count; i++) (*j->ti)->ResumeThread(j->ti, s->list[i]);
  for (jint i = 0; i < s->count; i++) (*j->jni)->DeleteLocalRef(j->jni, s->list[i]);
  free(results);
  free(s->list);
  s->list = NULL;
  s->count = s->size = 0;
  capability(j, 0);
}
