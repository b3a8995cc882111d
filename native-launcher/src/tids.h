/*
 * A set of thread ids, read from a text file: one number a line.
 */
#ifndef PEEPS_TIDS_H
#define PEEPS_TIDS_H

#include <stdint.h>

#include "fail.h"

struct tids {
  int64_t *list; /* sorted; NULL: the set of all threads */
  uint32_t count;
};

/* Parses the text; empty lines are skipped. 0, or -1 with a reason that names `source`. */
int tids_parse(struct tids *t, const char *text, const char *source, struct fail *why);

int tids_read(struct tids *t, const char *path, struct fail *why);

/* True for every id when there is no set. */
int tids_have(const struct tids *t, int64_t tid);

void tids_close(struct tids *t);

#endif
