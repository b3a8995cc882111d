/*
 * A thread of the library's own that the JVM knows nothing of.
 */
#ifndef PEEPS_BACKGROUND_H
#define PEEPS_BACKGROUND_H

/* Starts it, detached and with all signals blocked: one that is meant for the application must not land there. -1 when there can be none. */
int background_start(void *(*run)(void *), void *argument);

#endif
