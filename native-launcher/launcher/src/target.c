#define _GNU_SOURCE
#include "target.h"

#include "trust.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

long target_pid(int count, char *const *arguments) {
    for (int i = 0; i < count; i++) {
        char *end;
        errno = 0;
        long pid = strtol(arguments[i], &end, 10);
        if (errno == 0 && end != arguments[i] && *end == 0 && pid > 0 && pid <= INT_MAX) {
            return pid;
        }
    }
    return 0;
}

static int same_mount_namespace(long pid) {
    char path[64];
    struct stat ours, theirs;
    snprintf(path, sizeof path, "/proc/%ld/ns/mnt", pid);
    return stat("/proc/self/ns/mnt", &ours) == 0 && stat(path, &theirs) == 0 && ours.st_ino == theirs.st_ino;
}

int target_program(long pid, char *program, char *why, unsigned size) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%ld/exe", pid);
    ssize_t length = readlink(path, program, PATH_MAX - 1);
    if (length < 0) {
        snprintf(why, size, "%s: %s", path, strerror(errno));
        return 0;
    }
    program[length] = 0;
    if (!same_mount_namespace(pid)) {
        snprintf(why, size, "is in another mount namespace (a container); its programs are not run here");
        return 0;
    }
    if (!trust_path(program, S_IFREG, program)) {
        snprintf(why, size, "its program is not there any more, or belongs to somebody who is neither root nor this user");
        return 0;
    }
    return 1;
}
