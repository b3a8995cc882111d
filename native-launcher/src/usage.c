#include <stdlib.h>
#include <string.h>

#include "locks.h"

#define CANDIDATES_MAX 20000

static void free_usage(struct jvm *j, jvmtiMonitorUsage *u) {
  if (u->owner != NULL) (*j->jni)->DeleteLocalRef(j->jni, u->owner);
  for (jint i = 0; i < u->waiter_count; i++) (*j->jni)->DeleteLocalRef(j->jni, u->waiters[i]);
  for (jint i = 0; i < u->notify_waiter_count; i++) (*j->jni)->DeleteLocalRef(j->jni, u->notify_waiters[i]);
  jvm_free(j, u->waiters);
  jvm_free(j, u->notify_waiters);
}

static jlong tag(struct jvm *j, jobject object) {
  jlong id = 0;
  if (object != NULL) (*j->ti)->GetTag(j->ti, object, &id);
  return id;
}

void usage_owner(struct cut *cut, jobject object, struct monitor *m) {
  struct jvm *j = &cut->jvm;
  jvmtiMonitorUsage u;
  memset(&u, 0, sizeof u);
  if ((*j->ti)->GetObjectMonitorUsage(j->ti, object, &u) != JVMTI_ERROR_NONE) return;
  m->owner = tag(j, u.owner);
  m->entries = (uint32_t)u.entry_count;
  free_usage(j, &u);
}

static int by_thread(const void *a, const void *b) {
  int64_t x = ((const struct at_monitor *)a)->thread, y = ((const struct at_monitor *)b)->thread;
  return x < y ? -1 : x > y;
}

static void found(struct lock_search *s, jlong thread, jlong object) {
  struct at_monitor key = {.thread = thread}, *one = bsearch(&key, s->list, s->count, sizeof key, by_thread);
  if (one == NULL || one->object != 0) return;
  one->object = object;
  s->unknown--;
}

/* All threads at the monitor of this object, if it has one. */
static void try_object(struct lock_search *s, jobject object, jlong id) {
  struct jvm *j = &s->cut->jvm;
  jvmtiMonitorUsage u;
  memset(&u, 0, sizeof u);
  if ((*j->ti)->GetObjectMonitorUsage(j->ti, object, &u) != JVMTI_ERROR_NONE) return;
  for (jint i = 0; i < u.waiter_count; i++) found(s, tag(j, u.waiters[i]), id);
  for (jint i = 0; i < u.notify_waiter_count; i++) found(s, tag(j, u.notify_waiters[i]), id);
  free_usage(j, &u);
}

/* A static synchronized method locks its class, which is in no frame as a local. */
static jlong class_of_static(struct cut *cut, const struct thread *t) {
  struct jvm *j = &cut->jvm;
  const struct frame *top = stacks_frame(&cut->stacks, t->trace, 0);
  jint modifiers = 0;
  jclass k = NULL;
  if (top == NULL || (*j->ti)->GetMethodModifiers(j->ti, top->method, &modifiers) != JVMTI_ERROR_NONE) return 0;
  if ((modifiers & 0x28) != 0x28 || (*j->ti)->GetMethodDeclaringClass(j->ti, top->method, &k) != JVMTI_ERROR_NONE) return 0;
  jlong id = tag(j, k);
  (*j->jni)->DeleteLocalRef(j->jni, k);
  return id;
}

static int by_tag(const void *a, const void *b) {
  jlong x = *(const jlong *)a, y = *(const jlong *)b;
  return x < y ? -1 : x > y;
}

/* The objects in the innermost frames of the threads whose monitor is not known, each once. */
static jint candidates(struct lock_search *s, jlong *tags) {
  struct cut *cut = s->cut;
  jint count = 0, distinct = 0;
  for (const struct edge *e = walk_next(&cut->walk, NULL); e != NULL && count < CANDIDATES_MAX; e = walk_next(&cut->walk, e)) {
    struct at_monitor key = {.thread = e->from};
    if (e->kind != EDGE_LOCAL) continue;
    const struct at_monitor *one = bsearch(&key, s->list, s->count, sizeof key, by_thread);
    if (one != NULL && one->object == 0) tags[count++] = e->to;
  }
  for (uint32_t i = 0; i < s->count && count < CANDIDATES_MAX; i++) {
    const struct thread *t = s->list[i].object != 0 ? NULL : threads_by_id(&cut->threads, s->list[i].thread);
    jlong k = t == NULL ? 0 : class_of_static(cut, t);
    if (k != 0) tags[count++] = k;
  }
  qsort(tags, (size_t)count, sizeof *tags, by_tag);
  for (jint i = 0; i < count; i++)
    if (i == 0 || tags[i] != tags[distinct - 1]) tags[distinct++] = tags[i];
  return distinct;
}

void usage_blockers(struct lock_search *s) {
  struct jvm *j = &s->cut->jvm;
  jlong *tags = malloc(sizeof *tags * CANDIDATES_MAX), *ids = NULL;
  jobject *objects = NULL;
  jint count = 0;
  qsort(s->list, s->count, sizeof *s->list, by_thread);
  jint wanted = tags == NULL || !j->can_monitors ? 0 : candidates(s, tags);
  if (wanted > 0 && (*j->ti)->GetObjectsWithTags(j->ti, wanted, tags, &count, &objects, &ids) == JVMTI_ERROR_NONE) {
    for (jint i = 0; i < count; i++) {
      if (s->unknown > 0) try_object(s, objects[i], ids[i]);
      (*j->jni)->DeleteLocalRef(j->jni, objects[i]);
    }
    jvm_free(j, objects);
    jvm_free(j, ids);
  }
  free(tags);
}
