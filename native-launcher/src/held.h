/*
 * A held cut: its JVMTI environment and its numbers stay for a while, so that a second cut of the suspects gives the same
 * objects the same ids. At most one is held. It ends when it is claimed, released, or its time is up: a thread of the library's
 * own waits for that, and ends with it.
 */
#ifndef PEEPS_HELD_H
#define PEEPS_HELD_H

#include "cut.h"

/* Keeps the cut for that long. Takes it over; ends it at once when no thread can be had for its end. */
void held_put(struct cut *cut, long millis);

/* Keeps it for that time, or gives it back at once for 0. */
void held_keep_or_free(struct cut *cut, long millis);

/* The held cut, which is the caller's from now on; NULL when there is none. */
struct cut *held_claim(void);

/* Ends the held cut, if there is one. */
void held_release(void);

#endif
