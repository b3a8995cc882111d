/*
 * The three handles of a cut into the JVM, and the few things every part asks of it.
 */
#ifndef PEEPS_JVM_H
#define PEEPS_JVM_H

#include <jvmti.h>
#include <stdint.h>

#include "fail.h"

struct jvm {
  JavaVM *vm;
  JNIEnv *jni;
  jvmtiEnv *ti;
  int release; /* 8, 11, 17, ... ; 0 unknown */
  int can_source, can_lines, can_monitors, can_bytecodes, can_cpu;
};

/* Opens a JVMTI environment of its own and takes the capabilities that are to be had. 0, or -1 with the reason. */
int jvm_open(struct jvm *j, JavaVM *vm, struct fail *why);

/* Ends the use of the environment; `tags` are all that were given in it. With few tags they are taken off and it is kept for the next cut, since the JVM loses 8 KB
 * with each environment that is disposed; with many it is disposed, and its tags go with it. */
void jvm_close(struct jvm *j, const jlong *tags, jint count);

/* How many tags are few: taking them off costs their number squared. */
#define FEW_TAGS 3000

/* Clears a pending Java exception; true when there was one. Every JNI call that may throw is followed by this. */
int jvm_threw(struct jvm *j);

/* Frees what a JVMTI function allocated. */
void jvm_free(struct jvm *j, void *memory);

/* A class of the boot loader by its name with dots, loaded if need be; NULL (nothing pending) when there is none. Does
 * not go through FindClass, which asks the system class loader: that may be application code, or locked. */
jclass jvm_boot_class(struct jvm *j, const char *name);

/* An instance field, or NULL (nothing pending) when the class is NULL or has none of that name and signature. */
jfieldID jvm_field(struct jvm *j, jclass k, const char *name, const char *signature);

/* A system property as C text into `to` (empty when absent). Never fails. */
void jvm_property(struct jvm *j, const char *key, char *to, int size);

/* Monotonic time in nanoseconds. Safe in a heap callback. */
int64_t now_nanos(void);

/* The name of a JVMTI error for a message. */
const char *jvm_error(jvmtiError e);

#endif
