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
  uint32_t first, entering, waiting; /* in `waiters`: those entering, then those in Object.wait */
};

struct class_init {
  int64_t clazz, initializer;
  uint32_t first, waiting;
};

struct monitors {
  struct monitor *list;
  uint32_t count;
  struct class_init *inits;
  uint32_t init_count;
  int64_t *waiters;
  uint32_t waiter_count;
};

#endif
