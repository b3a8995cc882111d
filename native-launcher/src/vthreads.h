/*
 * Virtual threads: found through the JDK's own containers, outside the safepoint. A VirtualThread object is not entered
 * by the walk (its frames would be 4 of 6 million edges with 100,000 of them) but for the chosen few; what the others wait for
 * is held by local references and is thus a root of the walk.
 */
#ifndef PEEPS_VTHREADS_H
#define PEEPS_VTHREADS_H

#include "notice.h"
#include "threads.h"
#include "walk.h"

/* Adds the virtual threads that the JDK tracks: those started directly and those of executors and scopes. 0, or -1. */
int vthreads_tracked(struct threads *t, struct jvm *j, struct classes *c, struct objects *o, struct notices *n, struct fail *why);

/* True when the target runs with -Djdk.trackAllThreads=false: then threads started directly must be met to be found. */
int vthreads_untracked(struct jvm *j);

/* Adds the virtual threads that a walk met (see walk_meet_virtual). How many were new, or -1. */
int vthreads_met(struct threads *t, struct jvm *j, struct classes *c, struct objects *o, struct fail *why);

/* Reads state, carrier, blocker and planned fields of the virtual threads from number `from` on, and their stacks. */
void vthreads_read(struct threads *t, uint32_t from, struct jvm *j, struct walk *w, struct classes *c, struct stacks *s);

/* Chooses whose frames are walked, and makes them roots: all if `limit` allows, else one of each group of like stacks and
 * those at monitors. How many were chosen. */
uint64_t vthreads_choose(struct threads *t, struct jvm *j, struct classes *c, struct objects *o, const struct stacks *s, long limit, struct notices *n);

/* After the walk: gives ids to those that have none yet, and to what was recorded of them, and marks as moved who is parked on something
 * else by now. */
void vthreads_settle(struct threads *t, struct jvm *j, struct walk *w, struct classes *c);

/* Keeps the ids of those whose objects have no tags, for another cut or a search. */
void vthreads_know(const struct threads *t, struct known *known);

/* Gives the objects of those in `known` whose numbers are in `wanted` their tags. 0, or -1 with the reason. */
int vthreads_tag(const struct known *known, const struct tids *wanted, struct jvm *j, struct classes *c, struct objects *o, struct fail *why);

#endif
