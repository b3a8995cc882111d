/*
 * Puts the frame references of the walk on the frames of the stacks. Both number frames from the innermost, but the walk
 * also counts frames that stacks hide (two on top of a parked virtual thread), so method and location decide.
 */
#ifndef PEEPS_FRAMES_H
#define PEEPS_FRAMES_H

#include "stacks.h"
#include "threads.h"
#include "walk.h"

/* Renumbers the recorded locals by the frames of their threads' stacks. A thread whose locals fit its stack nowhere was
 * running between the two: it is marked as moved, and its locals are dropped. 0, or -1 when memory is short. */
int frames_align(struct walk *w, struct threads *t, const struct stacks *s);

#endif
