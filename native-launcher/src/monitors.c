#include "monitors.h"

#include <stdlib.h>
#include <string.h>

/* Room for one more, doubling; 0 when memory is short, which is remembered. */
static int room(struct monitors *m, void **list, uint32_t count, uint32_t *size, size_t one) {
  if (count < *size) return 1;
  uint32_t more = *size == 0 ? 64 : *size * 2;
  void *grown = realloc(*list, more * one);
  if (grown == NULL) {
    m->failed = 1;
    return 0;
  }
  *list = grown;
  *size = more;
  return 1;
}

struct monitor *monitors_find(const struct monitors *m, int64_t object) {
  for (uint32_t i = 0; i < m->count; i++)
    if (m->list[i].object == object) return &m->list[i];
  return NULL;
}

struct monitor *monitors_add(struct monitors *m, int64_t object, int source) {
  if (!room(m, (void **)&m->list, m->count, &m->size, sizeof *m->list)) return NULL;
  struct monitor *one = &m->list[m->count++];
  memset(one, 0, sizeof *one);
  one->object = object;
  one->source = (uint8_t)source;
  one->depth = DEPTH_UNKNOWN;
  one->first = m->waiter_count;
  return one;
}

void monitors_add_waiter(struct monitors *m, int64_t thread) {
  if (room(m, (void **)&m->waiters, m->waiter_count, &m->waiter_size, sizeof *m->waiters)) m->waiters[m->waiter_count++] = thread;
}

struct class_init *monitors_add_init(struct monitors *m, int64_t clazz, int64_t initializer) {
  if (!room(m, (void **)&m->inits, m->init_count, &m->init_size, sizeof *m->inits)) return NULL;
  struct class_init *one = &m->inits[m->init_count++];
  one->clazz = clazz;
  one->initializer = initializer;
  one->first = m->waiter_count;
  one->waiting = 0;
  return one;
}

void monitors_close(struct monitors *m) {
  free(m->list);
  free(m->inits);
  free(m->waiters);
  memset(m, 0, sizeof *m);
}
