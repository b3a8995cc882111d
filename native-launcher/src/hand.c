#include "hand.h"

#include <stdlib.h>
#include <string.h>

#include "fields.h"
#include "see.h"
#include "suspend.h"

struct pending {
  jobject ref;
  jlong tag;
};

struct hand {
  struct walk *w;
  struct jvm *j;
  struct fields fields;
  struct pending *list; /* to be entered, last first */
  size_t count, size;
  int64_t fetch_limit; /* nanoseconds */
  int unfit, failed;
};

/* ---- what frames refer to ---- */

/* Whether the thread is one of this cut: the one that takes it is none. */
static int is_listed(const struct walk *w, jlong thread) {
  const struct object *o = object_of_tag(w->objects, thread);
  return o != NULL && (o->flags & OBJ_THREAD);
}

/* Notes what is to be entered. What this thread refers to itself is known without (walk_hold). */
static jint JNICALL on_frame(jvmtiHeapReferenceKind kind, const jvmtiHeapReferenceInfo *info, jlong class_tag, jlong from_class, jlong size,
                             jlong *tag, jlong *from, jint length, void *user) {
  struct walk *w = user;
  jint answer = 0;
  (void)from_class, (void)size, (void)from;
  if (see_stop(w, 0)) return JVMTI_VISIT_ABORT;
  switch (kind) {
    case JVMTI_HEAP_REFERENCE_THREAD: answer = see_root(w, class_tag, tag, length); break;
    case JVMTI_HEAP_REFERENCE_STACK_LOCAL: answer = see_local(w, &info->stack_local, class_tag, tag, length); break;
    case JVMTI_HEAP_REFERENCE_JNI_LOCAL:
      answer = see_root(w, class_tag, tag, length);
      if (!is_listed(w, info->jni_local.thread_tag)) answer = 0;
      break;
    default: return JVMTI_VISIT_ABORT; /* frames come first, and nothing is visited before all roots are reported */
  }
  struct object *o = answer == 0 ? NULL : object_of_tag(w->objects, *tag);
  if (o != NULL) o->flags |= OBJ_ON_STACK;
  return 0;
}

static int ask_frames(struct hand *h, struct fail *why) {
  jvmtiHeapCallbacks callbacks;
  memset(&callbacks, 0, sizeof callbacks);
  callbacks.heap_reference_callback = on_frame;
  jvmtiError e = (*h->j->ti)->FollowReferences(h->j->ti, 0, NULL, NULL, &callbacks, h->w);
  return e == JVMTI_ERROR_NONE ? 0 : fail(why, "the JVM refuses to walk its heap: %s (%d)", jvm_error(e), (int)e);
}

/* JVMTI gives an object for its tag at the cost of all tags there are, so for very many this is not the way to go. */
static int fetch(struct hand *h, struct fail *why) {
  struct jvm *j = h->j;
  struct walk *w = h->w;
  jint wanted = 0, count = 0;
  jobject *found = NULL;
  for (uint32_t n = 1; n < w->objects->count; n++) wanted += (w->objects->list[n].flags & (OBJ_ON_STACK | OBJ_THREAD)) == OBJ_ON_STACK;
  int64_t tags = (int64_t)w->classes->count + w->objects->count;
  if ((int64_t)((double)wanted * (double)tags * HAND_FETCH_NANOS) > h->fetch_limit) h->unfit = 1;
  if (wanted == 0 || h->unfit) return 0;
  jlong *list = malloc((size_t)wanted * sizeof *list);
  if (list == NULL) return fail(why, "out of memory during the walk");
  wanted = 0;
  for (uint32_t n = 1; n < w->objects->count; n++)
    if ((w->objects->list[n].flags & (OBJ_ON_STACK | OBJ_THREAD)) == OBJ_ON_STACK) list[wanted++] = OBJECT_BASE + n;
  jvmtiError e = (*j->ti)->GetObjectsWithTags(j->ti, wanted, list, &count, &found, NULL);
  for (jint i = 0; e == JVMTI_ERROR_NONE && i < count; i++)
    if (walk_hold(w, found[i]) != 0) e = JVMTI_ERROR_OUT_OF_MEMORY;
  jvm_free(j, found);
  free(list);
  return e == JVMTI_ERROR_NONE ? 0 : fail(why, "cannot fetch what threads refer to: %s (%d)", jvm_error(e), (int)e);
}

