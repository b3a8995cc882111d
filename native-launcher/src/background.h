/*
 * A thread of the library's own that the JVM knows nothing of. It may outlive a command that has failed: the library is linked so that the
 * JVM, which from 21 on unloads one whose first load has failed, does not take its code away (nodelete, see the Makefile).
 */
#ifndef PEEPS_BACKGROUND_H
#define PEEPS_BACKGROUND_H

/* Starts it, detached and with all signals blocked but those of faults: one that is meant for the application must not land there. -1 when
 * there can be none. */
int background_start(void *(*run)(void *), void *argument);

#endif
