/*
 * Virtual threads that are still being made. FollowReferences asks the continuation of each VirtualThread it visits whether it is done
 * (JvmtiEnvBase::is_vthread_alive). While the constructor has not set it yet that reads through null, and the target
 * crashes (seen on 25 in a program that starts virtual threads all the time; 21 survived the same).
 *
 * Until then nobody refers to it but frames of that constructor and the Runnable of its continuation. So no walk visits a virtual
 * thread over such a reference, unless it is known to have started. One that anybody may let go on is met over others too: in a queue
 * of its scheduler, a timer or what it waits for. (One that was started after the threads were listed, that nobody else can unpark and that a
 * running thread has in a frame, perhaps to interrupt it, is not looked into.)
 */
#ifndef PEEPS_UNBORN_H
#define PEEPS_UNBORN_H

#include "classes.h"
#include "objects.h"

/* Whether a walk must not visit what this reference leads to. */
int may_be_unborn(const struct classes *c, const struct objects *o, jvmtiHeapReferenceKind kind, jlong class_tag, jlong from_class, jlong tag);

/* Whether a virtual thread may ever have been made here, as far as the classes that are loaded tell. Where none was, a walk may be left to
 * itself: with a class filter the JVM visits all others without asking. */
int virtual_threads_are_made(const struct classes *c);

#endif
