#include "see.h"

#include <string.h>

#define CLOCK_EVERY 256 /* references between two looks at the clock */

int see_stop(struct walk *w, jlong from) {
  if (w->arena.full) w->aborted = 1;
  if (w->edges++ % CLOCK_EVERY == 0) {
    w->last = now_nanos();
    if (w->first == 0) w->first = w->last;
    if (w->deadline != 0 && w->last > w->deadline) w->aborted = 1;
  }
  struct object *o = w->aborted ? object_of_tag(w->objects, from) : NULL;
  if (o != NULL) o->flags |= OBJ_CUT;
  return w->aborted;
}

/* The referee's object, numbered if it has no number yet; NULL when it is a class or numbers have run out. */
static struct object *meet(struct walk *w, jlong class_tag, jlong *tag, jint length) {
  if (*tag == 0 || (*tag >= FOUND_BASE && *tag < OBJECT_BASE)) {
    struct class_info *k = class_of_tag(w->classes, class_tag);
    if (w->find_virtual && k != NULL && (k->flags & CLASS_VIRTUAL)) {
      *tag = FOUND_BASE + class_tag;
      return NULL;
    }
    jlong fresh = k == NULL ? 0 : objects_new(w->objects, (uint32_t)class_tag);
    if (fresh == 0) return NULL;
    *tag = fresh;
  }
  struct object *o = object_of_tag(w->objects, *tag);
  if (o == NULL) return NULL;
  if (length >= 0 && !(o->flags & OBJ_SIZED)) walk_record(w, EDGE_ARRAY, *tag, 0, length);
  o->flags |= OBJ_MET | (length >= 0 ? OBJ_SIZED : 0);
  return o;
}

#define MODE_ELEMENT 0x10000 /* an element of an array that the plan wants, no mode of a field */

/* A planned class is entered wherever it is met; a by-field one only where the plan leads to it, and only so many of it:
 * a map or a queue of the application's own would otherwise be copied as soon as one of its objects is looked through. */
static int may_enter(struct walk *w, const struct object *o, struct class_info *k, unsigned modes) {
  if (!(k->flags & CLASS_BY_FIELD) || (o->flags & OBJ_ENTER)) return 1;
  if (!(modes & (MODE_FOLLOW | MODE_ELEMENTS | MODE_DEEP | MODE_ELEMENT))) return 0;
  if (k->room == 0) {
    w->room_dropped++;
    return 0;
  }
  if (k->room > 0) k->room--;
  return 1;
}

/* What an edge with these modes asks of its referee, and whether to go on into it. */
static jint ask(struct walk *w, struct object *o, unsigned modes, int depth, jint length) {
  struct class_info *k = &w->classes->list[o->clazz];
  if (k->flags & CLASS_VIRTUAL) return o->flags & OBJ_CHOSEN ? JVMTI_VISIT_OBJECTS : 0;
  if (k->flags & CLASS_STRING) {
    if (modes & MODE_NAME) o->flags |= OBJ_NAME;
    return o->flags & OBJ_NAME ? JVMTI_VISIT_OBJECTS : 0;
  }
  if (k->flags & CLASS_PRIM_ARRAY) return 0;
  if (!may_enter(w, o, k, modes)) return 0;
  if (length > ARRAY_MAX) { /* each element would cost a call, even if nothing came of it */
    if (!(o->flags & OBJ_CUT)) w->room_dropped += (uint64_t)length;
    o->flags |= OBJ_CUT;
    return 0;
  }
  if (k->flags & CLASS_PLANNED) o->flags |= OBJ_ENTER;
  if (modes & (MODE_FOLLOW | MODE_ELEMENTS)) o->flags |= k->flags & CLASS_ARRAY ? OBJ_ELEMENTS : modes & MODE_FOLLOW ? OBJ_FOLLOW : 0;
  if (modes & MODE_ELEMENTS_TASK) o->flags |= OBJ_ELEMENTS_TASK;
  int app = (modes & MODE_TASK) || ((modes & MODE_DEEP) && (k->flags & CLASS_APP));
  if (app && !(k->flags & CLASS_PLANNED) && !(o->flags & OBJ_APP) && depth < APP_DEPTH_MAX) {
    if (w->app_objects < APP_OBJECTS_MAX) {
      w->app_objects++;
      o->flags |= OBJ_APP;
      o->depth = (uint8_t)(depth + 1);
    } else {
      w->app_dropped++;
    }
  } else if ((modes & MODE_DEEP) && !app && !(k->flags & CLASS_THREAD) && !(o->flags & OBJ_DEEP)) {
    if (w->deep_objects < DEEP_OBJECTS_MAX) {
      w->deep_objects++;
      o->flags |= OBJ_DEEP | (k->flags & CLASS_ARRAY ? OBJ_ELEMENTS : 0);
    } else {
      w->deep_dropped++;
    }
  }
  return o->flags & (OBJ_WANTS & ~OBJ_NAME) ? JVMTI_VISIT_OBJECTS : 0;
}

