#include "records.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FORMAT_VERSION 1
#define IDS_IN_ONE_RECORD 100000 /* so that no record grows without bound */

void records_begin(struct hprof *h, int subtype) {
  hprof_begin(h, HPROF_PEEPS);
  put_u1(h, (unsigned)subtype);
}

void records_version(struct hprof *h) {
  records_begin(h, RECORD_VERSION);
  put_u4(h, FORMAT_VERSION);
  hprof_end(h);
}

/* ---- INFO ---- */

struct pairs {
  struct hprof *h;
  size_t count_at;
  uint32_t count;
};

static void pair(struct pairs *p, const char *key, const char *value) {
  put_text(p->h, key);
  put_text(p->h, value);
  p->count++;
}

static void number(struct pairs *p, const char *key, int64_t value) {
  char text[32];
  snprintf(text, sizeof text, "%" PRId64, value);
  pair(p, key, text);
}

static void property(struct pairs *p, struct cut *cut, const char *key) {
  char value[256];
  jvm_property(&cut->jvm, key, value, sizeof value);
  pair(p, key, value);
}

/* "17.0.15+6-Debian" is 17.0.15; JDK 8 numbers its JVM otherwise, so there it is 8 alone. */
static void java_version(struct pairs *p, struct cut *cut) {
  char value[256];
  jvm_property(&cut->jvm, "java.vm.version", value, sizeof value);
  value[strcspn(value, "+-")] = '\0';
  if (cut->jvm.release <= 8) snprintf(value, sizeof value, "%d", cut->jvm.release);
  pair(p, "java.version", value);
}

/* The main class or jar alone: the arguments behind it may hold what is nobody's business. */
static void main_class(struct pairs *p, struct cut *cut) {
  char command[1024];
  jvm_property(&cut->jvm, "sun.java.command", command, sizeof command);
  command[strcspn(command, " ")] = '\0';
  pair(p, "mainClass", command);
}

void records_info(struct hprof *h, struct cut *cut) {
  struct pairs p = {.h = h};
  const struct walk *w = &cut->walk;
  records_begin(h, RECORD_INFO);
  p.count_at = h->used;
  put_u4(h, 0);
  number(&p, "pid", getpid());
  java_version(&p, cut);
  property(&p, cut, "java.vm.name");
  property(&p, cut, "java.vm.version");
  main_class(&p, cut);
  pair(&p, "library", LIBRARY_VERSION);
  pair(&p, "walk", cut->walk_name);
  pair(&p, "collector", cut->collector);
  number(&p, "startMillis", (int64_t)cut->start_millis);
  number(&p, "uptimeMillis", cut->uptime_millis);
  number(&p, "safepointNanos", w->first - w->called);
  number(&p, "pauseNanos", w->last - w->first + cut->wide_pause);
  number(&p, "closingNanos", w->returned - w->last);
  number(&p, "suspendedThreads", w->stopped);
  number(&p, "totalNanos", now_nanos() - cut->started);
  number(&p, "estimateWideNanos", cut->wide_estimate);
  number(&p, "usedHeap", cut->used_heap);
  number(&p, "objects", cut->objects.count - 1);
  number(&p, "edges", (int64_t)w->edges);
  number(&p, "threads", cut->threads.count - cut->threads.virtual_count - cut->threads.ended);
  number(&p, "virtualThreads", cut->threads.virtual_count);
  number(&p, "framesEntered", (int64_t)cut->frames_entered);
  number(&p, "maxPauseMillis", cut->options->max_pause_ms);
  number(&p, "maxObjects", cut->max_objects);
  number(&p, "framesLimit", cut->options->frames);
  if (cut->options->hold_ms > 0) number(&p, "heldMillis", cut->options->hold_ms);
  for (int i = 0; h->error == 0 && i < 4; i++) h->buffer[p.count_at + (size_t)i] = (uint8_t)(p.count >> (8 * (3 - i)));
  hprof_end(h);
}

void records_ahead(struct hprof *h, const struct cut *cut) {
  struct pairs p = {.h = h};
  records_begin(h, RECORD_INFO);
  put_u4(h, 1);
  number(&p, "threads", cut->threads.count);
  hprof_end(h);
}

/* ---- the others ---- */

void records_classes(struct hprof *h, const struct cut *cut) {
  for (uint32_t i = 1; i < cut->classes.count; i++) {
    const struct class_info *k = &cut->classes.list[i];
    if (!(k->flags & CLASS_WRITTEN) || (k->plan_count == 0 && !(k->flags & CLASS_APP))) continue;
    records_begin(h, RECORD_CLASS);
    put_u8(h, i);
    put_u4(h, k->flags & CLASS_APP ? 1 : 0);
    put_u4(h, (uint32_t)k->plan_count);
    for (int p = 0; p < k->plan_count; p++) put_text(h, cut->plan.classes[k->plans[p]].name);
    hprof_end(h);
  }
}

void records_threads(struct hprof *h, const struct cut *cut) {
  for (uint32_t i = 0; i < cut->threads.count; i++) {
    const struct thread *t = &cut->threads.list[i];
    records_begin(h, RECORD_THREAD);
    put_u8(h, (uint64_t)t->id);
    put_u4(h, i + 1);
    put_u8(h, (uint64_t)t->tid);
    put_u4(h, t->state);
    put_u1(h, t->flags);
    put_u8(h, (uint64_t)t->carrier);
    put_u8(h, (uint64_t)t->blocker);
    put_u8(h, 0);
    put_text(h, t->name);
    hprof_end(h);
  }
}

