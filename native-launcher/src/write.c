#include "write.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "edges.h"
#include "records.h"
#include "resolve.h"

/* Ids of the arrays that hold the texts of Strings: no JVMTI tag is that large. */
#define TEXT_BASE ((uint64_t)1 << 48)
#define AHEAD_FROM 5000 /* threads; fewer are gathered before anybody could make use of knowing */
#define ARRAY_KEPT_ALWAYS 1024 /* shorter arrays are written whole, nulls and all */

struct writer {
  struct cut *cut;
  struct hprof *h;
  struct edges edges;
  uint64_t string_id;
  uint64_t *class_strings; /* by class number: string id of its name */
  uint64_t *field_strings; /* by planned field */
  uint64_t value_string, coder_string;
};

static uint64_t string(struct writer *w, const char *text) {
  hprof_begin(w->h, HPROF_STRING);
  put_u8(w->h, ++w->string_id);
  put_bytes(w->h, text, strlen(text));
  hprof_end(w->h);
  return w->string_id;
}

/* ---- classes ---- */

/* The superclass as the file has it. Only a class whose records hold fields keeps its chain: the others are written as
 * children of Object, so that no instance has a slot that was not recorded. */
static uint32_t super_of(const struct cut *cut, uint32_t number) {
  const struct class_info *k = &cut->classes.list[number];
  if (k->super == 0) return 0;
  return k->flags & CLASS_PLANNED && !(k->flags & CLASS_STRING) ? k->super : cut->classes.java_lang_object;
}

static void mark(struct cut *cut, int64_t tag) {
  for (uint32_t n = class_of_tag(&cut->classes, tag) == NULL ? 0 : (uint32_t)tag; n != 0; n = super_of(cut, n)) {
    if (cut->classes.list[n].flags & CLASS_WRITTEN) return;
    cut->classes.list[n].flags |= CLASS_WRITTEN | CLASS_NAMED;
  }
}

static void mark_classes(struct cut *cut) {
  static const char *const always[] = {"java/lang/Object", "java/lang/Class", "java/lang/String", "java/lang/Thread", "[B"};
  for (size_t i = 0; i < sizeof always / sizeof *always; i++) mark(cut, classes_find(&cut->classes, always[i]));
  for (uint32_t i = 1; i < cut->objects.count; i++)
    if (cut->objects.list[i].flags & OBJ_MET) mark(cut, cut->objects.list[i].clazz);
  for (const struct edge *e = walk_next(&cut->walk, NULL); e != NULL; e = walk_next(&cut->walk, e)) {
    if (e->kind == EDGE_FIELD || e->kind == EDGE_ELEMENT || e->kind == EDGE_LOCAL) mark(cut, e->to);
    mark(cut, e->from); /* static fields start from a class */
  }
  for (uint32_t i = 0; i < cut->monitors.count; i++) mark(cut, cut->monitors.list[i].object);
  for (uint32_t i = 0; i < cut->monitors.init_count; i++) mark(cut, cut->monitors.inits[i].clazz);
}

static int write_names(struct writer *w, struct fail *why) {
  struct classes *c = &w->cut->classes;
  w->class_strings = calloc(c->count, sizeof *w->class_strings);
  w->field_strings = calloc((size_t)c->field_count + 1, sizeof *w->field_strings);
  if (w->class_strings == NULL || w->field_strings == NULL) return fail(why, "out of memory for the names of the cut");
  w->value_string = string(w, "value");
  w->coder_string = string(w, "coder");
  for (uint32_t i = 1; i < c->count; i++)
    if (c->list[i].flags & CLASS_NAMED) w->class_strings[i] = string(w, c->list[i].name);
  for (int f = 0; f < c->field_count; f++) w->field_strings[f] = string(w, c->fields[f].name);
  for (uint32_t i = 1; i < c->count; i++) {
    if (w->class_strings[i] == 0) continue;
    hprof_begin(w->h, HPROF_LOAD_CLASS);
    put_u4(w->h, i);
    put_u8(w->h, i);
    put_u4(w->h, 1);
    put_u8(w->h, w->class_strings[i]);
    hprof_end(w->h);
  }
  return 0;
}

