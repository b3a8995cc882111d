/*
 * The registry: Java code of ours in a class loader of its own, started once per JVM. What it is for: docs/registry.md.
 */
#ifndef PEEPS_REGISTRY_H
#define PEEPS_REGISTRY_H

#include <jvmti.h>

#include "fail.h"
#include "jvm.h"

enum registry_result {
  REGISTRY_FAILED = -1, /* with the reason; the JVM is as it was */
  REGISTRY_DONE = 0,
  REGISTRY_THERE = 1,  /* start: one was there already */
  REGISTRY_ABSENT = 2, /* stop: there was none */
  REGISTRY_ENDING = 3  /* stop: told to end, but its thread has not ended in time; it will when what holds it lets go */
};

/*
 * Starts the registry from the jar at `path`, unless there is one. Returns once its thread is started. Either way it takes
 * the layouts in the file `layouts`, unless that is empty.
 */
enum registry_result registry_start(JavaVM *vm, const char *path, const char *layouts, struct fail *why);

/* Ends the registry; nothing here refers to its classes afterwards. */
enum registry_result registry_stop(JavaVM *vm, struct fail *why);

/* Its class loader, a local reference; NULL when there is none, or one is just being started or ended. */
jobject registry_loader(struct jvm *j);

#endif
