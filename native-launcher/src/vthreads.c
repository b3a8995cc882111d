#include "vthreads.h"

#include <stdlib.h>
#include <string.h>

#include "recent.h"
#include "resolve.h"
#include "states.h"

#define SCOPES_MAX 1000 /* nested scopes of one thread; a longer chain is not followed */

/* What is needed of the JDK's internals; NULL where this JDK has it otherwise. */
struct containers {
  jmethodID to_array, get, threads_of, stream_to_array;
  jclass container, shared, flock_container;
  jfieldID virtual_threads, flock, threads, head_scope, previous;
  jobject registry, root_threads;
};

static jobject static_object(struct jvm *j, const char *class_name, const char *name, const char *signature) {
  jclass k = jvm_boot_class(j, class_name);
  jfieldID id = k == NULL ? NULL : (*j->jni)->GetStaticFieldID(j->jni, k, name, signature);
  if (jvm_threw(j) || id == NULL) return NULL;
  return (*j->jni)->GetStaticObjectField(j->jni, k, id);
}

static jmethodID method(struct jvm *j, const char *class_name, const char *name, const char *signature) {
  jclass k = jvm_boot_class(j, class_name);
  jmethodID id = k == NULL ? NULL : (*j->jni)->GetMethodID(j->jni, k, name, signature);
  return jvm_threw(j) ? NULL : id;
}

static void look_up(struct containers *k, struct jvm *j) {
  memset(k, 0, sizeof *k);
  k->to_array = method(j, "java.util.Collection", "toArray", "()[Ljava/lang/Object;");
  k->get = method(j, "java.lang.ref.Reference", "get", "()Ljava/lang/Object;");
  k->threads_of = method(j, "jdk.internal.vm.ThreadContainer", "threads", "()Ljava/util/stream/Stream;");
  k->stream_to_array = method(j, "java.util.stream.Stream", "toArray", "()[Ljava/lang/Object;");
  k->container = jvm_boot_class(j, "jdk.internal.vm.ThreadContainer");
  k->shared = jvm_boot_class(j, "jdk.internal.vm.SharedThreadContainer");
  k->virtual_threads = jvm_field(j, k->shared, "virtualThreads", "Ljava/util/Set;");
  k->flock_container = jvm_boot_class(j, "jdk.internal.misc.ThreadFlock$ThreadContainerImpl");
  k->flock = jvm_field(j, k->flock_container, "flock", "Ljdk/internal/misc/ThreadFlock;");
  k->threads = jvm_field(j, jvm_boot_class(j, "jdk.internal.misc.ThreadFlock"), "threads", "Ljava/util/Set;");
  k->head_scope = jvm_field(j, jvm_boot_class(j, "java.lang.Thread"), "headStackableScopes", "Ljdk/internal/vm/StackableScope;");
  k->previous = jvm_field(j, jvm_boot_class(j, "jdk.internal.vm.StackableScope"), "previous", "Ljdk/internal/vm/StackableScope;");
  k->registry = static_object(j, "jdk.internal.vm.ThreadContainers", "CONTAINER_REGISTRY", "Ljava/util/Set;");
  k->root_threads = static_object(j, "jdk.internal.vm.ThreadContainers$RootContainer$TrackingRootContainer", "VTHREADS", "Ljava/util/Set;");
}

/* The elements of one of the JDK's concurrent sets; NULL when there is no set or the target is out of memory. */
static jobjectArray elements(const struct containers *k, struct jvm *j, jobject set) {
  if (set == NULL || k->to_array == NULL) return NULL;
  jobjectArray all = (*j->jni)->CallObjectMethod(j->jni, set, k->to_array);
  return jvm_threw(j) ? NULL : all;
}

struct search {
  struct threads *t;
  struct jvm *j;
  struct classes *c;
  struct objects *o;
  struct containers k;
  int in_scope; /* what is found now */
  struct fail *why;
};

/* Adds the virtual threads of an array; platform threads are known already. The array stays if it keeps any of them. */
static int add_array(struct search *s, jobjectArray all) {
  JNIEnv *jni = s->j->jni;
  jsize count = all == NULL ? 0 : (*jni)->GetArrayLength(jni, all);
  int result = 0, kept = 0;
  for (jsize i = 0; i < count && result >= 0; i++) {
    jobject one = (*jni)->GetObjectArrayElement(jni, all, i);
    if (one == NULL) continue;
    if ((*jni)->IsInstanceOf(jni, one, s->t->fields.virtual_thread)) result = threads_add(s->t, s->j, s->c, s->o, one, all, i, 1, s->why);
    if (result > 0) s->t->list[s->t->count - 1].in_scope = (char)s->in_scope;
    kept |= result > 0;
    (*jni)->DeleteLocalRef(jni, one);
  }
  if (all != NULL && !kept) (*jni)->DeleteLocalRef(jni, all);
  return result < 0 ? -1 : 0;
}