/* An edge that the plan does not name, out of an object that is only looked through for what lies behind it. */
static jint look_through(struct walk *w, jlong from_tag, const struct object *from, jlong class_tag, jlong *tag, jint length) {
  struct class_info *k = class_of_tag(w->classes, class_tag);
  if (k == NULL || !(from->flags & (OBJ_APP | OBJ_FOLLOW | OBJ_DEEP))) return 0;
  unsigned modes = 0;
  if (from->flags & OBJ_DEEP) modes = MODE_DEEP;
  else if ((from->flags & OBJ_APP) && from->depth < APP_DEPTH_MAX &&
           ((k->flags & CLASS_APP) || ((k->flags & CLASS_ARRAY) && length <= APP_ARRAY_MAX)))
    modes = MODE_TASK;
  if (modes == 0 && !(k->flags & CLASS_PLANNED)) return 0;
  struct object *o = meet(w, class_tag, tag, length);
  if (*tag != 0 && (from->flags & OBJ_APP)) walk_record(w, EDGE_SEES, from_tag, 0, *tag);
  return o == NULL ? 0 : ask(w, o, modes, from->depth, length);
}

jint see_field(struct walk *w, uint32_t planned, jlong class_tag, jlong *tag, jlong from, jint length) {
  struct object *r = object_of_tag(w->objects, from);
  if (r == NULL) return 0;
  if (planned == 0) return look_through(w, from, r, class_tag, tag, length);
  uint32_t field = planned - 1;
  struct object *o = meet(w, class_tag, tag, length);
  if (*tag == 0) r->flags |= OBJ_CUT; /* of a class that was loaded since, or out of numbers: no null */
  else walk_record(w, EDGE_FIELD, from, field, *tag);
  return o == NULL ? 0 : ask(w, o, w->classes->fields[field].modes, r->flags & OBJ_APP ? r->depth : 0, length);
}

jint see_element(struct walk *w, jint index, jlong class_tag, jlong *tag, jlong from, jint length) {
  struct object *r = object_of_tag(w->objects, from);
  if (r == NULL) return 0;
  if (!(r->flags & OBJ_ELEMENTS)) return look_through(w, from, r, class_tag, tag, length);
  if (w->elements == ELEMENTS_MAX) { /* a queue of millions: the rest of it would be the whole budget */
    r->flags |= OBJ_CUT;
    w->room_dropped++;
    return 0;
  }
  w->elements++;
  struct object *o = meet(w, class_tag, tag, length);
  if (*tag == 0) r->flags |= OBJ_CUT;
  else walk_record(w, EDGE_ELEMENT, from, (uint32_t)index, *tag);
  unsigned modes = MODE_ELEMENT | (r->flags & OBJ_DEEP ? MODE_DEEP : 0u) | (r->flags & OBJ_ELEMENTS_TASK ? MODE_TASK : 0u);
  return o == NULL ? 0 : ask(w, o, modes, 0, length);
}

