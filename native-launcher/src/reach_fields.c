/*
 * From which static field of the application the shortest way leads to an object. A walk of the heap says of no object how it was come to, so
 * that all that these fields lead to, over fields and elements alone, is numbered and every reference among it noted; the ways are looked for
 * afterwards. Bounded: what is not found has no name.
 */
#include <stdlib.h>
#include <string.h>

#include "reach.h"

#define EDGES_BYTES ((size_t)8 << 20)
#define CLOCK_EVERY 256
#define FEW_ELEMENTS 256 /* of an array: a large map alone may take all the numbers there are, and most of what is forgotten is in small ones */
#define HOOK_STEPS 6 /* from the table of hooks over map, array, thread and task to what the task refers to */

enum way { WAY_STATIC, WAY_PLAIN, WAY_OWN /* a field that only the thread looks at: what it will run, for one */ };

struct step {
  uint32_t from, to; /* object numbers; the class number of a static field's */
  uint32_t way, unused;
};

struct search {
  struct reach *r;
  struct objects *objects;
  struct arena steps;
  uint32_t numbered;
  uint64_t edges;
  int64_t last;
  int aborted;
  jint elements; /* of each array, so many are followed */
  int hooks_known; /* all that hooks may use was followed */
  int hooks_cut_short; /* of what the class of the hooks refers to some has no number */
};

/* The number of what an edge leads to; 0 for what leads nowhere, and for what there is no number for, which is told. Classes are on the list already. */
static uint32_t number(struct search *s, jlong class_tag, jlong *tag, int *missed) {
  if (object_of_tag(s->objects, *tag) != NULL) return (uint32_t)(*tag - OBJECT_BASE);
  const struct class_info *k = class_of_tag(&s->r->cut->classes, class_tag);
  if (*tag != 0 || (k != NULL && (k->flags & (CLASS_STRING | CLASS_PRIM_ARRAY)))) return 0;
  jlong fresh = k == NULL || s->numbered == REACH_FIELD_OBJECTS ? 0 : objects_new(s->objects, (uint32_t)class_tag);
  *missed = fresh == 0;
  if (fresh == 0) return 0;
  s->numbered++;
  *tag = fresh;
  return (uint32_t)(fresh - OBJECT_BASE);
}

/* What has no number may be what a hook uses. */
static void cut_short(struct search *s, int way, jlong referrer) {
  if (way != WAY_STATIC) s->r->state[referrer - OBJECT_BASE] |= REACH_CUT_SHORT;
  else if (referrer == (jlong)s->r->hooks) s->hooks_cut_short = 1;
}

static int way_of(const struct reach *r, jvmtiHeapReferenceKind kind, const jvmtiHeapReferenceInfo *info, jlong from_class, jlong from) {
  const struct class_info *k;
  switch (kind) {
    case JVMTI_HEAP_REFERENCE_STATIC_FIELD:
      k = class_of_tag(&r->cut->classes, from);
      return k != NULL && ((k->flags & CLASS_APP) || from == (jlong)r->hooks) ? WAY_STATIC : -1;
    case JVMTI_HEAP_REFERENCE_FIELD:
      if (reach_is_referent(r, from_class, info->field.index)) return -1;
      return reach_is_own_field(r, from_class, info->field.index) ? WAY_OWN : WAY_PLAIN;
    case JVMTI_HEAP_REFERENCE_ARRAY_ELEMENT: return WAY_PLAIN;
    default: return -1;
  }
}

static jint JNICALL on_edge(jvmtiHeapReferenceKind kind, const jvmtiHeapReferenceInfo *info, jlong class_tag, jlong from_class,
                            jlong size, jlong *tag, jlong *from, jint length, void *user) {
  struct search *s = user;
  (void)size, (void)length;
  if (s->edges++ % CLOCK_EVERY == 0) {
    s->last = now_nanos();
    if (s->last > s->r->deadline) s->aborted = 1;
  }
  if (s->aborted) return JVMTI_VISIT_ABORT;
  jlong referrer = from == NULL ? 0 : *from;
  if (referrer == 0) return kind == JVMTI_HEAP_REFERENCE_ARRAY_ELEMENT ? JVMTI_VISIT_OBJECTS : 0; /* the array of classes alone has no number */
  if (kind == JVMTI_HEAP_REFERENCE_ARRAY_ELEMENT && info->array.index >= s->elements) {
    cut_short(s, WAY_PLAIN, referrer);
    return 0;
  }
  int way = reach_is_listed(s->r, kind, class_tag, from_class) ? -1 : way_of(s->r, kind, info, from_class, referrer), missed = 0;
  uint32_t to = way < 0 ? 0 : number(s, class_tag, tag, &missed);
  if (missed) cut_short(s, way, referrer);
  if (to == 0) return 0;
  struct step *step = arena_take(&s->steps, sizeof *step);
  if (step == NULL) {
    s->aborted = 1;
    return JVMTI_VISIT_ABORT;
  }
  step->from = (uint32_t)(way == WAY_STATIC ? referrer : referrer - OBJECT_BASE);
  step->to = to;
  step->way = (uint32_t)way;
  return JVMTI_VISIT_OBJECTS;
}

