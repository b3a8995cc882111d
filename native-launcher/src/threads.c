#include "threads.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

int threads_open(struct threads *t, struct jvm *j) {
  memset(t, 0, sizeof *t);
  jclass thread = jvm_boot_class(j, "java.lang.Thread");
  jclass virtual_thread = j->release >= 19 ? jvm_boot_class(j, "java.lang.VirtualThread") : NULL;
  t->fields.tid = jvm_field(j, thread, "tid", "J");
  t->fields.name = jvm_field(j, thread, "name", "Ljava/lang/String;");
  t->fields.park_blocker = jvm_field(j, thread, "parkBlocker", "Ljava/lang/Object;");
  t->fields.virtual_state = jvm_field(j, virtual_thread, "state", "I");
  t->fields.carrier = jvm_field(j, virtual_thread, "carrierThread", "Ljava/lang/Thread;");
  if (thread != NULL) (*j->jni)->DeleteLocalRef(j->jni, thread);
  t->fields.virtual_thread = virtual_thread;
  t->size = 64;
  t->list = malloc(t->size * sizeof *t->list);
  return t->list == NULL ? -1 : 0;
}

jlong tag_of(struct jvm *j, struct classes *c, struct objects *o, jobject ref) {
  jlong tag = 0;
  if ((*j->ti)->GetTag(j->ti, ref, &tag) != JVMTI_ERROR_NONE) return 0;
  if (object_of_tag(o, tag) != NULL) object_of_tag(o, tag)->flags |= OBJ_MET | OBJ_KEPT;
  if (object_of_tag(o, tag) != NULL || class_of_tag(c, tag) != NULL) return tag;
  jclass k = (*j->jni)->GetObjectClass(j->jni, ref);
  uint32_t number = classes_number(c, j, k);
  (*j->jni)->DeleteLocalRef(j->jni, k);
  tag = number == 0 ? 0 : objects_new(o, number);
  if (tag != 0) object_of_tag(o, tag)->flags |= OBJ_KEPT;
  return tag == 0 || (*j->ti)->SetTag(j->ti, ref, tag) != JVMTI_ERROR_NONE ? 0 : tag;
}

int threads_add(struct threads *t, struct jvm *j, struct classes *c, struct objects *o, jthread ref, jobjectArray array, jint slot, int is_virtual,
                struct fail *why) {
  JNIEnv *jni = j->jni;
  if (t->count == t->size) {
    struct thread *more = realloc(t->list, (size_t)t->size * 2 * sizeof *more);
    if (more == NULL) return fail(why, "out of memory for %u threads", t->count);
    t->list = more;
    t->size *= 2;
  }
  int64_t tid = t->fields.tid == NULL ? 0 : (*jni)->GetLongField(jni, ref, t->fields.tid);
  if (!tids_have(t->only, tid)) {
    if (array == NULL) (*jni)->DeleteLocalRef(jni, ref);
    return 0;
  }
  jlong id = is_virtual && t->known != NULL ? known_id(t->known, tid) : 0;
  if (!is_virtual || !t->later || id != 0) {
    if (id == 0) id = tag_of(j, c, o, ref);
    else if ((*j->ti)->SetTag(j->ti, ref, id) != JVMTI_ERROR_NONE) id = 0;
    struct object *object = object_of_tag(o, id);
    if (object == NULL || (object->flags & OBJ_THREAD)) { /* no number left (counted there), or known already */
      if (array == NULL) (*jni)->DeleteLocalRef(jni, ref);
      return 0;
    }
    object->flags |= OBJ_THREAD | OBJ_MET | OBJ_KEPT;
  }
  struct thread *one = &t->list[t->count++];
  memset(one, 0, sizeof *one);
  one->ref = array == NULL ? ref : array;
  one->slot = array == NULL ? -1 : slot;
  one->id = id;
  one->trace = -1;
  one->cpu = -1;
  one->flags = is_virtual ? THREAD_IS_VIRTUAL : 0;
  if (is_virtual) t->virtual_count++;
  one->tid = tid;
  if (t->fields.name != NULL) {
    jstring name = (*jni)->GetObjectField(jni, ref, t->fields.name);
    one->name = text_of(j, name);
    if (name != NULL) (*jni)->DeleteLocalRef(jni, name);
  }
  return 1;
}

jlong threads_identify(struct threads *all, struct thread *t, struct jvm *j, struct classes *c, struct objects *o, jthread ref, int tagged) {
  jlong tag = 0;
  if (t->id != 0) return t->id;
  if ((*j->ti)->GetTag(j->ti, ref, &tag) != JVMTI_ERROR_NONE || object_of_tag(o, tag) == NULL) {
    if (tagged) {
      tag = tag_of(j, c, o, ref);
    } else {
      if (all->virtual_class == 0) all->virtual_class = classes_find(c, "java/lang/VirtualThread");
      tag = objects_new(o, all->virtual_class);
      t->untagged = tag != 0;
    }
  }
  struct object *object = object_of_tag(o, tag);
  if (object != NULL) {
    object->flags |= OBJ_THREAD | OBJ_MET | OBJ_KEPT;
    t->id = tag;
  }
  return t->id;
}