static void put_value(struct hprof *h, char type, uint64_t bits) {
  switch (hprof_size(type)) {
    case 1: put_u1(h, (unsigned)bits); break;
    case 2: put_u2(h, (unsigned)bits); break;
    case 4: put_u4(h, (uint32_t)bits); break;
    default: put_u8(h, bits);
  }
}

static int static_edge(const struct walk *walk, int64_t clazz, int field, uint64_t *bits) {
  for (const struct edge *e = walk_next(walk, NULL); e != NULL && e->from < OBJECT_BASE; e = walk_next(walk, e)) {
    if (e->from == clazz && e->index == (uint32_t)field) {
      *bits = (uint64_t)e->to;
      return 1;
    }
  }
  return 0;
}

static void class_dump(struct writer *w, uint32_t number) {
  const struct classes *c = &w->cut->classes;
  const struct class_info *k = &c->list[number];
  struct hprof *h = w->h;
  int is_string = (k->flags & CLASS_STRING) != 0, fields = is_string ? 2 : 0, statics = 0;
  uint32_t size = is_string ? 9 : 0;
  uint64_t bits = 0;
  for (int d = 0; !is_string && d < k->declared_count; d++) {
    int f = k->declared[d].field - 1;
    if (f < 0) continue;
    if (!k->declared[d].is_static) fields++, size += (uint32_t)hprof_size(k->declared[d].type);
    else statics += static_edge(&w->cut->walk, number, f, &bits);
  }
  for (uint32_t s = super_of(w->cut, number); s != 0; s = super_of(w->cut, s))
    for (int d = 0; d < c->list[s].declared_count; d++)
      if (c->list[s].declared[d].field != 0 && !c->list[s].declared[d].is_static) size += (uint32_t)hprof_size(c->list[s].declared[d].type);
  hprof_next(h);
  put_u1(h, SUB_CLASS);
  put_u8(h, number);
  put_u4(h, 1);
  put_u8(h, super_of(w->cut, number));
  for (int i = 0; i < 5; i++) put_u8(h, 0);
  put_u4(h, size);
  put_u2(h, 0);
  put_u2(h, (unsigned)statics);
  for (int d = 0; !is_string && d < k->declared_count; d++) {
    int f = k->declared[d].field - 1;
    if (f < 0 || !k->declared[d].is_static || !static_edge(&w->cut->walk, number, f, &bits)) continue;
    put_u8(h, w->field_strings[f]);
    put_u1(h, (unsigned)hprof_type(k->declared[d].type));
    put_value(h, k->declared[d].type, bits);
  }
  put_u2(h, (unsigned)fields);
  if (is_string) {
    put_u8(h, w->value_string);
    put_u1(h, (unsigned)hprof_type('['));
    put_u8(h, w->coder_string);
    put_u1(h, (unsigned)hprof_type('B'));
  }
  for (int d = 0; !is_string && d < k->declared_count; d++) {
    if (k->declared[d].field == 0 || k->declared[d].is_static) continue;
    put_u8(h, w->field_strings[k->declared[d].field - 1]);
    put_u1(h, (unsigned)hprof_type(k->declared[d].type));
  }
}

/* ---- objects ---- */

static void instance_head(struct writer *w, uint64_t id, uint32_t clazz, uint32_t size) {
  put_u1(w->h, SUB_INSTANCE);
  put_u8(w->h, id);
  put_u4(w->h, 1);
  put_u8(w->h, clazz);
  put_u4(w->h, size);
}

static const struct edge *text_edge(const struct writer *w, uint32_t n) {
  for (uint32_t i = w->edges.start[n]; i < w->edges.start[n + 1]; i++)
    if (w->edges.list[i]->kind == EDGE_TEXT) return w->edges.list[i];
  return NULL;
}

static int is_wide(const struct edge *text) {
  const jchar *chars = text == NULL ? NULL : (const jchar *)(text + 1);
  int wide = 0;
  for (uint32_t i = 0; text != NULL && i < text->index; i++) wide |= chars[i] > 0xFF;
  return wide;
}

static void write_string_object(struct writer *w, uint32_t n) {
  const struct edge *text = text_edge(w, n);
  instance_head(w, (uint64_t)(OBJECT_BASE + n), w->cut->objects.list[n].clazz, 9);
  put_u8(w->h, text == NULL ? 0 : TEXT_BASE + n);
  put_u1(w->h, (unsigned)is_wide(text));
}

