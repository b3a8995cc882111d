/*
 * Monitors: who is inside, who wants in, who waits to be notified; and classes whose initialisation somebody waits for.
 */
#ifndef PEEPS_MONITORS_H
#define PEEPS_MONITORS_H

#include <stdint.h>

enum monitor_source { MONITOR_USAGE = 1, MONITOR_SNAPSHOT = 2, MONITOR_INFO = 3 };

#define DEPTH_UNKNOWN 0xFFFFFFFFu

struct monitor {
  int64_t object, owner;
  uint32_t entries, depth;
  uint8_t source;
  uint8_t by_snapshot; /* the owner came from there, so its entries are counted there */
  uint32_t first, entering, waiting; /* in `waiters`: those entering, then those in Object.wait */
};

struct class_init {
  int64_t clazz, initializer;
  uint32_t first, waiting;
};

struct monitors {
  struct monitor *list;
  uint32_t count, size;
  struct class_init *inits;
  uint32_t init_count, init_size;
  int64_t *waiters;
  uint32_t waiter_count, waiter_size;
  int failed; /* memory was short: something is missing */
};

/* The monitor of that object, or NULL. */
struct monitor *monitors_find(const struct monitors *m, int64_t object);

/* Adds a monitor without waiters; NULL when memory is short. The pointer holds until the next one is added. */
struct monitor *monitors_add(struct monitors *m, int64_t object, int source);

/* Adds the waiters of a monitor or a class that is the last one added to: those entering first. */
void monitors_add_waiter(struct monitors *m, int64_t thread);

struct class_init *monitors_add_init(struct monitors *m, int64_t clazz, int64_t initializer);

void monitors_close(struct monitors *m);

#endif
