/*
 * A thread of the library's own that the JVM knows nothing of.
 */
#ifndef PEEPS_BACKGROUND_H
#define PEEPS_BACKGROUND_H

/* Not where the command fails: the JVM unloads a library whose first load has failed, and the thread would run where no code is any more.
 * Starts it, detached and with all signals blocked: one that is meant for the application must not land there. -1 when there can be none. */
int background_start(void *(*run)(void *), void *argument);

#endif