/* The text of a String: all of them stand behind all other objects, whose ids then count up and need no table in a reader. */
static void write_text(struct writer *w, uint32_t n) {
  const struct edge *text = text_edge(w, n);
  if (text == NULL) return;
  const jchar *chars = (const jchar *)(text + 1);
  int wide = is_wide(text);
  hprof_next(w->h);
  put_u1(w->h, SUB_PRIMITIVES);
  put_u8(w->h, TEXT_BASE + n);
  put_u4(w->h, 1);
  put_u4(w->h, text->index << wide);
  put_u1(w->h, (unsigned)hprof_type('B'));
  for (uint32_t i = 0; i < text->index; i++) { /* UTF-16 in little-endian bytes, as the JVM keeps it on these machines */
    put_u1(w->h, chars[i] & 0xFF);
    if (wide) put_u1(w->h, (unsigned)chars[i] >> 8);
  }
}

static void write_instance(struct writer *w, uint32_t n) {
  const struct classes *c = &w->cut->classes;
  uint32_t size = 0, clazz = w->cut->objects.list[n].clazz;
  for (uint32_t k = clazz; k != 0; k = super_of(w->cut, k))
    for (int d = 0; d < c->list[k].declared_count; d++)
      if (c->list[k].declared[d].field != 0 && !c->list[k].declared[d].is_static) size += (uint32_t)hprof_size(c->list[k].declared[d].type);
  if (!(c->list[clazz].flags & CLASS_PLANNED)) size = 0;
  instance_head(w, (uint64_t)(OBJECT_BASE + n), clazz, size);
  for (uint32_t k = size == 0 ? 0 : clazz; k != 0; k = super_of(w->cut, k)) {
    for (int d = 0; d < c->list[k].declared_count; d++) {
      const struct declared *f = &c->list[k].declared[d];
      if (f->field == 0 || f->is_static) continue;
      int reference = hprof_type(f->type) == 2;
      const struct edge *e = edges_find(&w->edges, n, reference ? EDGE_FIELD : EDGE_PRIM, f->field - 1u);
      put_value(w->h, f->type, e == NULL ? 0 : (uint64_t)e->to);
    }
  }
}

/* How many elements of an array are written: up to the last that is not null, where that saves much. */
static uint32_t kept_length(const struct writer *w, uint32_t n, uint32_t length) {
  if (!(w->cut->objects.list[n].flags & OBJ_ELEMENTS)) return 0;
  if (length <= ARRAY_KEPT_ALWAYS) return length;
  uint32_t kept = 0;
  for (uint32_t i = w->edges.start[n]; i < w->edges.start[n + 1]; i++)
    if (w->edges.list[i]->kind == EDGE_ELEMENT && w->edges.list[i]->index >= kept) kept = w->edges.list[i]->index + 1;
  return kept;
}

static int write_array(struct writer *w, uint32_t n, struct fail *why) {
  const struct object *o = &w->cut->objects.list[n];
  const struct class_info *k = &w->cut->classes.list[o->clazz];
  const struct edge *array = edges_find(&w->edges, n, EDGE_ARRAY, 0);
  uint32_t length = array == NULL ? 0 : (uint32_t)array->to, kept = k->flags & CLASS_ARRAY ? kept_length(w, n, length) : 0;
  if (k->flags & CLASS_PRIM_ARRAY) {
    put_u1(w->h, SUB_PRIMITIVES);
    put_u8(w->h, (uint64_t)(OBJECT_BASE + n));
    put_u4(w->h, 1);
    put_u4(w->h, 0);
    put_u1(w->h, (unsigned)hprof_type(k->name[1]));
    return 0;
  }
  uint64_t *elements = calloc((size_t)kept + 1, sizeof *elements);
  if (elements == NULL) return fail(why, "out of memory for an array of %u elements", kept);
  for (uint32_t i = w->edges.start[n]; i < w->edges.start[n + 1]; i++)
    if (w->edges.list[i]->kind == EDGE_ELEMENT && w->edges.list[i]->index < kept) elements[w->edges.list[i]->index] = (uint64_t)w->edges.list[i]->to;
  put_u1(w->h, SUB_OBJECTS);
  put_u8(w->h, (uint64_t)(OBJECT_BASE + n));
  put_u4(w->h, 1);
  put_u4(w->h, kept);
  put_u8(w->h, o->clazz);
  for (uint32_t i = 0; i < kept; i++) put_u8(w->h, elements[i]);
  free(elements);
  return 0;
}