/* What every container can tell; slower than its own set, since it looks at all platform threads too. */
static jobjectArray threads_of(struct search *s, jobject container) {
  JNIEnv *jni = s->j->jni;
  if (s->k.threads_of == NULL || s->k.stream_to_array == NULL || !(*jni)->IsInstanceOf(jni, container, s->k.container)) return NULL;
  jobject stream = (*jni)->CallObjectMethod(jni, container, s->k.threads_of);
  jobjectArray all = jvm_threw(s->j) || stream == NULL ? NULL : (*jni)->CallObjectMethod(jni, stream, s->k.stream_to_array);
  if (jvm_threw(s->j)) all = NULL;
  if (stream != NULL) (*jni)->DeleteLocalRef(jni, stream);
  return all;
}

static int add_container(struct search *s, jobject container) {
  JNIEnv *jni = s->j->jni;
  jobject set = NULL;
  if (s->k.virtual_threads != NULL && (*jni)->IsInstanceOf(jni, container, s->k.shared)) {
    set = (*jni)->GetObjectField(jni, container, s->k.virtual_threads);
  } else if (s->k.flock != NULL && s->k.threads != NULL && (*jni)->IsInstanceOf(jni, container, s->k.flock_container)) {
    jobject flock = (*jni)->GetObjectField(jni, container, s->k.flock);
    if (flock != NULL) {
      set = (*jni)->GetObjectField(jni, flock, s->k.threads);
      (*jni)->DeleteLocalRef(jni, flock);
    }
  } else {
    return add_array(s, threads_of(s, container));
  }
  int result = add_array(s, elements(&s->k, s->j, set));
  if (set != NULL) (*jni)->DeleteLocalRef(jni, set);
  return result;
}

/* Scopes are not in the registry: they hang on the thread that opened them. */
static int add_scopes(struct search *s, jthread thread) {
  JNIEnv *jni = s->j->jni;
  if (s->k.head_scope == NULL || s->k.previous == NULL) return 0;
  jobject scope = (*jni)->GetObjectField(jni, thread, s->k.head_scope);
  int result = 0;
  for (int i = 0; scope != NULL && i < SCOPES_MAX && result == 0; i++) {
    result = add_container(s, scope);
    jobject next = (*jni)->GetObjectField(jni, scope, s->k.previous);
    (*jni)->DeleteLocalRef(jni, scope);
    scope = next;
  }
  if (scope != NULL) (*jni)->DeleteLocalRef(jni, scope);
  return result;
}

static int search_all(struct search *s) {
  JNIEnv *jni = s->j->jni;
  int result = add_array(s, elements(&s->k, s->j, s->k.root_threads));
  jobjectArray registry = s->k.get == NULL ? NULL : elements(&s->k, s->j, s->k.registry);
  jsize count = registry == NULL ? 0 : (*jni)->GetArrayLength(jni, registry);
  for (jsize i = 0; i < count && result == 0; i++) {
    jobject reference = (*jni)->GetObjectArrayElement(jni, registry, i);
    jobject container = reference == NULL ? NULL : (*jni)->CallObjectMethod(jni, reference, s->k.get);
    if (jvm_threw(s->j)) container = NULL;
    if (container != NULL) {
      result = add_container(s, container);
      (*jni)->DeleteLocalRef(jni, container);
    }
    if (reference != NULL) (*jni)->DeleteLocalRef(jni, reference);
  }
  /* Threads found here are looked at too, since the list grows at its end. */
  s->in_scope = 1;
  for (uint32_t i = 0; i < s->t->count && result == 0; i++) {
    jthread thread = thread_ref(&s->t->list[i], s->j);
    if (thread != NULL) result = add_scopes(s, thread);
    thread_done(&s->t->list[i], s->j, thread);
  }
  return result;
}

int vthreads_tracked(struct threads *t, struct jvm *j, struct classes *c, struct objects *o, struct notices *n, struct fail *why) {
  if (t->fields.virtual_state == NULL) return 0; /* a JDK without virtual threads */
  struct search s = {.t = t, .j = j, .c = c, .o = o, .why = why};
  look_up(&s.k, j);
  notice(n, "virtual-threads-unseen", s.k.registry == NULL || s.k.to_array == NULL ? 1 : 0,
         "this JDK keeps its virtual threads otherwise; only those that others refer to can be found");
  return search_all(&s);
}

