/*
 * What /proc tells about this process, for which the JVM has no answer without running Java code.
 */
#ifndef PEEPS_PROCESS_H
#define PEEPS_PROCESS_H

#include <stdint.h>

/* Milliseconds since this process was started, 0 when unknown. */
int64_t process_uptime_millis(void);

/* The collector's name by the names of its threads: G1, ZGC, Shenandoah, Parallel, Serial; "" when /proc is not there. */
void process_collector(char *to, int size);

#endif
