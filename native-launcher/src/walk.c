/*
 * How FollowReferences behaves, measured on 17 and 25, and what follows from it:
 * - An object tagged in the callback of the first edge to it carries the tag on its own edges, so it is enough to tag there.
 * - A visited object reports its edges once, its CLASS edge among them: no CLASS edge means that it was never entered.
 * - Returning 0 does not mark the referee as visited: a later edge may still descend into it.
 * - The order of visits differs between JDKs; nothing here depends on it but which of two equal paths wins.
 */
#include "see.h"

#include <stdlib.h>
#include <string.h>

/* The planned field behind a field index of the walk, counted from 1; 0 when the plan does not name it. */
static uint32_t planned_at(const struct walk *w, jlong class_tag, jint index) {
  const struct class_info *k = class_of_tag(w->classes, class_tag);
  return k == NULL || k->fields == NULL || index >= k->field_slots ? 0 : k->fields[index];
}

static jint JNICALL on_edge(jvmtiHeapReferenceKind kind, const jvmtiHeapReferenceInfo *info, jlong class_tag, jlong from_class,
                            jlong size, jlong *tag, jlong *from, jint length, void *user) {
  struct walk *w = user;
  (void)size;
  if (see_stop(w, from == NULL ? 0 : *from)) return JVMTI_VISIT_ABORT;
  switch (kind) {
    case JVMTI_HEAP_REFERENCE_CLASS:
      if (from != NULL) see_entered(w, *from);
      return 0; /* what hangs on a class is not what anybody waits for; wanted statics are roots of their own */
    case JVMTI_HEAP_REFERENCE_FIELD:
      return from == NULL ? 0 : see_field(w, planned_at(w, from_class, info->field.index), class_tag, tag, *from, length);
    case JVMTI_HEAP_REFERENCE_ARRAY_ELEMENT:
      if (from == NULL) return 0;
      if (*from == 0) return see_root(w, class_tag, tag, length); /* no other array without a tag is entered than the one to start from */
      return see_element(w, info->array.index, class_tag, tag, *from, length);
    case JVMTI_HEAP_REFERENCE_STACK_LOCAL: return see_local(w, &info->stack_local, class_tag, tag, length);
    case JVMTI_HEAP_REFERENCE_THREAD:
    case JVMTI_HEAP_REFERENCE_JNI_LOCAL: return see_root(w, class_tag, tag, length);
    default: return 0;
  }
}

static jint JNICALL on_primitive(jvmtiHeapReferenceKind kind, const jvmtiHeapReferenceInfo *info, jlong class_tag, jlong *tag,
                                 jvalue value, jvmtiPrimitiveType type, void *user) {
  struct walk *w = user;
  if (kind != JVMTI_HEAP_REFERENCE_FIELD || object_of_tag(w->objects, *tag) == NULL) return 0;
  uint32_t planned = planned_at(w, class_tag, info->field.index);
  if (planned != 0) see_primitive(w, *tag, planned, (char)type, value);
  return 0;
}

static jint JNICALL on_string(jlong class_tag, jlong size, jlong *tag, const jchar *value, jint length, void *user) {
  uint32_t kept = 0;
  jchar *text = see_text(user, *tag, length, &kept);
  (void)class_tag, (void)size;
  if (text != NULL) memcpy(text, value, kept * sizeof *value);
  return 0;
}

const struct edge *walk_next(const struct walk *w, const struct edge *e) {
  const unsigned char *p = w->arena.base;
  if (e != NULL) {
    size_t size = sizeof *e + (e->kind == EDGE_TEXT ? e->index * sizeof(jchar) : 0);
    p = (const unsigned char *)e + ((size + 7) & ~(size_t)7);
  }
  return p < w->arena.base + w->arena.used ? (const struct edge *)p : NULL;
}

int walk_open(struct walk *w, const struct classes *classes, struct objects *objects, size_t arena_bytes) {
  memset(w, 0, sizeof *w);
  w->classes = classes;
  w->objects = objects;
  return arena_open(&w->arena, arena_bytes);
}

struct edge *walk_record(struct walk *w, int kind, jlong from, uint32_t index, jlong to) {
  struct edge *e = arena_take(&w->arena, sizeof *e);
  if (e == NULL) return NULL;
  e->kind = (uint8_t)kind;
  e->from = from;
  e->index = index;
  e->to = to;
  return e;
}

void walk_again(struct walk *w) {
  arena_reset(&w->arena, w->kept);
  w->aborted = 0;
  w->edges = w->app_objects = w->app_dropped = w->deep_objects = w->deep_dropped = w->room_dropped = w->elements = w->texts_cut = 0;
  objects_forget_walk(w->objects);
}

/* Budgets of classes count for each walk anew. */
static void restore_rooms(const struct classes *c) {
  for (uint32_t i = 1; i < c->count; i++) c->list[i].room = c->list[i].budget;
}

void walk_begin(struct walk *w, int64_t deadline) {
  restore_rooms(w->classes);
  w->deadline = deadline;
  w->first = w->last = 0;
  w->stopped = 0;
  w->called = now_nanos();
}

int walk_hold(struct walk *w, jobject ref) {
  if (w->held_count == w->held_size) {
    uint32_t size = w->held_size == 0 ? 64 : w->held_size * 2;
    jobject *more = realloc(w->held, size * sizeof *more);
    if (more == NULL) return w->held_unknown = 1, -1;
    w->held = more;
    w->held_size = size;
  }
  w->held[w->held_count++] = ref;
  return 0;
}

int walk_run(struct walk *w, struct jvm *j, int64_t deadline, struct fail *why) { return walk_run_from(w, j, NULL, deadline, why); }

int walk_run_from(struct walk *w, struct jvm *j, jobjectArray from, int64_t deadline, struct fail *why) {
  jvmtiHeapCallbacks callbacks;
  memset(&callbacks, 0, sizeof callbacks);
  callbacks.heap_reference_callback = on_edge;
  callbacks.primitive_field_callback = on_primitive;
  callbacks.string_primitive_value_callback = on_string;
  walk_begin(w, deadline);
  jvmtiError e = (*j->ti)->FollowReferences(j->ti, 0, NULL, from, &callbacks, w);
  w->returned = now_nanos();
  if (w->first == 0) w->first = w->last = w->returned;
  if (e != JVMTI_ERROR_NONE) return fail(why, "the JVM refuses to walk its heap: %s (%d)", jvm_error(e), (int)e);
  return 0;
}

void walk_close(struct walk *w) {
  arena_close(&w->arena);
  free(w->held);
  w->held = NULL;
  w->held_count = w->held_size = 0;
}
