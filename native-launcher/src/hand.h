/*
 * The narrow walk by hand, for JDKs 10 to 19. There FollowReferences marks what it visits in the objects' headers, and ends with a
 * pass over the whole heap that takes the marks off again; in a large heap that pass is nearly all of the pause. It is left out when
 * the walk is given up before any object was visited: so only the frames are asked of FollowReferences, and the way from there
 * is gone field by field through JNI while all threads are stopped.
 */
#ifndef PEEPS_HAND_H
#define PEEPS_HAND_H

#include "threads.h"
#include "walk.h"

#define HAND_FETCH_NANOS 0.3 /* JVMTI compares each wanted tag with each that there is */

enum hand_result { HAND_FAILED = -1, HAND_DONE = 0, HAND_UNFIT = 1 };

/* Walks as walk_run does, from the given threads, their frames and what walk_hold was told; records the same. HAND_UNFIT: it
 * cannot be done here, or not consistently, or getting hold of what is in frames would take longer than fetch_limit nanoseconds; then
 * walk_again has to be called before another way is tried. No thread is stopped any more when it returns. */
enum hand_result hand_run(struct walk *w, struct jvm *j, const struct threads *threads, int64_t deadline, int64_t fetch_limit, struct fail *why);

#endif
