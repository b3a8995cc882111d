/*
 * Why something failed, in words for a person. The first reason is kept: what fails later is usually a consequence.
 */
#ifndef PEEPS_FAIL_H
#define PEEPS_FAIL_H

#include <stdarg.h>
#include <stdio.h>

struct fail {
  char text[600];
};

/* Records the reason unless there is one already. Always gives -1, so that callers can `return fail(...)`. */
__attribute__((format(printf, 2, 3))) static inline int fail(struct fail *f, const char *format, ...) {
  if (f->text[0] == '\0') {
    va_list args;
    va_start(args, format);
    vsnprintf(f->text, sizeof f->text, format, args);
    va_end(args);
  }
  return -1;
}

#endif
