#include "frames.h"

#include <stdlib.h>

#define SHIFT_MAX 64

static int fits(const struct edge *e, const struct stacks *s, int64_t trace, int shift) {
  const struct frame *f = (int64_t)e->index < shift ? NULL : stacks_frame(s, trace, e->index - (uint32_t)shift);
  return f != NULL && f->method == e->method && (uint16_t)f->location == e->location;
}

/* Frames above the stack's own top are hidden ones: their locals belong nowhere. */
static int all_fit(struct edge *const *list, uint32_t count, const struct stacks *s, int64_t trace, int shift) {
  int some = 0;
  for (uint32_t i = 0; i < count; i++) {
    if ((int64_t)list[i]->index < shift) continue;
    if (!fits(list[i], s, trace, shift)) return 0;
    some = 1;
  }
  return some;
}

static void drop(struct edge *e) {
  e->kind = EDGE_DROPPED;
}

static void align(struct edge **list, uint32_t count, struct thread *t, const struct stacks *s) {
  int shift = 0;
  if (count == 0) return;
  while (shift < SHIFT_MAX && !all_fit(list, count, s, t->trace, shift)) shift++;
  if (shift == SHIFT_MAX) t->flags |= THREAD_MOVED;
  for (uint32_t i = 0; i < count; i++) {
    if (shift == SHIFT_MAX || (int64_t)list[i]->index < shift) drop(list[i]);
    else list[i]->index -= (uint32_t)shift;
  }
}

int frames_align(struct walk *w, struct threads *t, const struct stacks *s) {
  uint32_t *start = calloc((size_t)t->count + 2, sizeof *start), *fill = calloc((size_t)t->count + 1, sizeof *fill), total = 0;
  struct edge **list = NULL;
  const struct edge *e;
  if (start != NULL && fill != NULL) {
    for (e = walk_next(w, NULL); e != NULL; e = walk_next(w, e)) {
      const struct thread *one = e->kind == EDGE_LOCAL ? threads_by_id(t, e->from) : NULL;
      if (one != NULL) start[one - t->list + 1]++, total++;
    }
    list = malloc(((size_t)total + 1) * sizeof *list);
  }
  if (list != NULL) {
    for (uint32_t i = 0; i < t->count; i++) start[i + 1] += start[i], fill[i] = start[i];
    for (e = walk_next(w, NULL); e != NULL; e = walk_next(w, e)) {
      const struct thread *one = e->kind == EDGE_LOCAL ? threads_by_id(t, e->from) : NULL;
      if (one != NULL) list[fill[one - t->list]++] = (struct edge *)e;
    }
    for (uint32_t i = 0; i < t->count; i++) align(list + start[i], start[i + 1] - start[i], &t->list[i], s);
  }
  int result = list == NULL ? -1 : 0;
  free(list);
  free(start);
  free(fill);
  return result;
}
