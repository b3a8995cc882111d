/*
 * JDK 25: jdk.internal.vm.ThreadSnapshot, what Thread.dump_to_file is made of. It is the only source that names the
 * monitors of virtual threads. About 11 microseconds a thread, so only threads that matter are asked for.
 */
#include <string.h>

#include "locks.h"

#define OWNER_SEARCH_NANOS 300000000 /* how long to look for the virtual thread that owns a monitor */

enum blocker_type { PARK_BLOCKER, WAITING_TO_LOCK, WAITING_ON };

struct snapshots {
  struct cut *cut;
  jclass clazz;
  jmethodID create;
  jfieldID stack, locks, blocker_type, blocker; /* of ThreadSnapshot */
  jfieldID depth, type, object;                 /* of its ThreadLock */
  jfieldID class_name, method_name;             /* of StackTraceElement */
};

static int look_up(struct snapshots *s, struct cut *cut) {
  struct jvm *j = &cut->jvm;
  memset(s, 0, sizeof *s);
  s->cut = cut;
  s->clazz = j->release >= 25 ? jvm_boot_class(j, "jdk.internal.vm.ThreadSnapshot") : NULL;
  if (s->clazz == NULL) return 0;
  s->create = (*j->jni)->GetStaticMethodID(j->jni, s->clazz, "create", "(Ljava/lang/Thread;)Ljdk/internal/vm/ThreadSnapshot;");
  if (jvm_threw(j)) s->create = NULL;
  s->stack = jvm_field(j, s->clazz, "stackTrace", "[Ljava/lang/StackTraceElement;");
  s->locks = jvm_field(j, s->clazz, "locks", "[Ljdk/internal/vm/ThreadSnapshot$ThreadLock;");
  s->blocker_type = jvm_field(j, s->clazz, "blockerTypeOrdinal", "I");
  s->blocker = jvm_field(j, s->clazz, "blockerObject", "Ljava/lang/Object;");
  jclass lock = jvm_boot_class(j, "jdk.internal.vm.ThreadSnapshot$ThreadLock"), element = jvm_boot_class(j, "java.lang.StackTraceElement");
  s->depth = jvm_field(j, lock, "depth", "I");
  s->type = jvm_field(j, lock, "typeOrdinal", "I");
  s->object = jvm_field(j, lock, "obj", "Ljava/lang/Object;");
  s->class_name = jvm_field(j, element, "declaringClass", "Ljava/lang/String;");
  s->method_name = jvm_field(j, element, "methodName", "Ljava/lang/String;");
  return s->create != NULL && s->stack != NULL && s->locks != NULL && s->blocker_type != NULL && s->blocker != NULL && s->depth != NULL &&
         s->type != NULL && s->object != NULL && s->class_name != NULL && s->method_name != NULL;
}

/* NULL when the thread has ended or the target is out of memory. */
static jobject take(struct snapshots *s, const struct thread *t) {
  struct jvm *j = &s->cut->jvm;
  jthread ref = thread_ref(t, j);
  jobject snapshot = ref == NULL ? NULL : (*j->jni)->CallStaticObjectMethod(j->jni, s->clazz, s->create, ref);
  if (jvm_threw(j)) snapshot = NULL;
  thread_done(t, j, ref);
  return snapshot;
}

int snapshot_blockers(struct lock_search *search) {
  struct snapshots s;
  struct cut *cut = search->cut;
  struct jvm *j = &cut->jvm;
  if (!look_up(&s, cut)) return 0;
  for (uint32_t i = 0; i < search->count; i++) {
    struct at_monitor *one = &search->list[i];
    struct thread *t = threads_by_id(&cut->threads, one->thread);
    if (t == NULL || (*j->jni)->PushLocalFrame(j->jni, 8) != 0) continue;
    jobject snapshot = take(&s, t);
    jint type = snapshot == NULL ? PARK_BLOCKER : (*j->jni)->GetIntField(j->jni, snapshot, s.blocker_type);
    jobject blocker = type == PARK_BLOCKER ? NULL : (*j->jni)->GetObjectField(j->jni, snapshot, s.blocker);
    if (blocker != NULL) one->object = tag_of(j, &cut->classes, &cut->objects, blocker);
    if (one->object != 0) {
      one->in_wait = type == WAITING_ON;
      search->unknown--;
    } else if (snapshot != NULL) {
      t->flags |= THREAD_MOVED; /* it has left the monitor since its state was read */
      search->unknown--;
    }
    (*j->jni)->PopLocalFrame(j->jni, NULL);
  }
  return 1;
}

static int same_text(struct jvm *j, jobject object, jfieldID id, const char *text, char separator) {
  jstring string = (*j->jni)->GetObjectField(j->jni, object, id);
  const char *chars = string == NULL ? NULL : (*j->jni)->GetStringUTFChars(j->jni, string, NULL);
  int same = chars != NULL && text != NULL;
  for (const char *a = chars, *b = text; same; a++, b++) {
    if (*a != *b && !(*a == separator && *b == '/')) same = 0;
    else if (*a == '\0') break;
  }
  if (chars != NULL) (*j->jni)->ReleaseStringUTFChars(j->jni, string, chars);
  if (string != NULL) (*j->jni)->DeleteLocalRef(j->jni, string);
  return same;
}

