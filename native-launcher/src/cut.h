/*
 * A cut: one picture of one process at one time, from the class pass to the file.
 */
#ifndef PEEPS_CUT_H
#define PEEPS_CUT_H

#include "classes.h"
#include "known.h"
#include "monitors.h"
#include "notice.h"
#include "objects.h"
#include "options.h"
#include "plan.h"
#include "stacks.h"
#include "threads.h"
#include "tids.h"
#include "walk.h"

#define LIBRARY_VERSION "1"
#define ARENA_BYTES ((size_t)64 << 20)

struct cut {
  struct jvm jvm;
  const struct options *options;
  struct plan plan;
  struct classes classes;
  struct objects objects;
  struct threads threads;
  struct stacks stacks;
  struct walk walk;
  struct monitors monitors;
  struct known known; /* in a held cut: ids of virtual threads without tags */
  struct tids only; /* the suspects; empty: all threads */
  struct notices notices;
  const char *walk_name; /* INFO "walk" */
  long max_objects;
  int64_t started;       /* monotonic */
  uint64_t start_millis; /* of the wall clock */
  int64_t walk_memory; /* bytes that a walk from all frames takes of the target's (room.h) */
  int walked; /* the narrow walk is done, in the course of deciding on a wide one */
  int ahead; /* the file has been started (write_ahead) */
  int lean; /* there is not that much: no walk from frames */
  int64_t wide_pause, wide_estimate, used_heap, uptime_millis;
  char collector[32];
  uint64_t frames_entered, strangers;
  uint32_t virtual_threads; /* how many there are, also when their list is given back: in a held cut */
};

/* Ends a cut: its environment, its tags, its memory. */
void cut_free(struct cut *cut);

/* Takes a cut and writes it to options->out. 0, or -1 with the reason; then no file is left but one that says so. */
int cut_take(JavaVM *vm, const struct options *options, struct fail *why);

#endif
