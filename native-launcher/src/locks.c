#include "locks.h"

#include <stdlib.h>
#include <string.h>

#define OWNERS_ASKED_MAX 5000
#define AT_MONITOR (JVMTI_THREAD_STATE_BLOCKED_ON_MONITOR_ENTER | JVMTI_THREAD_STATE_IN_OBJECT_WAIT)

/* parkBlocker of platform threads; that of virtual threads is known since before the walk. */
static void read_park_blockers(struct cut *cut) {
  struct jvm *j = &cut->jvm;
  for (uint32_t i = 0; i < cut->threads.count && cut->threads.fields.park_blocker != NULL; i++) {
    struct thread *t = &cut->threads.list[i];
    if (t->flags & THREAD_IS_VIRTUAL) continue;
    jobject blocker = (*j->jni)->GetObjectField(j->jni, t->ref, cut->threads.fields.park_blocker);
    if (blocker == NULL) continue;
    (*j->ti)->GetTag(j->ti, blocker, &t->blocker);
    if (t->blocker < OBJECT_BASE) t->blocker = 0; /* a class, or nothing that this cut knows */
    (*j->jni)->DeleteLocalRef(j->jni, blocker);
  }
}

static int by_object(const void *a, const void *b) {
  const struct at_monitor *x = a, *y = b;
  if (x->object != y->object) return x->object < y->object ? -1 : 1;
  return x->in_wait != y->in_wait ? x->in_wait - y->in_wait : (x->thread > y->thread) - (x->thread < y->thread);
}

/* Makes one monitor of all threads at the same object. */
static void group(struct lock_search *s, int source) {
  struct monitors *m = &s->cut->monitors;
  qsort(s->list, s->count, sizeof *s->list, by_object);
  for (uint32_t i = 0; i < s->count;) {
    uint32_t end = i;
    while (end < s->count && s->list[end].object == s->list[i].object) end++;
    struct monitor *one = s->list[i].object == 0 ? NULL : monitors_add(m, s->list[i].object, source);
    for (; i < end; i++) {
      struct thread *t = threads_by_id(&s->cut->threads, s->list[i].thread);
      if (one == NULL) continue;
      monitors_add_waiter(m, s->list[i].thread);
      if (s->list[i].in_wait) one->waiting++;
      else one->entering++;
      if (t != NULL) t->blocker = s->list[i].object;
    }
  }
}

/* Owners through JVMTI, for all monitors at once: the objects are fetched by their tags. */
static void ask_owners(struct cut *cut) {
  struct jvm *j = &cut->jvm;
  struct monitors *m = &cut->monitors;
  jint count = 0;
  jobject *objects = NULL;
  jlong *tags = malloc(((size_t)m->count + 1) * sizeof *tags), *found = NULL;
  /* GetObjectsWithTags compares each tag with each object, so there is a limit to asking for many. */
  uint32_t wanted = m->count < OWNERS_ASKED_MAX ? m->count : OWNERS_ASKED_MAX;
  for (uint32_t i = 0; tags != NULL && i < wanted; i++) tags[i] = m->list[i].object;
  notice(&cut->notices, "monitor-unknown", tags == NULL ? wanted : 0, "out of memory for the owners of monitors");
  notice(&cut->notices, "monitor-unknown", m->count - wanted, "monitors whose owner was not asked for, beyond %d", OWNERS_ASKED_MAX);
  if (tags != NULL && m->count > 0 && j->can_monitors) {
    jvmtiError e = (*j->ti)->GetObjectsWithTags(j->ti, (jint)wanted, tags, &count, &objects, &found);
    notice(&cut->notices, "monitor-unknown", e == JVMTI_ERROR_NONE ? 0 : wanted, "monitors whose owner could not be asked for: %s (%d)", jvm_error(e), (int)e);
    for (jint i = 0; i < count; i++) {
      struct monitor *one = monitors_find(m, found[i]);
      if (one != NULL && one->owner == 0) usage_owner(cut, objects[i], one);
      (*j->jni)->DeleteLocalRef(j->jni, objects[i]);
    }
    jvm_free(j, objects);
    jvm_free(j, found);
  }
  free(tags);
}

void locks_gather(struct cut *cut) {
  struct lock_search s = {.cut = cut, .list = malloc(((size_t)cut->threads.count + 1) * sizeof *s.list)};
  if (s.list == NULL) {
    notice(&cut->notices, "monitor-unknown", 1, "out of memory for the monitors");
    return;
  }
  read_park_blockers(cut);
  for (uint32_t i = 0; i < cut->threads.count; i++) {
    struct thread *t = &cut->threads.list[i];
    if (!(t->state & AT_MONITOR)) continue;
    struct at_monitor *one = &s.list[s.count++];
    one->thread = t->id;
    one->object = 0;
    one->in_wait = (t->state & JVMTI_THREAD_STATE_IN_OBJECT_WAIT) != 0;
  }
  s.unknown = s.count;
  int snapshots = s.count > 0 && snapshot_blockers(&s);
  if (s.unknown > 0) usage_blockers(&s);
  group(&s, snapshots ? MONITOR_SNAPSHOT : MONITOR_USAGE);
  ask_owners(cut);
  if (snapshots) snapshot_owners(cut);
  notice(&cut->notices, "monitor-unknown", s.unknown, "threads at a monitor that could not be told: its object is in none of their frames");
  notice(&cut->notices, "monitor-unknown", cut->monitors.failed ? 1 : 0, "out of memory for the monitors");
  free(s.list);
  classinit_gather(cut);
}
