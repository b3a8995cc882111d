#include "edges.h"

#include <stdlib.h>
#include <string.h>

static int belongs(const struct edge *e) { return e->kind != EDGE_LOCAL && e->kind != EDGE_DROPPED && e->from >= OBJECT_BASE; }

int edges_open(struct edges *e, const struct walk *w, uint32_t objects) {
  uint32_t total = 0;
  e->start = calloc((size_t)objects + 2, sizeof *e->start);
  e->list = NULL;
  if (e->start == NULL) return -1;
  for (const struct edge *p = walk_next(w, NULL); p != NULL; p = walk_next(w, p))
    if (belongs(p)) e->start[p->from - OBJECT_BASE + 1]++, total++;
  for (uint32_t i = 0; i <= objects; i++) e->start[i + 1] += e->start[i];
  e->list = malloc(((size_t)total + 1) * sizeof *e->list);
  uint32_t *fill = malloc(((size_t)objects + 1) * sizeof *fill);
  if (e->list == NULL || fill == NULL) {
    free(fill);
    return -1;
  }
  memcpy(fill, e->start, ((size_t)objects + 1) * sizeof *fill);
  for (const struct edge *p = walk_next(w, NULL); p != NULL; p = walk_next(w, p))
    if (belongs(p)) e->list[fill[p->from - OBJECT_BASE]++] = p;
  free(fill);
  return 0;
}

const struct edge *edges_find(const struct edges *e, uint32_t object, int kind, uint32_t index) {
  for (uint32_t i = e->start[object]; i < e->start[object + 1]; i++)
    if (e->list[i]->kind == kind && e->list[i]->index == index) return e->list[i];
  return NULL;
}

void edges_close(struct edges *e) {
  free(e->list);
  free(e->start);
}
