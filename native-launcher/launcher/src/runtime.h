/* Which Java runtime runs the command. */
#ifndef PEEPS_RUNTIME_H
#define PEEPS_RUNTIME_H

#include <limits.h>

enum { RUNTIME_OLDEST = 17 };

struct runtime {
    char home[PATH_MAX]; /* the directory above bin/java, links resolved */
    int version;         /* the feature release: 17, 21, 25 ... */
};

/* What was looked at and why it would not do, for the message when nothing did. */
struct tried {
    char text[8192];
    unsigned left_out; /* places that no longer fitted into text */
};

/* Where to look besides the environment. */
struct places {
    const char *bundled;      /* a runtime that came with peeps, or not there */
    const char *const *roots; /* directories whose children are Java homes; ends with NULL */
    long target;              /* the process under diagnosis, 0 when the arguments name none */
};

/* The directories in which Linux distributions and installers keep Java runtimes. */
extern const char *const runtime_usual_roots[];

/*
 * Finds a runtime: PEEPS_JAVA_HOME, the bundled one, JAVA_HOME, java on the PATH, the newest in the usual
 * places, the target's own. Returns 1 when found. PEEPS_JAVA_HOME is a decision of the user's: when it does not
 * hold a usable runtime nothing else is tried.
 */
int runtime_find(struct runtime *found, const struct places *places, struct tried *tried);

/* Reads one Java home. Returns 1 when it is a runtime new enough, else 0 with the reason in why. */
int runtime_read(struct runtime *found, const char *home, char *why, unsigned size);

#endif