/* The references by the object that they stand in, to be walked breadth first. */
struct ways {
  const struct step *steps;
  uint32_t count, objects;
  uint32_t *first, *order; /* by object number: where in `order` its references begin */
  uint32_t *root, *depth;  /* by object number: 1 more than the step of a static field from which it was come to first */
  uint32_t *queue;
};

static int ways_open(struct ways *w, const struct search *s) {
  memset(w, 0, sizeof *w);
  w->steps = (const struct step *)(const void *)s->steps.base;
  w->count = (uint32_t)(s->steps.used / sizeof *w->steps);
  w->objects = s->objects->count;
  w->first = calloc((size_t)w->objects + 2, sizeof *w->first);
  w->order = calloc((size_t)w->count + 1, sizeof *w->order);
  w->root = calloc((size_t)w->objects + 1, sizeof *w->root);
  w->depth = calloc((size_t)w->objects + 1, sizeof *w->depth);
  w->queue = calloc((size_t)w->objects + 1, sizeof *w->queue);
  if (w->first == NULL || w->order == NULL || w->root == NULL || w->depth == NULL || w->queue == NULL) return -1;
  for (uint32_t i = 0; i < w->count; i++)
    if (w->steps[i].way != WAY_STATIC) w->first[w->steps[i].from + 1]++;
  for (uint32_t n = 0; n <= w->objects; n++) w->first[n + 1] += w->first[n];
  /* Filled from behind, so that the sums become the beginnings. */
  for (uint32_t i = w->count; i-- > 0;)
    if (w->steps[i].way != WAY_STATIC) w->order[--w->first[w->steps[i].from + 1]] = i;
  return 0;
}

static void ways_close(struct ways *w) {
  free(w->first);
  free(w->order);
  free(w->root);
  free(w->depth);
  free(w->queue);
}

/* Breadth first, from the static fields of the hooks' class or from all others. How many objects were come to, in `queue`. */
static uint32_t spread(struct ways *w, uint32_t hooks, int from_hooks) {
  uint32_t end = 0;
  memset(w->root, 0, ((size_t)w->objects + 1) * sizeof *w->root);
  for (uint32_t i = 0; i < w->count; i++) {
    const struct step *s = &w->steps[i];
    if (s->way != WAY_STATIC || (s->from == hooks) != from_hooks || w->root[s->to] != 0) continue;
    w->root[s->to] = i + 1;
    w->depth[s->to] = 1;
    w->queue[end++] = s->to;
  }
  for (uint32_t next = 0; next < end; next++) {
    uint32_t n = w->queue[next];
    if (from_hooks && w->depth[n] == HOOK_STEPS) continue;
    for (uint32_t at = w->first[n + 1]; at < w->first[n + 2]; at++) {
      const struct step *s = &w->steps[w->order[at]];
      if ((s->way == WAY_OWN && !from_hooks) || w->root[s->to] != 0) continue;
      w->root[s->to] = w->root[n];
      w->depth[s->to] = w->depth[n] + 1;
      w->queue[end++] = s->to;
    }
  }
  return end;
}

/* Length of a class's name without those of classes inside it. */
static size_t outermost(const char *name) { return strcspn(name, "$"); }

/* Whether a hook runs code of that class, of one around it or inside it. */
static int is_hooked(const struct reach *r, const struct ways *w, uint32_t count, uint32_t clazz) {
  const struct classes *c = &r->cut->classes;
  size_t length = outermost(c->list[clazz].name);
  for (uint32_t i = 0; i < count; i++) {
    uint32_t n = r->cut->objects.list[w->queue[i]].clazz;
    const char *name = n == 0 || n >= c->count ? NULL : c->list[n].name;
    if (name != NULL && outermost(name) == length && strncmp(name, c->list[clazz].name, length) == 0) return 1;
  }
  return 0;
}