int vthreads_untracked(struct jvm *j) {
  jclass k = jvm_boot_class(j, "jdk.internal.vm.ThreadContainers");
  jfieldID id = k == NULL ? NULL : (*j->jni)->GetStaticFieldID(j->jni, k, "TRACK_ALL_THREADS", "Z");
  return !jvm_threw(j) && id != NULL && !(*j->jni)->GetStaticBooleanField(j->jni, k, id);
}

int vthreads_met(struct threads *t, struct jvm *j, struct classes *c, struct objects *o, struct fail *why) {
  uint32_t number = classes_find(c, "java/lang/VirtualThread"), before = t->count;
  jlong tag = FOUND_BASE + number;
  jint count = 0;
  jobject *found = NULL;
  if (number == 0 || (*j->ti)->GetObjectsWithTags(j->ti, 1, &tag, &count, &found, NULL) != JVMTI_ERROR_NONE) return 0;
  int result = 0;
  for (jint i = 0; i < count; i++) { /* 0: not started; one that is still being made must not be asked anything through JVMTI (unborn.h) */
    int started = (*j->jni)->GetIntField(j->jni, found[i], t->fields.virtual_state) != 0;
    if (result >= 0 && started) result = threads_add(t, j, c, o, found[i], NULL, -1, 1, why);
    else (*j->jni)->DeleteLocalRef(j->jni, found[i]);
  }
  jvm_free(j, found);
  return result < 0 ? -1 : (int)(t->count - before);
}

/* ---- what each does ---- */

/* The id of what a field refers to. A reference that named it first is kept, since that makes it a root of the walk; `kept` is that, or
 * NULL. */
static jlong id_and_root(struct jvm *j, struct classes *c, struct objects *o, jobject value, struct recent *recent, jobject *kept) {
  uint32_t before = o->count;
  jlong id = recent_tag(j, recent, value);
  *kept = NULL;
  if (id >= 0) return id;
  id = tag_of(j, c, o, value);
  if (o->count != before) *kept = value;
  recent_add(j, recent, value, id, *kept != NULL);
  return id;
}

/* Without the bits that are no matter of the field that is read: whether it is interrupted, or stopped by a debugger. */
static uint32_t state_of(struct states *s, struct jvm *j, const struct thread_fields *f, jthread ref, int mounted) {
  const jint apart = JVMTI_THREAD_STATE_INTERRUPTED | JVMTI_THREAD_STATE_SUSPENDED;
  JNIEnv *jni = j->jni;
  jint state = 0, field = mounted ? 0 : (*jni)->GetIntField(jni, ref, f->virtual_state);
  uint32_t known = 0;
  if (!mounted && states_know(s, field, &known)) return known;
  if ((*j->ti)->GetThreadState(j->ti, ref, &state) != JVMTI_ERROR_NONE) return 0;
  if (mounted || field != (*jni)->GetIntField(jni, ref, f->virtual_state)) return (uint32_t)state;
  jobject carrier = (*jni)->GetObjectField(jni, ref, f->carrier);
  if (carrier != NULL) { /* it was mounted meanwhile, and the state may have been its carrier's */
    (*jni)->DeleteLocalRef(jni, carrier);
    return (uint32_t)state;
  }
  states_hear(s, field, (uint32_t)(state & ~apart));
  return (uint32_t)(state & ~apart);
}

/* Planned fields, all but names: those are in the thread's record. Until the thread has an id the edges start from its place
 * in the list, as a negative number. */