static int planned_method(const struct classes *c, jmethodID method) {
  int low = 0, high = c->method_count - 1;
  while (low <= high) {
    int middle = (low + high) / 2;
    if (c->methods[middle] == method) return 1;
    if ((uintptr_t)c->methods[middle] < (uintptr_t)method) low = middle + 1;
    else high = middle - 1;
  }
  return 0;
}

jint see_local(struct walk *w, const jvmtiHeapReferenceInfoStackLocal *at, jlong class_tag, jlong *tag, jint length) {
  struct class_info *k = class_of_tag(w->classes, class_tag);
  struct object *thread = object_of_tag(w->objects, at->thread_tag);
  if (k == NULL || thread == NULL || !(thread->flags & OBJ_THREAD)) return 0;
  /* At a monitor the lock may be of any class, and it is a local of one of the innermost frames. */
  int wanted = (k->flags & CLASS_PLANNED) || ((thread->flags & OBJ_BLOCKED) && at->depth < 6) || planned_method(w->classes, at->method);
  unsigned modes = (k->flags & CLASS_APP) && !(k->flags & CLASS_ARRAY) ? MODE_TASK : 0;
  if (!wanted && modes == 0) return 0;
  struct object *o = meet(w, class_tag, tag, length);
  if (*tag != 0) {
    struct edge *e = walk_record(w, EDGE_LOCAL, at->thread_tag, (uint32_t)at->depth, *tag);
    if (e != NULL) {
      e->location = (uint16_t)at->location;
      e->method = at->method;
    }
  }
  return o == NULL ? 0 : ask(w, o, modes, 0, length);
}

jint see_root(struct walk *w, jlong class_tag, jlong *tag, jint length) {
  struct class_info *k = class_of_tag(w->classes, class_tag);
  const struct object *known = object_of_tag(w->objects, *tag);
  if (k == NULL || (!(k->flags & CLASS_PLANNED) && (known == NULL || !(known->flags & OBJ_WANTS)))) return 0;
  if (w->suspects_only && (known == NULL || !(known->flags & OBJ_KEPT))) return 0;
  struct object *o = meet(w, class_tag, tag, length);
  return o == NULL ? 0 : ask(w, o, 0, 0, -1);
}

void see_entered(struct walk *w, jlong tag) {
  struct object *o = object_of_tag(w->objects, tag);
  if (o == NULL) return;
  o->flags |= OBJ_VISITED;
  o->visited = o->flags & OBJ_WANTS;
}

void see_primitive(struct walk *w, jlong tag, uint32_t planned, char type, jvalue value) {
  jlong bits;
  switch (type) { /* what lies beyond the value's own width is garbage */
    case 'Z': case 'B': bits = value.b; break;
    case 'C': bits = value.c; break;
    case 'S': bits = value.s; break;
    case 'I': case 'F': bits = value.i; break;
    default: bits = value.j;
  }
  struct edge *e = walk_record(w, EDGE_PRIM, tag, planned - 1, bits);
  if (e != NULL) e->type = (uint8_t)type;
}

jchar *see_text(struct walk *w, jlong tag, jint length, uint32_t *kept) {
  const struct object *o = object_of_tag(w->objects, tag);
  if (o == NULL || !(o->flags & OBJ_NAME)) return NULL;
  *kept = length > TEXT_CHARS_MAX ? TEXT_CHARS_MAX : (uint32_t)length;
  struct edge *e = arena_take(&w->arena, sizeof *e + *kept * sizeof(jchar));
  if (e == NULL) return NULL;
  e->kind = EDGE_TEXT;
  e->from = tag;
  e->to = length;
  e->index = *kept;
  if ((jint)*kept < length) w->texts_cut++;
  return (jchar *)(e + 1);
}

void walk_ask(struct walk *w, jlong tag, unsigned modes) {
  struct object *o = object_of_tag(w->objects, tag);
  if (o != NULL) ask(w, o, modes, 0, -1);
}
