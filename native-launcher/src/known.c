#include "known.h"

#include <stdlib.h>
#include <string.h>

int known_add(struct known *k, int64_t tid, jlong id) {
  if (k->count == k->size) {
    uint32_t size = k->size == 0 ? 1024 : k->size * 2;
    struct known_thread *more = realloc(k->list, size * sizeof *more);
    if (more == NULL) return -1;
    k->list = more;
    k->size = size;
  }
  k->list[k->count].tid = tid;
  k->list[k->count++].id = id;
  return 0;
}

static int by_tid(const void *a, const void *b) {
  int64_t x = ((const struct known_thread *)a)->tid, y = ((const struct known_thread *)b)->tid;
  return x < y ? -1 : x > y;
}

void known_sort(struct known *k) {
  if (k->count > 1) qsort(k->list, k->count, sizeof *k->list, by_tid);
}

jlong known_id(const struct known *k, int64_t tid) {
  struct known_thread key = {.tid = tid};
  const struct known_thread *found = k->count == 0 ? NULL : bsearch(&key, k->list, k->count, sizeof key, by_tid);
  return found == NULL ? 0 : found->id;
}

void known_close(struct known *k) {
  free(k->list);
  memset(k, 0, sizeof *k);
}
