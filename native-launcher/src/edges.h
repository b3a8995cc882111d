/*
 * The recorded edges, by the object that they start from.
 */
#ifndef PEEPS_EDGES_H
#define PEEPS_EDGES_H

#include "walk.h"

struct edges {
  const struct edge **list; /* those of one object stand together */
  uint32_t *start;          /* by object number; start[n + 1] is the end */
};

int edges_open(struct edges *e, const struct walk *w, uint32_t objects);

/* The object's edge of that kind with that index, or NULL. */
const struct edge *edges_find(const struct edges *e, uint32_t object, int kind, uint32_t index);

void edges_close(struct edges *e);

#endif