/* Whether all was followed that hooks may use. */
static int are_hooks_known(const struct search *s, const struct ways *w, uint32_t count) {
  int known = s->r->hooks == 0 || (!s->aborted && !s->hooks_cut_short);
  for (uint32_t i = 0; i < count && known; i++) known = w->depth[w->queue[i]] == HOOK_STEPS || !(s->r->state[w->queue[i]] & REACH_CUT_SHORT);
  return known;
}

/* The name of the static field that has this object; NULL when it has it no more. The class is initialised, or it would lead nowhere. */
static char *field_name(struct jvm *j, jclass k, jlong tag) {
  jint count = 0;
  jfieldID *ids = NULL;
  char *found = NULL;
  if ((*j->ti)->GetClassFields(j->ti, k, &count, &ids) != JVMTI_ERROR_NONE) return NULL;
  for (jint i = 0; found == NULL && i < count; i++) {
    char *name = NULL, *signature = NULL;
    jint modifiers = 0;
    jlong its = 0;
    if ((*j->ti)->GetFieldModifiers(j->ti, k, ids[i], &modifiers) != JVMTI_ERROR_NONE || !(modifiers & 8)) continue;
    if ((*j->ti)->GetFieldName(j->ti, k, ids[i], &name, &signature, NULL) != JVMTI_ERROR_NONE) continue;
    if (signature[0] == 'L' || signature[0] == '[') {
      jobject value = (*j->jni)->GetStaticObjectField(j->jni, k, ids[i]);
      if (!jvm_threw(j) && value != NULL && (*j->ti)->GetTag(j->ti, value, &its) == JVMTI_ERROR_NONE && its == tag) found = strdup(name);
      if (value != NULL) (*j->jni)->DeleteLocalRef(j->jni, value);
    }
    jvm_free(j, name);
    jvm_free(j, signature);
  }
  jvm_free(j, ids);
  return found;
}

/* The classes of the list by their numbers; NULL when there is no room. */
static jclass *by_number(struct jvm *j, const struct classes *c, const jclass *list, jint listed) {
  jclass *all = calloc((size_t)c->count + 1, sizeof *all);
  for (jint i = 0; all != NULL && i < listed; i++) {
    jlong tag = 0;
    if ((*j->ti)->GetTag(j->ti, list[i], &tag) == JVMTI_ERROR_NONE && class_of_tag(c, tag) != NULL) all[tag] = list[i];
  }
  return all;
}

/* Asks of each static field once: a map has a crowd. `field` is by place in `asked`: what the static field refers to; `named` by object number. */
static void name_each(struct search *s, const struct ways *w, const uint32_t *field, uint32_t *named, const jclass *classes, uint32_t hooked) {
  struct reach *r = s->r;
  struct jvm j = r->cut->jvm;
  int known = s->hooks_known = are_hooks_known(s, w, hooked);
  for (uint32_t i = 0; i < r->suspects->asked_count; i++) {
    struct reach_field *f = &r->fields[i];
    if (f->clazz == 0) continue;
    if (field[i] == 0) { /* named by an earlier walk */
      if (known) f->hooked = is_hooked(r, w, hooked, f->clazz);
      continue;
    }
    if (named[field[i]] != 0) {
      const struct reach_field *same = &r->fields[named[field[i]] - 1];
      f->hooked = same->hooked;
      f->name = same->name == NULL ? NULL : strdup(same->name);
      continue;
    }
    named[field[i]] = i + 1;
    f->hooked = !known || is_hooked(r, w, hooked, f->clazz);
    if (classes[f->clazz] != NULL) f->name = field_name(&j, classes[f->clazz], OBJECT_BASE + field[i]);
  }
}

static int name_fields(struct search *s, const jclass *classes) {
  struct reach *r = s->r;
  struct ways w;
  int result = ways_open(&w, s);
  uint32_t *field = calloc((size_t)r->suspects->asked_count + 1, sizeof *field), *named = calloc((size_t)w.objects + 1, sizeof *named);
  if (field == NULL || named == NULL) result = -1;
  if (result == 0) spread(&w, r->hooks, 0);
  for (uint32_t i = 0; i < r->suspects->asked_count && result == 0; i++) {
    uint32_t n = (uint32_t)(r->suspects->asked[i] - OBJECT_BASE);
    if (r->level[i] != REACH_STATIC || r->fields[i].clazz != 0 || reach_state_of(r, r->suspects->asked[i]) == NULL || w.root[n] == 0) continue;
    r->fields[i].clazz = w.steps[w.root[n] - 1].from;
    r->fields[i].steps = w.depth[n];
    field[i] = w.steps[w.root[n] - 1].to;
  }
  if (result == 0) name_each(s, &w, field, named, classes, spread(&w, r->hooks, 1));
  ways_close(&w);
  free(field);
  free(named);
  return result;
}

