/*
 * Virtual threads that the walk has met and that are not among those that the JDK tracks: they have ended, or were started since these
 * were listed. Those that have ended get a record like all others, since one may still own a lock that nobody gives back.
 */
#ifndef PEEPS_STRANGERS_H
#define PEEPS_STRANGERS_H

#include "threads.h"
#include "walk.h"

/* After the walk, before vthreads_settle: adds those that have ended, a bounded number of them. 0, or -1 when memory is short. */
int strangers_add(struct threads *t, struct jvm *j, struct walk *w, struct classes *c, struct fail *why);

/* How many virtual threads the walk has met that are no threads of this cut. */
uint64_t strangers_count(const struct walk *w, const struct classes *c);

#endif
