/*
 * Who can still be reached, over the whole heap and to a fixpoint: a search as of a garbage collector, from everything but the
 * stacks of threads that wait for what is not reached. After A. Saioc and others, "Dynamic Partial Deadlock Detection and
 * Recovery via Garbage Collection" (ASPLOS 2025).
 */
#ifndef PEEPS_REACH_H
#define PEEPS_REACH_H

#include "arena.h"
#include "cut.h"
#include "suspects.h"

enum reach_level {
  REACH_UNKNOWN, /* the time was up */
  REACH_LIVE,
  REACH_STATIC,  /* from static fields of the application alone */
  REACH_NOT_LIVE, /* not by what will run; the time was up before it was known whether from static fields */
  REACH_NOT,     /* from nothing that will ever run */
  REACH_QUEUED   /* only over a queue from which none of those will take who alone do */
};

/* A stuck thread that refers to an object somebody asks about, in a frame of its own. */
struct reach_holder {
  int64_t thread, object;
};

struct reach {
  const struct cut *cut;
  const struct suspects *suspects;
  uint8_t *state; /* by object number */
  uint8_t *level; /* by place in suspects->asked */
  uint32_t *queue; /* by place in suspects->asked: 1 more than that of the feed that leads to it; 0: none does, or not known */
  struct arena holders; /* of struct reach_holder */
  int statics;          /* static fields of the application are followed */
  int calls;            /* some threads are taken for such as never come back from outside */
  uint32_t reference, phantom, final; /* numbers of these classes of java.lang.ref */
  int64_t deadline, first, last, called, pause, longest;
  int64_t closing; /* after aborts: the closing pass of old JDKs */
  uint64_t edges;
  int aborted, walks;
  uint32_t open; /* objects that are asked about and that this walk has not met yet */
  uint32_t moved; /* threads that waited no longer */
  uint32_t unasked; /* virtual threads beyond what can be looked at again: taken for such as go on */
};

enum reach_state { REACH_ASKED = 1, REACH_MET = 2, REACH_WAITS = 4, REACH_STUCK = 8, REACH_STUCK_BEFORE = 16, REACH_OPEN = 32, REACH_CALLED = 64, REACH_HELD = 128 };

/* The state of the object with that tag, NULL when the cut has none. */
static inline uint8_t *reach_state_of(const struct reach *r, jlong tag) {
  return object_of_tag(&r->cut->objects, tag) == NULL ? NULL : &r->state[tag - OBJECT_BASE];
}

/* Whether the thread is stuck, as far as this search has come. */
int reach_stuck_now(const struct reach *r, jlong tag);

/* Whether this reference gives its object to anybody who will run. */
int reach_counts(struct reach *r, jvmtiHeapReferenceKind kind, const jvmtiHeapReferenceInfo *info, jlong from_class, jlong tag, jlong from);

/* Looks at the threads themselves: who no longer waits as he did in the cut loses REACH_WAITS, and REACH_STUCK. How many of them
 * were stuck; -1 with the reason. */
int64_t reach_recheck(struct reach *r, struct fail *why);

/* Searches, at most as long as the budget says; each walk is a pause. 0, or -1 with the reason when JVMTI refuses. */
int reach_search(struct reach *r, const struct cut *cut, const struct suspects *s, int64_t budget, struct fail *why);

/* Whether the thread was found never to go on, in the last search that was completed. */
int reach_is_stuck(const struct reach *r, int64_t thread);

void reach_close(struct reach *r);

/* The command: takes the held cut, searches, writes options->out and holds the cut again if options->hold_ms says so. */
int reach_command(JavaVM *vm, const struct options *options, struct fail *why);

#endif
