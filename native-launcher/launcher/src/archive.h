/*
 * The start-up archive: the classes of the command, parsed and verified once, in a file that the JVM maps (class data
 * sharing). It belongs to one runtime and one build of peeps, so it lives under a key of both, beside the jars
 * (made by `peeps --write-archive`, at build or installation) or in the user's cache directory (made at first use).
 * The JVM checks an archive against itself and the class path again, and starts without it when they differ.
 */
#ifndef PEEPS_ARCHIVE_H
#define PEEPS_ARCHIVE_H

#include "runtime.h"

#include <limits.h>

struct archive {
    char name[64];        /* PLACE-CONTENT.jsa: what it is for, then which state of it */
    char file[PATH_MAX];  /* an archive that may be used, or "" */
    char write[PATH_MAX]; /* the directory to make one in, or "" when there is none to be trusted */
    int for_all;          /* one that is made becomes readable for every user */
};

/*
 * Looks for the archive of a runtime and the jars in lib, in lib/archive and then in the cache directory
 * (PEEPS_CACHE_DIR, which may say `none`; else XDG_CACHE_HOME/peeps; else HOME/.cache/peeps). A file or
 * directory counts only when root or this user owns it and nobody else may write it.
 */
void archive_find(struct archive *archive, const struct runtime *runtime, const char *lib);

/* The same, but to be written beside the jars: for builds, installers and packages. */
void archive_for_lib(struct archive *archive, const struct runtime *runtime, const char *lib);

/*
 * Makes the archive in archive->write and removes those of earlier states of the same runtime and jars. It appears under
 * its name complete or not at all. Returns 1 when made, else 0 with the reason in why. Takes about a second of
 * one processor. A run that fails leaves a mark (NAME.failed) so that it is not tried again at each start.
 */
int archive_write(struct archive *archive, const struct runtime *runtime, const char *lib, char *why, unsigned size);

#endif
