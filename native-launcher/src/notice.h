/*
 * What a cut did not see, in codes and counts (docs/cut-format.md, "NOTICE codes"). One line per code and detail; the
 * counts add up.
 */
#ifndef PEEPS_NOTICE_H
#define PEEPS_NOTICE_H

#include <stdint.h>

#define NOTICES_MAX 64 /* the last place is for `notices-limit`, which counts what has no place of its own */

struct notice {
  const char *code; /* a literal */
  uint64_t count;
  char detail[200];
};

struct notices {
  struct notice list[NOTICES_MAX];
  int count;
};

/* Adds `count` to the notice of that code and that very detail. A count of 0 adds nothing. */
__attribute__((format(printf, 4, 5))) void notice(struct notices *n, const char *code, uint64_t count, const char *format, ...);

#endif