static int write_heap(struct writer *w, struct fail *why) {
  struct cut *cut = w->cut;
  struct hprof *h = w->h;
  hprof_begin(h, HPROF_SEGMENT);
  for (uint32_t i = 1; i < cut->classes.count; i++)
    if (cut->classes.list[i].flags & CLASS_WRITTEN) class_dump(w, i);
  for (uint32_t i = 1; i < cut->classes.count; i++) {
    if (!(cut->classes.list[i].flags & CLASS_WRITTEN)) continue;
    hprof_next(h);
    put_u1(h, SUB_STICKY_CLASS);
    put_u8(h, i);
  }
  for (uint32_t i = 0; i < cut->threads.count; i++) {
    const struct thread *t = &cut->threads.list[i];
    hprof_next(h);
    put_u1(h, SUB_THREAD);
    put_u8(h, (uint64_t)t->id);
    put_u4(h, i + 1);
    put_u4(h, t->trace < 0 ? 1 : (uint32_t)t->trace + 1);
  }
  for (const struct edge *e = walk_next(&cut->walk, NULL); e != NULL; e = walk_next(&cut->walk, e)) {
    const struct thread *t = e->kind == EDGE_LOCAL ? threads_by_id(&cut->threads, e->from) : NULL;
    if (t == NULL) continue;
    hprof_next(h);
    put_u1(h, SUB_JAVA_FRAME);
    put_u8(h, (uint64_t)e->to);
    put_u4(h, (uint32_t)(t - cut->threads.list) + 1);
    put_u4(h, e->index);
  }
  int result = 0;
  for (uint32_t n = 1; n < cut->objects.count && result == 0; n++) {
    unsigned flags = cut->classes.list[cut->objects.list[n].clazz].flags;
    if (!(cut->objects.list[n].flags & OBJ_MET)) continue;
    hprof_next(h);
    if (flags & CLASS_STRING) write_string_object(w, n);
    else if (flags & (CLASS_ARRAY | CLASS_PRIM_ARRAY)) result = write_array(w, n, why);
    else write_instance(w, n);
  }
  for (uint32_t n = 1; n < cut->objects.count; n++)
    if ((cut->objects.list[n].flags & OBJ_MET) && (cut->classes.list[cut->objects.list[n].clazz].flags & CLASS_STRING)) write_text(w, n);
  hprof_end(h);
  hprof_begin(h, HPROF_END);
  hprof_end(h);
  return result;
}

int write_ahead(struct cut *cut, int fd, struct fail *why) {
  struct hprof h;
  if (cut->threads.count <= AHEAD_FROM) return 0;
  hprof_open(&h, fd, cut->start_millis);
  records_version(&h);
  records_ahead(&h, cut);
  cut->ahead = 1;
  return hprof_close(&h, cut->options->out, why);
}

int write_cut(struct cut *cut, int fd, struct fail *why) {
  struct hprof h;
  struct writer w = {.cut = cut, .h = &h};
  if (cut->ahead) hprof_go_on(&h, fd);
  else hprof_open(&h, fd, cut->start_millis);
  int result = edges_open(&w.edges, &cut->walk, cut->objects.count) == 0 ? 0 : fail(why, "out of memory for the edges of the cut");
  if (result == 0) {
    mark_classes(cut);
    if (!cut->ahead) records_version(&h);
    records_info(&h, cut);
    result = write_names(&w, why);
  }
  if (result == 0) {
    stacks_write(&cut->stacks, &h, &w.string_id);
    records_classes(&h, cut);
    records_threads(&h, cut);
    records_monitors(&h, cut);
    records_cpu(&h, cut);
    records_objects(&h, cut, &w.edges);
    records_refers(&h, cut, &w.edges);
    records_notices(&h, cut);
    result = write_heap(&w, why);
  }
  if (hprof_close(&h, cut->options->out, why) != 0) result = -1;
  edges_close(&w.edges);
  free(w.class_strings);
  free(w.field_strings);
  return result;
}