int threads_platform(struct threads *t, struct jvm *j, struct classes *c, struct objects *o, struct fail *why) {
  jint count = 0;
  jthread *all = NULL, self = NULL;
  jvmtiError e = (*j->ti)->GetAllThreads(j->ti, &count, &all);
  if (e != JVMTI_ERROR_NONE) return fail(why, "cannot list the threads: %s (%d)", jvm_error(e), (int)e);
  (*j->ti)->GetCurrentThread(j->ti, &self);
  int result = 0;
  for (jint i = 0; i < count && result >= 0; i++) {
    if ((*j->jni)->IsSameObject(j->jni, all[i], self)) {
      (*j->jni)->DeleteLocalRef(j->jni, all[i]);
      continue;
    }
    result = threads_add(t, j, c, o, all[i], NULL, -1, 0, why);
    if (result <= 0) continue;
    struct thread *one = &t->list[t->count - 1];
    jint state = 0;
    if ((*j->ti)->GetThreadState(j->ti, one->ref, &state) == JVMTI_ERROR_NONE) one->state = (uint32_t)state;
    if (state & (JVMTI_THREAD_STATE_BLOCKED_ON_MONITOR_ENTER | JVMTI_THREAD_STATE_IN_OBJECT_WAIT))
      object_of_tag(o, one->id)->flags |= OBJ_BLOCKED;
  }
  if (self != NULL) (*j->jni)->DeleteLocalRef(j->jni, self);
  jvm_free(j, all);
  return result < 0 ? -1 : 0;
}

void threads_stacks(struct threads *t, struct jvm *j, struct stacks *s) {
  for (uint32_t i = 0; i < t->count; i++) {
    struct thread *one = &t->list[i];
    jvmtiThreadInfo info;
    jint state = 0;
    int cut = 0;
    if (one->flags & THREAD_IS_VIRTUAL) continue;
    if ((*j->ti)->GetThreadState(j->ti, one->ref, &state) == JVMTI_ERROR_NONE) one->state = (uint32_t)state;
    memset(&info, 0, sizeof info);
    if ((*j->ti)->GetThreadInfo(j->ti, one->ref, &info) == JVMTI_ERROR_NONE) {
      if (info.is_daemon) one->flags |= THREAD_IS_DAEMON;
      jvm_free(j, info.name);
      if (info.thread_group != NULL) (*j->jni)->DeleteLocalRef(j->jni, info.thread_group);
      if (info.context_class_loader != NULL) (*j->jni)->DeleteLocalRef(j->jni, info.context_class_loader);
    }
    one->trace = stacks_take(s, j, one->ref, &cut);
    jlong cpu = -1;
    if (j->can_cpu && (*j->ti)->GetThreadCpuTime(j->ti, one->ref, &cpu) == JVMTI_ERROR_NONE) one->cpu = cpu;
    if (one->trace < 0) one->flags |= THREAD_NO_STACK;
    if (cut) one->flags |= THREAD_STACK_CUT;
    if (!(one->state & JVMTI_THREAD_STATE_ALIVE)) t->gone++;
  }
}

static int by_id(const void *a, const void *b) {
  jlong x = ((const struct thread *)a)->id, y = ((const struct thread *)b)->id;
  return x < y ? -1 : x > y;
}

/* Numbers have run out for these: one id for all of them would make them one thread, and the carrier of whoever has none. */
static void drop_unnumbered(struct threads *t) {
  uint32_t first = 0;
  while (first < t->count && t->list[first].id == 0) {
    t->virtual_count -= (t->list[first].flags & THREAD_IS_VIRTUAL) != 0;
    free(t->list[first++].name);
  }
  if (first == 0) return;
  t->count -= first;
  t->unnumbered += first;
  memmove(t->list, t->list + first, t->count * sizeof *t->list);
}

void threads_sort(struct threads *t) {
  qsort(t->list, t->count, sizeof *t->list, by_id);
  drop_unnumbered(t);
}

struct thread *threads_by_id(const struct threads *t, jlong id) {
  struct thread key = {.id = id};
  return bsearch(&key, t->list, t->count, sizeof key, by_id);
}

void threads_close(struct threads *t) {
  for (uint32_t i = 0; i < t->count; i++) free(t->list[i].name);
  free(t->list);
  memset(t, 0, sizeof *t);
}
