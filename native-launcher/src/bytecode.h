/*
 * Which class a bytecode refers to: enough of the class file format to tell what a thread needs initialised.
 */
#ifndef PEEPS_BYTECODE_H
#define PEEPS_BYTECODE_H

#include "jvm.h"

/* The class that the instruction at `location` of the method initialises when it runs (new, getstatic, putstatic,
 * invokestatic), with '/'. False when it is another instruction or cannot be told. */
int bytecode_class(struct jvm *j, jmethodID method, jlocation location, char *name, int size);

/* The same from the raw parts, for tests: code, constant pool of `count` entries. */
int bytecode_class_in(const unsigned char *code, int code_length, long at, const unsigned char *pool, int pool_length, int count, char *name,
                      int size);

#endif
