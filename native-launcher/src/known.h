/*
 * The numbers that a held cut has given to virtual threads whose objects carry no tag: a hundred thousand tags take a tenth of
 * a second to set, and few of these threads are ever asked about again. Who is, is found by the thread's own number.
 */
#ifndef PEEPS_KNOWN_H
#define PEEPS_KNOWN_H

#include <jvmti.h>
#include <stdint.h>

struct known_thread {
  int64_t tid;
  jlong id;
};

/* All zero when empty. */
struct known {
  struct known_thread *list; /* sorted by tid once known_sort was called */
  uint32_t count, size;
};

/* -1 when memory is short. */
int known_add(struct known *k, int64_t tid, jlong id);

void known_sort(struct known *k);

/* 0 when it is not among them. */
jlong known_id(const struct known *k, int64_t tid);

void known_close(struct known *k);

#endif
