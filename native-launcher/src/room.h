/*
 * The memory that the JVM's own heap walks take, and what there is of it.
 *
 * Since JDK 16 FollowReferences and IterateThroughHeap begin by looking at every frame of every platform thread (EscapeBarrier::
 * deoptimize_objects_all_threads, so that objects which compiled code keeps in registers are on the heap when it is walked). One
 * ResourceMark stands around all of it, and each frame takes a RegisterMap of some 5 kB: measured on 17 and 25, 1,000 threads of 80
 * frames cost 430 MB of native memory, which malloc keeps afterwards. In a container that gets the target killed.
 */
#ifndef PEEPS_ROOM_H
#define PEEPS_ROOM_H

#include "threads.h"

/* What a walk of these threads' frames takes, in bytes; 0 where the JVM does not look at them first. */
int64_t room_wanted(const struct threads *t, struct jvm *j);

/* What this process may still take before its control groups, its own limit or the machine run out; INT64_MAX when nothing is known. */
int64_t room_left(void);

/* Whether that many bytes are a small part of what is left. */
int room_suffices(int64_t wanted, int64_t left);

/* The same where a walk has taken `kept` bytes a moment ago: malloc keeps them, and the next walk takes the same ones. */
int room_suffices_again(int64_t wanted, int64_t kept, int64_t left);

/* Bytes by which a control group of version 1 or 2 may grow: its limit less its use, what the kernel would give back first not counted. `names`
 * are the files of limit and use. INT64_MAX without a limit. For tests; `folder` with a slash at its end. */
int64_t room_of_group(const char *folder, const char *limit, const char *use);

#endif
