/*
 * What a search for who can still be reached is asked (docs/cut-format.md, "Suspects file"): who waits for what, by the ids
 * of the held cut.
 */
#ifndef PEEPS_SUSPECTS_H
#define PEEPS_SUSPECTS_H

#include <stdint.h>

#include "fail.h"

#define WAIT_OUTSIDE (-1)
#define WAIT_CARRIER (-2)
#define WAIT_CLASS (-3)

/* One thread that goes on when one of its targets is reached, or when a thread among them goes on. */
struct wait {
  int64_t thread, blocker; /* what it is parked on; 0: at a monitor, or not known; WAIT_OUTSIDE: in a call outside the JVM; WAIT_CARRIER: for one; WAIT_CLASS: for a static initialiser */
  uint32_t first, count; /* in `targets` */
};

/* A queue that nobody uses but these threads, who take from it. */
struct feed {
  int64_t queue;
  uint32_t first, count; /* in `targets` */
};

struct suspects {
  struct wait *waits; /* sorted by thread */
  uint32_t wait_count, wait_size;
  struct feed *feeds;
  uint32_t feed_count, feed_size;
  int64_t *targets;
  uint32_t target_count, target_size;
  int64_t *asked; /* objects somebody wants to know about */
  uint32_t asked_count, asked_size;
};

/* 0, or -1 with the reason; `source` names the text in it. */
int suspects_parse(struct suspects *s, const char *text, const char *source, struct fail *why);

int suspects_read(struct suspects *s, const char *path, struct fail *why);

/* The wait of a thread; NULL when nothing is said of it. */
const struct wait *suspects_wait_of(const struct suspects *s, int64_t thread);

void suspects_close(struct suspects *s);

#endif
