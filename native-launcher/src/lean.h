/*
 * The narrow walk where the memory for one from all frames is missing (room.h). FollowReferences looks at no frames beforehand when it
 * starts from a given object, nor when untagged objects are filtered out (jvmtiTagMap.cpp, since 16). So it is asked twice: from an array
 * of all threads, over their fields to what they are parked on and so on; then for the frames' references to what was found
 * that way. What is missing: objects that are only in frames, such as the future in CompletableFuture.waitingGet.
 */
#ifndef PEEPS_LEAN_H
#define PEEPS_LEAN_H

#include "cut.h"

/* 0, or -1 with the reason. Platform threads are flagged: their frames' locals were not looked into. */
int lean_run(struct cut *cut, int64_t deadline, struct fail *why);

#endif
