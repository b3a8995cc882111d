/*
 * Memory for what the heap callbacks record: mapped once, before the safepoint, and bounded. A callback may neither
 * allocate from the C heap nor wait, and an unbounded walk would let the target run into its container's limit.
 */
#ifndef PEEPS_ARENA_H
#define PEEPS_ARENA_H

#include <stddef.h>

struct arena {
  unsigned char *base;
  size_t used, size;
  int full; /* something did not fit: from then on nothing is taken, so that what is there has no holes */
};

/* 0, or -1 when the memory cannot be mapped. Pages are touched only as they are used. */
int arena_open(struct arena *a, size_t size);

/* `size` bytes, aligned to 8 and zeroed, or NULL when full. Safe in a heap callback. */
void *arena_take(struct arena *a, size_t size);

/* Forgets all but the first `keep` bytes; there is room again. */
void arena_reset(struct arena *a, size_t keep);

void arena_close(struct arena *a);

#endif
