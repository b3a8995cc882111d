#define _GNU_SOURCE
#include "trust.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int ours(const char *path, mode_t type) {
    struct stat info;
    if (lstat(path, &info) != 0 || (info.st_mode & S_IFMT) != type || (info.st_uid != 0 && info.st_uid != geteuid())) {
        return 0;
    }
    /* In a sticky directory (/tmp) others can add, but not replace what is there. */
    int sticky = type == S_IFDIR && (info.st_mode & S_ISVTX);
    /* A user's own group is commonly allowed to write his home; for root that would be somebody else. */
    int group = (info.st_mode & S_IWGRP) && info.st_gid != 0 && geteuid() == 0;
    return sticky || !(group || (info.st_mode & S_IWOTH));
}

int trust_path(const char *path, mode_t type, char *real) {
    char resolved[PATH_MAX], above[PATH_MAX];
    if (!realpath(path, resolved) || !ours(resolved, type)) {
        return 0;
    }
    memcpy(above, resolved, sizeof above);
    for (char *slash = strrchr(above, '/'); slash; slash = strrchr(above, '/')) {
        *slash = 0;
        if (!ours(slash == above ? "/" : above, S_IFDIR)) {
            return 0;
        }
    }
    memcpy(real, resolved, sizeof resolved);
    return 1;
}
