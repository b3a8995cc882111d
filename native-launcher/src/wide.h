/*
 * The wide walk: looks through the whole heap for instances of the planned classes that may wait without any thread, and
 * makes those that are not settled roots of the narrow walk that follows. It records nothing itself.
 */
#ifndef PEEPS_WIDE_H
#define PEEPS_WIDE_H

#include "cut.h"

/* Decides whether a wide walk fits the budget, does it, and holds what it found. In a small heap the narrow walk is done first, and stays
 * the only one (`walked`) if it has met all that a wide one would hold. Sets the cut's walk_name, wide_pause and estimates. 0, or -1 with the reason when JVMTI refuses. */
int wide_run(struct cut *cut, struct fail *why);

/* What a pass over the heap may cost in nanoseconds, from its used bytes, virtual threads, JDK and collector: careful, as a filtered
 * pass is not stopped while it meets nothing that it looks for. */
int64_t wide_estimate(int64_t used_heap, uint32_t virtual_threads, int release, const char *collector, int filtered);

#endif
