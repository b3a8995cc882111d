/*
 * Which references of the heap give their object to somebody who will run. What counts as a thread's own, and so is reached only when the
 * thread can run: its frames, its JNI locals, and those fields of its Thread object that nobody else looks at (parkBlocker leads to what
 * it waits for!).
 */
#include "reach.h"

#include <string.h>

#include "resolve.h"

int reach_stuck_now(const struct reach *r, jlong tag) {
  const uint16_t *s = reach_state_of(r, tag);
  return s != NULL && (*s & REACH_STUCK);
}

/* Up to 18 a group lists its threads. */
int reach_is_listed(const struct reach *r, jvmtiHeapReferenceKind kind, jlong class_tag, jlong from_class) {
  return kind == JVMTI_HEAP_REFERENCE_FIELD && r->threads != 0 && from_class == (jlong)r->group && class_tag == (jlong)r->threads;
}

/* Fields of Thread that others can ask a thread for. */
static int for_others(const char *name) {
  static const char *const names[] = {"contextClassLoader", "uncaughtExceptionHandler", "group", "inheritedAccessControlContext"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(name, names[i]) == 0) return 1;
  return 0;
}

/* Of an unknown one it is not said. */
int reach_is_own_field(const struct reach *r, jlong class_tag, jint index) {
  const struct classes *c = &r->cut->classes;
  const struct class_info *k = class_of_tag(c, class_tag);
  if (k == NULL || k->fields == NULL) return 0;
  for (uint32_t n = (uint32_t)class_tag; n != 0; n = c->list[n].super) {
    if (!(c->list[n].flags & CLASS_THREAD)) continue;
    int first = k->first_field;
    for (uint32_t above = c->list[n].super; above != 0; above = c->list[above].super) first += c->list[above].declared_count;
    int field = index - first;
    return field >= 0 && field < c->list[n].declared_count && c->list[n].declared[field].name != NULL && !for_others(c->list[n].declared[field].name);
  }
  return 0;
}

/* The class of java.lang.ref that decides what becomes of the first field; 0 for all other classes. */
static uint32_t reference_kind(const struct reach *r, jlong class_tag) {
  const struct classes *c = &r->cut->classes;
  uint32_t n = class_of_tag(c, class_tag) == NULL ? 0 : (uint32_t)class_tag;
  while (n != 0 && n != r->phantom && n != r->final && n != r->reference) n = c->list[n].super;
  return n;
}

/* The referent is the first field of all. */
int reach_is_referent(const struct reach *r, jlong class_tag, jint index) { return index == 0 && reference_kind(r, class_tag) != 0; }

/*
 * Whether a field is one that gives its object to nobody. What a final reference has is for when nobody else has it, and what is on a
 * stack, for how long its thread may wait, is never finalized. (What nobody has any more is, soon; a walk of what is reached does not
 * meet that.) A phantom one gives its referent to nobody, a weak or soft one to who may still ask for it, which comes last. When the
 * question is who else can bring what somebody waits for, whatever a phantom one has does not count, either.
 */
static int is_loose(const struct reach *r, jlong class_tag, jint index) {
  uint32_t n = reference_kind(r, class_tag);
  if (n == 0) return 0;
  if (n == r->final || (r->calls && n == r->phantom)) return 1;
  return index == 0 && (n == r->phantom || r->calls || r->scope < SCOPE_ALL);
}

/* What is registered as an MBean is managed by who asks for it there, not used: that counts as what a shutdown hook leads to. */
static int is_managed(const struct reach *r, jlong from_class) {
  return r->registered != 0 && from_class == (jlong)r->registered && (r->calls || r->scope < SCOPE_HOOKS);
}

static void note_holder(struct reach *r, jlong thread, jlong object) {
  const uint16_t *s = reach_state_of(r, object);
  struct reach_holder *h = r->holders_known || s == NULL || !(*s & REACH_ASKED) ? NULL : arena_take(&r->holders, sizeof *h);
  if (h == NULL) return;
  h->thread = thread;
  h->object = object;
}

static void note_reader(struct reach *r, jlong thread, jlong object) {
  const uint16_t *s = reach_state_of(r, object);
  uint16_t *reader = s == NULL || !(*s & REACH_INPUT) ? NULL : reach_state_of(r, thread);
  if (reader != NULL) *reader |= REACH_READS;
}

static int is_own(const struct reach *r, jlong thread) {
  const uint16_t *s = reach_state_of(r, thread);
  return s != NULL && (*s & REACH_OWN);
}

int reach_counts(struct reach *r, jvmtiHeapReferenceKind kind, const jvmtiHeapReferenceInfo *info, jlong class_tag, jlong from_class, jlong tag, jlong from) {
  const struct class_info *k;
  const uint16_t *s = reach_state_of(r, from);
  if (s != NULL && (*s & (REACH_HELD | REACH_OWN))) return 0;
  switch (kind) {
    case JVMTI_HEAP_REFERENCE_STACK_LOCAL:
      if (is_own(r, info->stack_local.thread_tag)) return 0;
      note_reader(r, info->stack_local.thread_tag, tag);
      if (!reach_stuck_now(r, info->stack_local.thread_tag)) return 1;
      note_holder(r, info->stack_local.thread_tag, tag);
      return 0;
    case JVMTI_HEAP_REFERENCE_JNI_LOCAL: return !reach_stuck_now(r, info->jni_local.thread_tag) && !is_own(r, info->jni_local.thread_tag);
    case JVMTI_HEAP_REFERENCE_THREAD: return !reach_stuck_now(r, tag) && !is_own(r, tag);
    case JVMTI_HEAP_REFERENCE_STATIC_FIELD:
      if (r->scope >= SCOPE_HOOKS) return 1;
      if (r->hooks != 0 && from == (jlong)r->hooks) return 0;
      k = class_of_tag(&r->cut->classes, from);
      /* What anybody could look up is no answer to who else can bring a thing: whoever does has it on his stack. */
      return r->scope >= SCOPE_STATICS || (!r->calls && (k == NULL || !(k->flags & CLASS_APP)));
    case JVMTI_HEAP_REFERENCE_FIELD:
      if (reach_is_listed(r, kind, class_tag, from_class)) return !r->calls && r->scope == SCOPE_ALL; /* as a weak reference does */
      if (is_loose(r, from_class, info->field.index) || is_managed(r, from_class)) return 0;
      return !reach_stuck_now(r, from) || !reach_is_own_field(r, from_class, info->field.index);
    default: return 1;
  }
}
