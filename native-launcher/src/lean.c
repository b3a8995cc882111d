#include "lean.h"

#include <string.h>

#include "see.h"

/* All that is no root has a smaller number than these (jvmtiHeapReferenceKind). */
#define FIRST_ROOT JVMTI_HEAP_REFERENCE_JNI_GLOBAL

struct lean {
  struct walk *w;
  int release;
};

static int is_frames(jvmtiHeapReferenceKind kind) {
  return kind == JVMTI_HEAP_REFERENCE_STACK_LOCAL || kind == JVMTI_HEAP_REFERENCE_JNI_LOCAL || kind == JVMTI_HEAP_REFERENCE_THREAD;
}

/* Only tagged objects are reported. The frames' and other roots come first, in an order that differs; before 20 nothing may be visited, or a
 * pass over the whole heap would follow (hand.h), and the frames are the first. */
static jint JNICALL on_root(jvmtiHeapReferenceKind kind, const jvmtiHeapReferenceInfo *info, jlong class_tag, jlong from_class, jlong size,
                            jlong *tag, jlong *from, jint length, void *user) {
  struct lean *l = user;
  (void)class_tag, (void)from_class, (void)size, (void)from, (void)length;
  if (see_stop(l->w, 0) || kind < FIRST_ROOT || (l->release < 20 && !is_frames(kind))) return JVMTI_VISIT_ABORT;
  if (kind != JVMTI_HEAP_REFERENCE_STACK_LOCAL) return 0;
  const struct object *thread = object_of_tag(l->w->objects, info->stack_local.thread_tag), *o = object_of_tag(l->w->objects, *tag);
  if (thread == NULL || !(thread->flags & OBJ_THREAD) || o == NULL || !(o->flags & OBJ_MET)) return 0;
  struct edge *e = walk_record(l->w, EDGE_LOCAL, info->stack_local.thread_tag, (uint32_t)info->stack_local.depth, *tag);
  if (e != NULL) {
    e->location = (uint16_t)info->stack_local.location;
    e->method = info->stack_local.method;
  }
  return 0;
}

static int frames(struct cut *cut, struct fail *why) {
  struct jvm *j = &cut->jvm;
  struct lean l = {&cut->walk, j->release};
  jvmtiHeapCallbacks callbacks;
  memset(&callbacks, 0, sizeof callbacks);
  callbacks.heap_reference_callback = on_root;
  jvmtiError e = (*j->ti)->FollowReferences(j->ti, JVMTI_HEAP_FILTER_UNTAGGED, NULL, NULL, &callbacks, &l);
  return e == JVMTI_ERROR_NONE ? 0 : fail(why, "the JVM refuses to tell what frames refer to: %s (%d)", jvm_error(e), (int)e);
}

static int is_start(const struct cut *cut, const struct thread *t) {
  const struct object *o = object_of_tag(&cut->objects, t->id);
  return o != NULL && (!(t->flags & THREAD_IS_VIRTUAL) || (o->flags & OBJ_CHOSEN));
}

/* What a thread is parked on: no field of the plan, since other walks meet it in a frame. NULL when it is on nothing. */
static jobject blocker_of(struct cut *cut, jthread thread) {
  struct jvm *j = &cut->jvm;
  jlong tag = 0;
  if (thread == NULL || cut->threads.fields.park_blocker == NULL) return NULL;
  jobject blocker = (*j->jni)->GetObjectField(j->jni, thread, cut->threads.fields.park_blocker);
  if (blocker == NULL || (*j->ti)->GetTag(j->ti, blocker, &tag) != JVMTI_ERROR_NONE) return blocker;
  struct object *known = object_of_tag(&cut->objects, tag);
  if (known != NULL) known->flags |= OBJ_KEPT; /* in a second cut too, which starts from nothing else than its suspects */
  return blocker;
}

/* An array of what the walk starts from; NULL when the target's heap has no room for it. */
static jobjectArray starts(struct cut *cut) {
  struct jvm *j = &cut->jvm;
  JNIEnv *jni = j->jni;
  jsize count = 0;
  for (uint32_t i = 0; i < cut->threads.count; i++) count += is_start(cut, &cut->threads.list[i]);
  jclass object = jvm_boot_class(j, "java.lang.Object");
  jobjectArray all = object == NULL ? NULL : (*jni)->NewObjectArray(jni, 2 * count + (jsize)cut->walk.held_count, object, NULL);
  if (jvm_threw(j)) all = NULL;
  jsize next = 0;
  for (uint32_t i = 0; all != NULL && i < cut->threads.count; i++) {
    struct thread *t = &cut->threads.list[i];
    if (!is_start(cut, t)) continue;
    jthread ref = thread_ref(t, j);
    (*jni)->SetObjectArrayElement(jni, all, next++, ref);
    jobject blocker = blocker_of(cut, ref);
    if (blocker != NULL) {
      (*jni)->SetObjectArrayElement(jni, all, next++, blocker);
      (*jni)->DeleteLocalRef(jni, blocker);
    }
    thread_done(t, j, ref);
    if (!(t->flags & THREAD_IS_VIRTUAL)) t->flags |= THREAD_LOCALS_UNSEEN;
  }
  for (uint32_t i = 0; all != NULL && i < cut->walk.held_count; i++) (*jni)->SetObjectArrayElement(jni, all, next++, cut->walk.held[i]);
  if (object != NULL) (*jni)->DeleteLocalRef(jni, object);
  return all;
}

int lean_run(struct cut *cut, int64_t deadline, struct fail *why) {
  struct jvm *j = &cut->jvm;
  jobjectArray from = starts(cut);
  if (from == NULL) return fail(why, "the target's heap is full");
  int result = walk_run_from(&cut->walk, j, from, deadline, why);
  (*j->jni)->DeleteLocalRef(j->jni, from);
  if (result == 0 && !cut->walk.aborted) result = frames(cut, why);
  cut->walk.returned = now_nanos();
  return result;
}
