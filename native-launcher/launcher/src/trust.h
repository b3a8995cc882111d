/* Whether somebody else could decide what is in a file. */
#ifndef PEEPS_TRUST_H
#define PEEPS_TRUST_H

#include <sys/types.h>

/*
 * 1 when path is of this type (S_IFREG, S_IFDIR), and it and every directory above it belong to root or to this user and
 * others may not write them. Links are followed first, the answer is about what they lead to; real receives it
 * (PATH_MAX bytes; may be the same array as path).
 */
int trust_path(const char *path, mode_t type, char *real);

#endif