static void read_fields(struct thread *t, int64_t place, jthread ref, const struct thread_fields *known, uint32_t clazz, struct jvm *j, struct walk *w,
                        struct classes *c, struct recent *recent) {
  JNIEnv *jni = j->jni;
  int64_t from = t->id != 0 ? t->id : -1 - place;
  for (uint32_t n = clazz; n != 0; n = c->list[n].super) {
    for (int i = 0; i < c->list[n].declared_count; i++) {
      const struct declared *d = &c->list[n].declared[i];
      if (d->field == 0 || d->is_static || (c->fields[d->field - 1].modes & MODE_NAME)) continue;
      if (d->id == known->virtual_state) continue; /* that of the thread's record was taken with its stack */
      if (d->type == 'L' || d->type == '[') {
        jobject value = (*jni)->GetObjectField(jni, ref, d->id);
        jobject kept;
        jlong id = value == NULL ? 0 : id_and_root(j, c, w->objects, value, recent, &kept);
        t->partial |= value != NULL && id == 0;
        if (id != 0) walk_record(w, EDGE_FIELD, from, d->field - 1u, id);
        if (id != 0) walk_ask(w, id, c->fields[d->field - 1].modes);
        continue;
      }
      jlong bits = d->id == known->tid ? t->tid
                   : d->type == 'J' ? (*jni)->GetLongField(jni, ref, d->id)
                   : d->type == 'I' ? (*jni)->GetIntField(jni, ref, d->id)
                   : d->type == 'Z' ? (*jni)->GetBooleanField(jni, ref, d->id)
                   : d->type == 'B' ? (*jni)->GetByteField(jni, ref, d->id)
                                    : 0;
      walk_record(w, EDGE_PRIM, from, d->field - 1u, bits);
    }
  }
}

void vthreads_read(struct threads *t, uint32_t from, struct jvm *j, struct walk *w, struct classes *c, struct stacks *s) {
  JNIEnv *jni = j->jni;
  struct recent blockers = {0}, carriers = {0}, fields = {0};
  struct states states = {0};
  uint32_t clazz = classes_find(c, "java/lang/VirtualThread");
  for (uint32_t i = from; i < t->count; i++) {
    struct thread *one = &t->list[i];
    int cut = 0;
    jthread ref = one->flags & THREAD_IS_VIRTUAL ? thread_ref(one, j) : NULL;
    if (ref == NULL) continue;
    one->flags |= THREAD_IS_DAEMON;
    jobject carrier = t->fields.carrier == NULL ? NULL : (*jni)->GetObjectField(jni, ref, t->fields.carrier), kept;
    one->state = state_of(&states, j, &t->fields, ref, t->fields.carrier == NULL || carrier != NULL);
    jobject blocker = t->fields.park_blocker == NULL ? NULL : (*jni)->GetObjectField(jni, ref, t->fields.park_blocker);
    if (blocker != NULL) one->blocker = id_and_root(j, c, w->objects, blocker, &blockers, &one->waits_on);
    if (carrier != NULL) one->carrier = id_and_root(j, c, w->objects, carrier, &carriers, &kept);
    /* The frames of a mounted thread are those of its carrier's stack, under this thread's tag. */
    if (carrier != NULL) threads_identify(t, one, j, c, w->objects, ref, 1);
    read_fields(one, i, ref, &t->fields, clazz, j, w, c, &fields);
    one->trace = stacks_take(s, j, ref, &cut);
    if (one->trace < 0) one->flags |= THREAD_NO_STACK;
    if (cut) one->flags |= THREAD_STACK_CUT;
    if (!(one->state & JVMTI_THREAD_STATE_ALIVE)) t->gone++;
    thread_done(one, j, ref);
  }
  recent_close(j, &blockers);
  recent_close(j, &carriers);
  recent_close(j, &fields);
}

/* Gives it a tag and makes it a root of the walk. NULL when numbers have run out. */
static struct object *hold(struct thread *one, struct threads *t, struct jvm *j, struct classes *c, struct objects *o) {
  jthread ref = thread_ref(one, j);
  struct object *object = ref == NULL ? NULL : object_of_tag(o, threads_identify(t, one, j, c, o, ref, 1));
  if (object == NULL) {
    thread_done(one, j, ref);
    return NULL;
  }
  one->ref = ref;
  one->slot = -1;
  return object;
}

