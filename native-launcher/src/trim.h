/*
 * After a walk that took much memory (room.h): the JVM gives it back to malloc within some five seconds (ChunkPoolCleaner), and
 * malloc would keep it for as long as the process lives. A thread waits that long and asks malloc to let go of it.
 */
#ifndef PEEPS_TRIM_H
#define PEEPS_TRIM_H

#include <stdint.h>

/* Says that a walk took about so many bytes; little is not worth it. Does nothing where malloc cannot be asked (musl). */
void trim_later(int64_t bytes);

#endif
