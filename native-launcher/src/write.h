/*
 * Writes what a cut has gathered as a file (docs/cut-format.md).
 */
#ifndef PEEPS_WRITE_H
#define PEEPS_WRITE_H

#include "cut.h"
#include "hprof.h"

/* Starts the file with the number of threads alone, when they are many: whoever follows the file can make room while the rest is
 * gathered. 0, or -1 with the reason. */
int write_ahead(struct cut *cut, int fd, struct fail *why);

/* Writes all records that are not there yet. The descriptor stays the caller's. 0, or -1 with the reason. */
int write_cut(struct cut *cut, int fd, struct fail *why);

#endif
