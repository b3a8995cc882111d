/*
 * Which way the narrow walk goes: within one safepoint of the JVM's own walk, or by hand with all threads stopped (hand.h).
 */
#ifndef PEEPS_NARROW_H
#define PEEPS_NARROW_H

#include "cut.h"

/* 0, or -1 with the reason. */
int narrow_run(struct cut *cut, int64_t deadline, struct fail *why);

/* What the pass over the heap at the end of FollowReferences may cost on a JDK that has it, in nanoseconds. */
int64_t narrow_closing_estimate(int64_t used_heap, const char *collector);

/* What a walk by hand may cost beyond the JVM's own, but for that pass: to stop so many threads, to get hold of what is in their
 * frames among so many tags, and to look into the objects that were held before. */
int64_t narrow_hand_estimate(uint32_t threads, uint32_t held, uint32_t tags);

#endif