/* How long each platform thread has run: one that has moved between two cuts has used some of it. */
void records_cpu(struct hprof *h, const struct cut *cut) {
  uint32_t known = 0;
  for (uint32_t i = 0; i < cut->threads.count; i++) known += cut->threads.list[i].cpu >= 0;
  records_begin(h, RECORD_CPU);
  put_u4(h, known);
  for (uint32_t i = 0; i < cut->threads.count; i++) {
    const struct thread *t = &cut->threads.list[i];
    if (t->cpu < 0) continue;
    put_u8(h, (uint64_t)t->id);
    put_u8(h, (uint64_t)t->cpu);
  }
  hprof_end(h);
}

/* What an application's object refers to, whatever its fields are called: who knows a latch may count it down. */
void records_refers(struct hprof *h, const struct cut *cut, const struct edges *edges) {
  for (uint32_t n = 1; n < cut->objects.count; n++) {
    uint32_t count = 0;
    for (uint32_t i = edges->start[n]; i < edges->start[n + 1]; i++) count += edges->list[i]->kind == EDGE_SEES;
    if (count == 0) continue;
    records_begin(h, RECORD_REFERS);
    put_u8(h, (uint64_t)(OBJECT_BASE + n));
    put_u4(h, count);
    for (uint32_t i = edges->start[n]; i < edges->start[n + 1]; i++)
      if (edges->list[i]->kind == EDGE_SEES) put_u8(h, (uint64_t)edges->list[i]->to);
    hprof_end(h);
  }
}

void records_monitors(struct hprof *h, const struct cut *cut) {
  const struct monitors *all = &cut->monitors;
  for (uint32_t i = 0; i < all->count; i++) {
    const struct monitor *m = &all->list[i];
    records_begin(h, RECORD_MONITOR);
    put_u8(h, (uint64_t)m->object);
    put_u8(h, (uint64_t)m->owner);
    put_u4(h, m->entries);
    put_u4(h, m->depth);
    put_u1(h, m->source);
    put_u4(h, m->entering);
    for (uint32_t n = 0; n < m->entering; n++) put_u8(h, (uint64_t)all->waiters[m->first + n]);
    put_u4(h, m->waiting);
    for (uint32_t n = 0; n < m->waiting; n++) put_u8(h, (uint64_t)all->waiters[m->first + m->entering + n]);
    hprof_end(h);
  }
  for (uint32_t i = 0; i < all->init_count; i++) {
    const struct class_init *c = &all->inits[i];
    records_begin(h, RECORD_CLASS_INIT);
    put_u8(h, (uint64_t)c->clazz);
    put_u8(h, (uint64_t)c->initializer);
    put_u4(h, c->waiting);
    for (uint32_t n = 0; n < c->waiting; n++) put_u8(h, (uint64_t)all->waiters[c->first + n]);
    hprof_end(h);
  }
}

int records_incomplete(const struct cut *cut, uint32_t n) {
  const struct object *o = &cut->objects.list[n];
  unsigned flags = cut->classes.list[o->clazz].flags;
  int lost = (o->flags & OBJ_CUT) || cut->walk.arena.full;
  if (!(o->flags & OBJ_MET)) return 0;
  if (o->flags & OBJ_BY_JNI) return lost;
  if (flags & CLASS_STRING) return !(o->flags & OBJ_NAME) || !(o->flags & OBJ_VISITED) || lost;
  if (flags & (CLASS_ARRAY | CLASS_PRIM_ARRAY)) return !(o->visited & OBJ_ELEMENTS) || lost;
  if (!(flags & CLASS_PLANNED)) return 0;
  return !(o->flags & OBJ_VISITED) || lost;
}

void records_objects(struct hprof *h, const struct cut *cut, const struct edges *edges) {
  uint32_t n = 1;
  while (n < cut->objects.count) {
    uint32_t count = 0;
    records_begin(h, RECORD_INCOMPLETE);
    size_t at = h->used;
    put_u4(h, 0);
    for (; n < cut->objects.count && count < IDS_IN_ONE_RECORD; n++) {
      if (!records_incomplete(cut, n)) continue;
      put_u8(h, (uint64_t)(OBJECT_BASE + n));
      count++;
    }
    for (int i = 0; h->error == 0 && i < 4; i++) h->buffer[at + (size_t)i] = (uint8_t)(count >> (8 * (3 - i)));
    hprof_end(h);
  }
  for (n = 1; n < cut->objects.count; n++) {
    const struct edge *array = cut->objects.list[n].flags & OBJ_MET ? edges_find(edges, n, EDGE_ARRAY, 0) : NULL;
    if (array == NULL) continue;
    records_begin(h, RECORD_ARRAY_LENGTH);
    put_u8(h, (uint64_t)(OBJECT_BASE + n));
    put_u4(h, (uint32_t)array->to);
    hprof_end(h);
  }
}

void records_notices(struct hprof *h, const struct cut *cut) {
  for (int i = 0; i < cut->notices.count; i++) {
    records_begin(h, RECORD_NOTICE);
    put_text(h, cut->notices.list[i].code);
    put_u8(h, cut->notices.list[i].count);
    put_text(h, cut->notices.list[i].detail);
    hprof_end(h);
  }
}
