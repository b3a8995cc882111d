#include "arena.h"

#include <string.h>
#include <sys/mman.h>

int arena_open(struct arena *a, size_t size) {
  memset(a, 0, sizeof *a);
  void *base = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (base == MAP_FAILED) return -1;
  a->base = base;
  a->size = size;
  return 0;
}

void *arena_take(struct arena *a, size_t size) {
  size = (size + 7) & ~(size_t)7;
  if (a->full || size > a->size - a->used) {
    a->full = 1;
    return NULL;
  }
  void *p = a->base + a->used;
  a->used += size;
  return p;
}

void arena_reset(struct arena *a, size_t keep) {
  memset(a->base + keep, 0, a->used - keep);
  a->used = keep;
  a->full = 0;
}

void arena_close(struct arena *a) {
  if (a->base != NULL) munmap(a->base, a->size);
  memset(a, 0, sizeof *a);
}