/* ---- from there on ---- */

/* The number of its class; 0 when it has none. */
static jlong class_of(struct hand *h, jobject ref) {
  jlong tag = 0;
  jclass k = (*h->j->jni)->GetObjectClass(h->j->jni, ref);
  if ((*h->j->ti)->GetTag(h->j->ti, k, &tag) != JVMTI_ERROR_NONE) h->failed = 1;
  (*h->j->jni)->DeleteLocalRef(h->j->jni, k);
  return tag;
}

static void push(struct hand *h, jobject ref, jlong tag) {
  if (h->count == h->size) {
    size_t size = h->size == 0 ? 4096 : h->size * 2;
    struct pending *more = realloc(h->list, size * sizeof *more);
    if (more == NULL) {
      h->failed = 1;
      return;
    }
    h->list = more;
    h->size = size;
  }
  h->list[h->count].ref = ref;
  h->list[h->count++].tag = tag;
}

/* One reference out of the object `from`: over a field if `element` is negative. */
static void over(struct hand *h, jlong from, uint32_t planned, jint element, jobject ref) {
  struct jvm *j = h->j;
  jlong tag = 0, class_tag, before;
  if ((*j->ti)->GetTag(j->ti, ref, &tag) != JVMTI_ERROR_NONE) h->failed = 1;
  const struct object *known = object_of_tag(h->w->objects, before = tag);
  class_tag = known != NULL ? (jlong)known->clazz : class_of(h, ref);
  const struct class_info *k = class_of_tag(h->w->classes, class_tag);
  jint length = k != NULL && (k->flags & (CLASS_ARRAY | CLASS_PRIM_ARRAY)) ? (*j->jni)->GetArrayLength(j->jni, ref) : -1;
  jint answer = element < 0 ? see_field(h->w, planned, class_tag, &tag, from, length) : see_element(h->w, element, class_tag, &tag, from, length);
  if (tag != before && (*j->ti)->SetTag(j->ti, ref, tag) != JVMTI_ERROR_NONE) h->failed = 1;
  const struct object *o = object_of_tag(h->w->objects, tag);
  if (answer == JVMTI_VISIT_OBJECTS && o != NULL && !(o->flags & OBJ_VISITED)) push(h, ref, tag);
  else (*j->jni)->DeleteLocalRef(j->jni, ref);
}

static int looked_through(const struct object *o) { return (o->flags & (OBJ_APP | OBJ_FOLLOW | OBJ_DEEP)) != 0; }

static void enter_array(struct hand *h, jobject ref, jlong tag) {
  JNIEnv *jni = h->j->jni;
  const struct object *o = object_of_tag(h->w->objects, tag);
  jsize length = (*jni)->GetArrayLength(jni, ref);
  if (!(o->flags & OBJ_ELEMENTS) && !looked_through(o)) return;
  for (jsize i = 0; i < length && !h->failed; i++) {
    if (see_stop(h->w, tag)) return;
    jobject element = (*jni)->GetObjectArrayElement(jni, ref, i);
    if (element != NULL) over(h, tag, 0, i, element);
  }
}

static void enter_string(struct hand *h, jobject ref, jlong tag) {
  JNIEnv *jni = h->j->jni;
  uint32_t kept = 0;
  jchar *text = see_text(h->w, tag, (*jni)->GetStringLength(jni, ref), &kept);
  if (text != NULL) (*jni)->GetStringRegion(jni, ref, 0, (jsize)kept, text);
}

static void read_primitive(struct hand *h, jlong tag, jobject ref, const struct reading *f) {
  JNIEnv *jni = h->j->jni;
  jvalue v = {.j = 0};
  switch (f->type) {
    case 'Z': v.z = (*jni)->GetBooleanField(jni, ref, f->id); break;
    case 'B': v.b = (*jni)->GetByteField(jni, ref, f->id); break;
    case 'C': v.c = (*jni)->GetCharField(jni, ref, f->id); break;
    case 'S': v.s = (*jni)->GetShortField(jni, ref, f->id); break;
    case 'I': v.i = (*jni)->GetIntField(jni, ref, f->id); break;
    case 'F': v.f = (*jni)->GetFloatField(jni, ref, f->id); break;
    case 'D': v.d = (*jni)->GetDoubleField(jni, ref, f->id); break;
    default: v.j = (*jni)->GetLongField(jni, ref, f->id);
  }
  see_primitive(h->w, tag, f->planned, f->type, v);
}