/* The classes in whose static fields something may stand, to the front of the list. How many there are. */
static jint choose(const struct reach *r, jclass *list, jint count) {
  struct jvm j = r->cut->jvm;
  jint chosen = 0;
  for (jint i = 0; i < count; i++) {
    jlong tag = 0;
    const struct class_info *k = (*j.ti)->GetTag(j.ti, list[i], &tag) == JVMTI_ERROR_NONE ? class_of_tag(&r->cut->classes, tag) : NULL;
    if (k != NULL && !(k->flags & (CLASS_ARRAY | CLASS_PRIM_ARRAY)) && ((k->flags & CLASS_APP) || tag == (jlong)r->hooks)) list[chosen++] = list[i];
  }
  return chosen;
}

static jobjectArray array_of(struct jvm *j, const jclass *list, jint count) {
  jobjectArray array = count == 0 ? NULL : (*j->jni)->NewObjectArray(j->jni, count, (*j->jni)->GetObjectClass(j->jni, list[0]), NULL);
  if (jvm_threw(j) || array == NULL) return NULL; /* no room: then there are no names */
  for (jint i = 0; i < count; i++) (*j->jni)->SetObjectArrayElement(j->jni, array, i, list[i]);
  return jvm_threw(j) ? NULL : array;
}

static int walk_from(struct search *s, jobjectArray array, struct fail *why) {
  struct jvm j = s->r->cut->jvm;
  jvmtiHeapCallbacks callbacks;
  memset(&callbacks, 0, sizeof callbacks);
  callbacks.heap_reference_callback = on_edge;
  int64_t start = s->last = now_nanos();
  s->r->deadline = start + reach_left(s->r);
  s->r->walks++;
  jvmtiError e = (*j.ti)->FollowReferences(j.ti, 0, NULL, array, &callbacks, s);
  if (e != JVMTI_ERROR_NONE) return fail(why, "the JVM refuses to walk from static fields: %s (%d)", jvm_error(e), (int)e);
  int64_t end = s->aborted ? s->last : now_nanos();
  s->r->pause += end - start;
  s->r->closing += now_nanos() - end;
  return 0;
}

/* Before another walk: it is not known any more what was left out. */
static void forget(struct search *s) {
  arena_reset(&s->steps, 0);
  s->hooks_cut_short = 0;
  for (uint32_t n = 0; n < s->objects->count; n++) s->r->state[n] &= (uint16_t)~REACH_CUT_SHORT;
}

static int are_all_named(const struct reach *r) {
  for (uint32_t i = 0; i < r->suspects->asked_count; i++)
    if (r->level[i] == REACH_STATIC && r->fields[i].clazz == 0) return 0;
  return 1;
}

/* Small arrays first, then all of them, as far as numbers go. */
static int search(struct search *s, jobjectArray array, const jclass *list, jint chosen, struct fail *why) {
  static const jint elements[] = {FEW_ELEMENTS, INT32_MAX};
  jclass *classes = by_number(&s->r->cut->jvm, &s->r->cut->classes, list, chosen);
  int result = classes == NULL ? fail(why, "out of memory for the static fields") : 0;
  for (size_t i = 0; i < sizeof elements / sizeof *elements && result == 0 && !s->aborted && reach_left(s->r) > 0 && !(s->hooks_known && are_all_named(s->r)); i++) {
    forget(s);
    s->elements = elements[i];
    result = walk_from(s, array, why);
    if (result == 0 && name_fields(s, classes) != 0) result = fail(why, "out of memory for the static fields");
  }
  free(classes);
  return result;
}

int reach_fields(struct reach *r, struct fail *why) {
  struct jvm j = r->cut->jvm;
  struct search s = {.r = r, .objects = (struct objects *)&r->cut->objects};
  jint count = 0;
  jclass *list = NULL;
  if (arena_open(&s.steps, EDGES_BYTES) != 0) return fail(why, "out of memory for the static fields");
  if ((*j.jni)->PushLocalFrame(j.jni, 64) != 0) {
    jvm_threw(&j);
    arena_close(&s.steps);
    return 0;
  }
  int result = 0;
  if ((*j.ti)->GetLoadedClasses(j.ti, &count, &list) == JVMTI_ERROR_NONE) {
    jint chosen = choose(r, list, count);
    jobjectArray array = array_of(&j, list, chosen);
    if (array != NULL) result = search(&s, array, list, chosen, why);
    jvm_free(&j, list);
  }
  (*j.jni)->PopLocalFrame(j.jni, NULL); /* references would be roots of the next walk */
  arena_close(&s.steps);
  return result;
}
