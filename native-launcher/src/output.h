/*
 * The file of a cut: made exclusively, readable by its owner alone, and gone again when the cut fails.
 */
#ifndef PEEPS_OUTPUT_H
#define PEEPS_OUTPUT_H

#include "fail.h"

/* Creates the file. The descriptor, or -1 with the reason. */
int output_create(const char *path, struct fail *why);

/* Ends the file of a command with that result: it is whole, or says why it is not. `fd` is closed. The result, -1 when closing fails. */
int output_finish(int fd, const char *path, int result, struct fail *why);

/* Replaces what was written by the one line that says why there is no cut. `fd` is closed. */
void output_explain(int fd, const char *path, const char *reason);

#endif