uint64_t vthreads_choose(struct threads *t, struct jvm *j, struct classes *c, struct objects *o, const struct stacks *s, long limit, struct notices *n) {
  const uint32_t at_monitor = JVMTI_THREAD_STATE_BLOCKED_ON_MONITOR_ENTER | JVMTI_THREAD_STATE_IN_OBJECT_WAIT;
  char *seen = calloc(s->trace_count, 1);
  long chosen = 0;
  uint64_t left = 0;
  for (int round = 0; round < 3; round++) { /* like stacks, then monitors, then all others if there is room for all */
    for (uint32_t i = 0; i < t->count; i++) {
      struct thread *one = &t->list[i];
      if (!(one->flags & THREAD_IS_VIRTUAL) || (one->id != 0 && (object_of_tag(o, one->id)->flags & OBJ_CHOSEN))) continue;
      if (round == 0 && (one->trace < 0 || seen == NULL || seen[one->trace])) continue;
      /* From 25 on the JDK names the monitors of virtual threads, and their frames need not be looked through for them. */
      if (round == 1 && (!(one->state & at_monitor) || j->release >= 25)) continue;
      if (chosen >= (round == 2 && t->virtual_count > (uint64_t)limit ? 0 : limit)) {
        one->flags |= THREAD_LOCALS_UNSEEN;
        left += round == 2;
        continue;
      }
      struct object *object = hold(one, t, j, c, o);
      if (object == NULL) continue; /* out of numbers */
      if (round == 0) seen[one->trace] = 1;
      if (one->state & at_monitor) object->flags |= OBJ_BLOCKED;
      object->flags |= OBJ_CHOSEN;
      one->flags &= ~(uint32_t)THREAD_LOCALS_UNSEEN;
      chosen++;
    }
  }
  free(seen);
  notice(n, "frames-limit", left, "virtual threads whose frame locals were not looked into");
  return (uint64_t)chosen;
}

/* Who may be asked about again before the tags are gone, and cannot be found then by its own number alone: JVMTI names the threads at
 * a monitor, and a scope is found only by way of the thread that opened it. */
static int needs_tag(const struct thread *t) {
  return t->in_scope || (t->state & (JVMTI_THREAD_STATE_BLOCKED_ON_MONITOR_ENTER | JVMTI_THREAD_STATE_IN_OBJECT_WAIT));
}

/* Marks as moved who is parked on something else by now. */
static void recheck(struct thread *one, struct jvm *j, jthread ref, jfieldID park_blocker, struct recent *recent) {
  jlong now = 0;
  jobject blocker = (*j->jni)->GetObjectField(j->jni, ref, park_blocker);
  if (blocker != NULL && one->waits_on != NULL && (*j->jni)->IsSameObject(j->jni, blocker, one->waits_on)) {
    (*j->jni)->DeleteLocalRef(j->jni, blocker);
    return;
  }
  if (blocker != NULL && (now = recent_tag(j, recent, blocker)) < 0) {
    if ((*j->ti)->GetTag(j->ti, blocker, &now) != JVMTI_ERROR_NONE) now = 0;
    recent_add(j, recent, blocker, now, 0);
  }
  if (now != one->blocker) one->flags |= THREAD_MOVED;
}

void vthreads_settle(struct threads *t, struct jvm *j, struct walk *w, struct classes *c) {
  struct recent recent = {0};
  for (uint32_t i = 0; i < t->count; i++) {
    struct thread *one = &t->list[i];
    jthread ref = one->flags & THREAD_IS_VIRTUAL ? thread_ref(one, j) : NULL;
    if (ref == NULL) continue;
    struct object *object = object_of_tag(w->objects, threads_identify(t, one, j, c, w->objects, ref, w->suspects_only || needs_tag(one)));
    if (object != NULL) object->flags |= OBJ_BY_JNI | (one->partial ? OBJ_CUT : 0u);
    if (t->fields.park_blocker != NULL) recheck(one, j, ref, t->fields.park_blocker, &recent);
    thread_done(one, j, ref);
  }
  recent_close(j, &recent);
  for (const struct edge *e = walk_next(w, NULL); e != NULL; e = walk_next(w, e))
    if (e->from < 0) ((struct edge *)e)->from = t->list[-1 - e->from].id;
}

void vthreads_know(const struct threads *t, struct known *known) {
  int result = 0; /* who is left out is not found again, and nothing is confirmed of it */
  for (uint32_t i = 0; i < t->count && result == 0; i++)
    if (t->list[i].untagged) result = known_add(known, t->list[i].tid, t->list[i].id);
  known_sort(known);
}

int vthreads_tag(const struct known *known, const struct tids *wanted, struct jvm *j, struct classes *c, struct objects *o, struct fail *why) {
  struct threads t;
  struct notices unsaid = {0};
  if (wanted->count == 0) return 0;
  if ((*j->jni)->PushLocalFrame(j->jni, 64) != 0) return jvm_threw(j), fail(why, "the target is out of memory");
  int result = threads_open(&t, j) == 0 ? 0 : fail(why, "out of memory for the threads");
  t.only = wanted;
  t.known = known;
  t.later = 1;
  if (result == 0) result = vthreads_tracked(&t, j, c, o, &unsaid, why);
  threads_close(&t);
  (*j->jni)->PopLocalFrame(j->jni, NULL); /* references would be roots of the next walk */
  return result;
}
