/* The first run with a runtime: the command, then its start-up archive for the next time. */
#ifndef PEEPS_FIRST_RUN_H
#define PEEPS_FIRST_RUN_H

#include "archive.h"
#include "command.h"
#include "runtime.h"

/*
 * Runs the command as a child, hands signals on to it, lets go of the output, then makes the archive. Returns the
 * command's exit status; when a signal ended the command, this process ends by the same signal. No process of the
 * launcher's outlives it: in a container nobody might be there to collect one.
 */
int first_run(struct command *command, struct archive *archive, const struct runtime *runtime, const char *lib);

#endif