static void enter_object(struct hand *h, jobject ref, jlong tag) {
  JNIEnv *jni = h->j->jni;
  const struct object *o = object_of_tag(h->w->objects, tag);
  const struct readings *all = fields_of(&h->fields, h->j, h->w->classes, o->clazz, ref);
  if (all == NULL) { /* its fields are not known: it was not looked into */
    object_of_tag(h->w->objects, tag)->flags &= ~(uint32_t)OBJ_VISITED;
    return;
  }
  int count = looked_through(o) ? all->count : all->planned;
  for (int i = 0; i < count && !h->failed; i++) {
    const struct reading *f = &all->list[i];
    if (f->type != 'L' && f->type != '[') {
      read_primitive(h, tag, ref, f);
      continue;
    }
    if (see_stop(h->w, tag)) return;
    jobject value = (*jni)->GetObjectField(jni, ref, f->id);
    if (value != NULL) over(h, tag, f->planned, -1, value);
  }
}

static void enter(struct hand *h, jobject ref, jlong tag) {
  const struct object *o = object_of_tag(h->w->objects, tag);
  unsigned flags = h->w->classes->list[o->clazz].flags;
  if (o->flags & OBJ_VISITED) return;
  see_entered(h->w, tag);
  if (flags & CLASS_STRING) enter_string(h, ref, tag);
  else if (flags & CLASS_ARRAY) enter_array(h, ref, tag);
  else enter_object(h, ref, tag);
}

/* What was met in a frame or was held before: entered if anything was asked of it. The reference stays. */
static void start(struct hand *h, jobject ref) {
  jlong tag = 0;
  if ((*h->j->ti)->GetTag(h->j->ti, ref, &tag) != JVMTI_ERROR_NONE) h->failed = 1;
  const struct object *o = object_of_tag(h->w->objects, tag);
  if (o != NULL && (o->flags & OBJ_MET) && (o->flags & OBJ_WANTS) && !(o->flags & OBJ_CUT)) enter(h, ref, tag);
}

static void go_on(struct hand *h) {
  while (h->count > 0 && !h->failed && !h->w->aborted) {
    struct pending one = h->list[--h->count];
    enter(h, one.ref, one.tag);
    (*h->j->jni)->DeleteLocalRef(h->j->jni, one.ref);
  }
}

static int walk_stopped(struct hand *h, const struct threads *t, struct fail *why) {
  struct walk *w = h->w;
  if (ask_frames(h, why) != 0 || fetch(h, why) != 0) return -1;
  if (h->unfit) return 0;
  for (uint32_t i = 0; i < t->count && !h->failed; i++, go_on(h)) start(h, t->list[i].ref);
  for (uint32_t i = 0; i < w->held_count && !h->failed; i++, go_on(h)) start(h, w->held[i]);
  return h->failed ? fail(why, "out of memory during the walk") : 0;
}

enum hand_result hand_run(struct walk *w, struct jvm *j, const struct threads *threads, int64_t deadline, int64_t fetch_limit, struct fail *why) {
  struct suspended stopped;
  struct hand *h = calloc(1, sizeof *h);
  enum hand_result result = HAND_UNFIT;
  uint32_t held = w->held_count;
  w->kept = w->arena.used;
  if (h != NULL && !w->held_unknown && fields_open(&h->fields, w->classes) == 0 && suspend_others(&stopped, j) == 0) {
    h->w = w;
    h->j = j;
    h->fetch_limit = fetch_limit;
    walk_begin(w, deadline);
    w->called = w->first = stopped.since;
    result = walk_stopped(h, threads, why) != 0 ? HAND_FAILED : h->unfit || !suspend_held(&stopped, j) ? HAND_UNFIT : HAND_DONE;
    w->stopped = (uint32_t)stopped.count;
    suspend_end(&stopped, j);
    w->last = w->returned = now_nanos();
  }
  while (w->held_count > held) (*j->jni)->DeleteLocalRef(j->jni, w->held[--w->held_count]);
  for (size_t i = 0; h != NULL && i < h->count; i++) (*j->jni)->DeleteLocalRef(j->jni, h->list[i].ref);
  if (h != NULL) {
    fields_close(&h->fields);
    free(h->list);
  }
  free(h);
  return result;
}
