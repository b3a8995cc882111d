/*
 * Writes what a cut has gathered as a file (docs/cut-format.md).
 */
#ifndef PEEPS_WRITE_H
#define PEEPS_WRITE_H

#include "cut.h"
#include "hprof.h"

/* Writes all records. The descriptor stays the caller's. 0, or -1 with the reason. */
int write_cut(struct cut *cut, int fd, struct fail *why);

#endif
