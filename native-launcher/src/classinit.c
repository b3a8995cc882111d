/*
 * Threads that wait for a class to be initialised. The JVM shows them as runnable, and no interface says what they wait
 * for. It follows from what is known: a frame of X.<clinit> in a thread's stack means that this thread initialises X, and
 * a thread whose next bytecode is new, getstatic, putstatic or invokestatic of X cannot go on before that.
 */
#include <stdlib.h>
#include <string.h>

#include "bytecode.h"
#include "locks.h"
#include "resolve.h"

struct initializing {
  uint32_t clazz;
  int64_t thread;
};

struct init_search {
  struct cut *cut;
  struct initializing *list;
  uint32_t count, size;
};

static int add(struct init_search *s, uint32_t clazz, int64_t thread) {
  for (uint32_t i = 0; i < s->count; i++)
    if (s->list[i].clazz == clazz) return 0;
  if (s->count == s->size) {
    uint32_t size = s->size == 0 ? 16 : s->size * 2;
    struct initializing *more = realloc(s->list, size * sizeof *more);
    if (more == NULL) return 0;
    s->list = more;
    s->size = size;
  }
  s->list[s->count].clazz = clazz;
  s->list[s->count++].thread = thread;
  return 1;
}

static const struct initializing *initializer(const struct init_search *s, uint32_t clazz) {
  for (uint32_t i = 0; i < s->count; i++)
    if (s->list[i].clazz == clazz) return &s->list[i];
  return NULL;
}

/* Who stands in a <clinit>. Of several frames of one class the first seen counts: there is but one such thread. */
static void find_clinit(struct init_search *s) {
  struct cut *cut = s->cut;
  for (uint32_t i = 0; i < cut->threads.count; i++) {
    const struct thread *t = &cut->threads.list[i];
    if (t->trace < 0 || !cut->stacks.traces[t->trace].clinit) continue;
    const struct frame *f;
    for (uint32_t d = 0; (f = stacks_frame(&cut->stacks, t->trace, d)) != NULL; d++) {
      const struct method *m = stacks_describe(&cut->stacks, f->method);
      if (m != NULL && m->name != NULL && strcmp(m->name, "<clinit>") == 0) add(s, m->clazz, t->id);
    }
  }
}

/* The class that the thread's next bytecode needs initialised, by number; 0 when it is none or not loaded. */
static uint32_t needs(struct init_search *s, const struct thread *t) {
  struct cut *cut = s->cut;
  const struct frame *top = stacks_frame(&cut->stacks, t->trace, 0);
  const struct method *m = top == NULL ? NULL : stacks_describe(&cut->stacks, top->method);
  char name[512];
  if (m == NULL || m->native || !bytecode_class(&cut->jvm, top->method, top->location, name, sizeof name)) return 0;
  return classes_find(&cut->classes, name);
}

/* The class that somebody else initialises, at or above the class that is needed. */
static uint32_t awaited(const struct init_search *s, uint32_t needed, int64_t thread) {
  for (uint32_t k = needed; k != 0; k = s->cut->classes.list[k].super) {
    const struct initializing *i = initializer(s, k);
    if (i != NULL && i->thread != thread) return k;
  }
  return 0;
}

struct wait {
  uint32_t needed;
  const struct thread *thread;
};

static void write_waits(struct init_search *s, const struct wait *waits, uint32_t count) {
  struct monitors *m = &s->cut->monitors;
  for (uint32_t i = 0; i < s->count; i++) {
    struct class_init *one = monitors_add_init(m, s->list[i].clazz, s->list[i].thread);
    for (uint32_t w = 0; one != NULL && w < count; w++) {
      if (awaited(s, waits[w].needed, waits[w].thread->id) != s->list[i].clazz) continue;
      monitors_add_waiter(m, waits[w].thread->id);
      one->waiting++;
    }
  }
}

void classinit_gather(struct cut *cut) {
  struct init_search s = {.cut = cut};
  uint32_t count = 0, *by_trace = calloc(cut->stacks.trace_count, sizeof *by_trace);
  struct wait *waits = malloc(((size_t)cut->threads.count + 1) * sizeof *waits);
  find_clinit(&s);
  for (uint32_t i = 0; by_trace != NULL && waits != NULL && s.count > 0 && i < cut->threads.count; i++) {
    const struct thread *t = &cut->threads.list[i];
    if (t->trace <= 0 || !(t->state & JVMTI_THREAD_STATE_RUNNABLE)) continue;
    if (by_trace[t->trace] == 0) by_trace[t->trace] = needs(&s, t) + 1;
    uint32_t needed = by_trace[t->trace] - 1;
    if (needed == 0) continue;
    waits[count].needed = needed;
    waits[count++].thread = t;
  }
  /* Who waits for a superclass has begun with the class below it, though no frame shows that. */
  for (uint32_t w = 0; w < count; w++) {
    uint32_t end = awaited(&s, waits[w].needed, waits[w].thread->id);
    for (uint32_t k = waits[w].needed; end != 0 && k != end; k = cut->classes.list[k].super) add(&s, k, waits[w].thread->id);
  }
  if (by_trace != NULL && waits != NULL) write_waits(&s, waits, count);
  free(by_trace);
  free(waits);
  free(s.list);
}