/* The snapshot leaves hidden frames out, so its depth is at most ours: the first frame from there of the same method. */
static uint32_t our_depth(struct snapshots *s, jobject snapshot, const struct thread *t, jint depth) {
  struct cut *cut = s->cut;
  struct jvm *j = &cut->jvm;
  jobjectArray stack = (*j->jni)->GetObjectField(j->jni, snapshot, s->stack);
  jobject element = stack == NULL || depth < 0 || depth >= (*j->jni)->GetArrayLength(j->jni, stack) ? NULL : (*j->jni)->GetObjectArrayElement(j->jni, stack, depth);
  if (element == NULL) return DEPTH_UNKNOWN;
  const struct frame *f;
  for (uint32_t d = (uint32_t)depth; (f = stacks_frame(&cut->stacks, t->trace, d)) != NULL && d < (uint32_t)depth + 64; d++) {
    const struct method *m = stacks_describe(&cut->stacks, f->method);
    if (m != NULL && same_text(j, element, s->method_name, m->name, '/') && same_text(j, element, s->class_name, cut->classes.list[m->clazz].name, '.')) return d;
  }
  return DEPTH_UNKNOWN;
}

/* Notes what this thread owns among the monitors of the cut. How many owners became known. */
static int owned_by(struct snapshots *s, const struct thread *t) {
  struct cut *cut = s->cut;
  struct jvm *j = &cut->jvm;
  int known = 0;
  if ((*j->jni)->PushLocalFrame(j->jni, 16) != 0) return jvm_threw(j), 0;
  jobject snapshot = take(s, t);
  jobjectArray locks = snapshot == NULL ? NULL : (*j->jni)->GetObjectField(j->jni, snapshot, s->locks);
  jsize count = locks == NULL ? 0 : (*j->jni)->GetArrayLength(j->jni, locks);
  for (jsize i = 0; i < count; i++) {
    jobject lock = (*j->jni)->GetObjectArrayElement(j->jni, locks, i);
    jobject object = lock == NULL || (*j->jni)->GetIntField(j->jni, lock, s->type) != 0 ? NULL : (*j->jni)->GetObjectField(j->jni, lock, s->object);
    jlong id = 0;
    if (object != NULL) (*j->ti)->GetTag(j->ti, object, &id);
    struct monitor *m = id == 0 ? NULL : monitors_find(&cut->monitors, id);
    /* Who waits at a monitor is listed as holding it, though Object.wait has given it up. */
    if (m != NULL && t->blocker != id && (m->owner == 0 || m->owner == t->id)) {
      if (m->owner == 0) {
        m->owner = t->id;
        m->by_snapshot = 1;
        known++;
      }
      m->entries += m->by_snapshot;
      /* The outermost frame is where it was taken. */
      m->depth = our_depth(s, snapshot, t, (*j->jni)->GetIntField(j->jni, lock, s->depth));
    }
    if (object != NULL) (*j->jni)->DeleteLocalRef(j->jni, object);
    if (lock != NULL) (*j->jni)->DeleteLocalRef(j->jni, lock);
  }
  (*j->jni)->PopLocalFrame(j->jni, NULL);
  return known;
}

void snapshot_owners(struct cut *cut) {
  struct snapshots s;
  int unknown = 0;
  if (!look_up(&s, cut)) return;
  for (uint32_t i = 0; i < cut->monitors.count; i++) {
    const struct monitor *m = &cut->monitors.list[i];
    const struct thread *owner = m->owner == 0 ? NULL : threads_by_id(&cut->threads, m->owner);
    if (owner != NULL) owned_by(&s, owner);
    else if (m->entering > 0) unknown++;
  }
  /* Only virtual threads are left, of which JVMTI does not tell. Those that are mounted first, then one of each group. */
  int64_t end = now_nanos() + OWNER_SEARCH_NANOS;
  for (int round = 0; round < 2 && unknown > 0; round++) {
    for (uint32_t i = 0; i < cut->threads.count && unknown > 0; i++) {
      const struct thread *t = &cut->threads.list[i];
      int first = t->carrier != 0 || (t->state & JVMTI_THREAD_STATE_RUNNABLE) || (cut->objects.list[t->id - OBJECT_BASE].flags & OBJ_CHOSEN);
      if (!(t->flags & THREAD_IS_VIRTUAL) || first != (round == 0)) continue;
      unknown -= owned_by(&s, t);
      if ((i & 63) == 0 && now_nanos() > end) {
        notice(&cut->notices, "monitor-unknown", (uint64_t)unknown, "monitors whose owner was not found among the virtual threads in %d ms", OWNER_SEARCH_NANOS / 1000000);
        return;
      }
    }
  }
}
