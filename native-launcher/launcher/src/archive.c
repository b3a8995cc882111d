#define _GNU_SOURCE
#include "archive.h"

#include "command.h"
#include "trust.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static uint64_t mix(uint64_t hash, const void *data, size_t size) {
    const unsigned char *bytes = data;
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ bytes[i]) * UINT64_C(1099511628211); /* FNV-1a: a name, not a proof; the JVM checks the content */
    }
    return hash;
}

static uint64_t mix_file(uint64_t hash, const char *directory, const char *name) {
    char path[2 * PATH_MAX];
    struct stat info;
    snprintf(path, sizeof path, "%s/%s", directory, name);
    if (stat(path, &info) == 0) {
        int64_t facts[] = {info.st_size, info.st_mtim.tv_sec, info.st_mtim.tv_nsec, (int64_t)info.st_ino};
        hash = mix(hash, facts, sizeof facts);
    }
    return mix(hash, name, strlen(name) + 1);
}

static void name_it(struct archive *archive, const struct runtime *runtime, const char *lib) {
    uint64_t place = mix(UINT64_C(14695981039346656037), runtime->home, strlen(runtime->home) + 1);
    place = mix(place, lib, strlen(lib) + 1);
    uint64_t content = mix_file(place, runtime->home, "lib/server/libjvm.so");
    content = mix_file(content, runtime->home, "lib/modules");
    for (const char *const *jar = command_jars; *jar; jar++) {
        content = mix_file(content, lib, *jar);
    }
    content = mix_file(content, lib, command_class_list(lib, runtime->version));
    snprintf(archive->name, sizeof archive->name, "%d-%016llx-%016llx.jsa", runtime->version, (unsigned long long)place,
             (unsigned long long)content);
    archive->file[0] = archive->write[0] = 0;
    archive->for_all = 0;
}

static int use(struct archive *archive, const char *directory) {
    char path[2 * PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", directory, archive->name);
    return trust_path(path, S_IFREG, archive->file);
}

static int cache_directory(char *path, size_t size) {
    const char *own = getenv("PEEPS_CACHE_DIR"), *base = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    int n = -1;
    if (own && *own) {
        n = *own == '/' ? snprintf(path, size, "%s", own) : -1;
    } else if (base && *base == '/') {
        n = snprintf(path, size, "%s/peeps", base);
    } else if (home && *home == '/') {
        n = snprintf(path, size, "%s/.cache/peeps", home);
    }
    return n > 0 && (size_t)n < size;
}

/* Makes a directory and the one above it if need be; leaves its true path in archive->write if it can be used. */
static void ready(struct archive *archive, const char *directory, mode_t mode) {
    char parent[PATH_MAX];
    snprintf(parent, sizeof parent, "%s", directory);
    char *slash = strrchr(parent, '/');
    if (slash && slash != parent) {
        *slash = 0;
        mkdir(parent, mode);
        /* Under sudo HOME may be another user's: nothing is made there. */
        if (!trust_path(parent, S_IFDIR, parent)) {
            return;
        }
    }
    mkdir(directory, mode);
    if (!trust_path(directory, S_IFDIR, archive->write) || access(archive->write, W_OK) != 0) {
        archive->write[0] = 0;
    }
}

void archive_find(struct archive *archive, const struct runtime *runtime, const char *lib) {
    char directory[PATH_MAX], failed[2 * PATH_MAX];
    name_it(archive, runtime, lib);
    snprintf(directory, sizeof directory, "%s/archive", lib);
    if (use(archive, directory) || !cache_directory(directory, sizeof directory) || use(archive, directory)) {
        return;
    }
    snprintf(failed, sizeof failed, "%s/%s.failed", directory, archive->name);
    if (access(failed, F_OK) != 0) {
        ready(archive, directory, 0700);
    }
}

void archive_for_lib(struct archive *archive, const struct runtime *runtime, const char *lib) {
    char directory[PATH_MAX];
    name_it(archive, runtime, lib);
    if (snprintf(directory, sizeof directory, "%s/archive", lib) < (int)sizeof directory) {
        ready(archive, directory, 0755);
        archive->for_all = 1;
    }
}

/* The archives of earlier states of this runtime and these jars: same PLACE in the name, other CONTENT. */
static void remove_earlier(const struct archive *archive) {
    DIR *directory = opendir(archive->write);
    const char *content = strrchr(archive->name, '-');
    if (!directory || !content) {
        return;
    }
    size_t place = (size_t)(content - archive->name) + 1;
    struct dirent *entry;
    while ((entry = readdir(directory))) {
        if (strncmp(entry->d_name, archive->name, place) == 0 && strncmp(entry->d_name, archive->name, strlen(archive->name)) != 0) {
            unlinkat(dirfd(directory), entry->d_name, 0);
        }
    }
    closedir(directory);
}

static int run_quietly(char *const *arguments) {
    pid_t child = fork();
    if (child == 0) {
        int nothing = open("/dev/null", O_RDWR);
        dup2(nothing, 0);
        dup2(nothing, 1);
        dup2(nothing, 2);
        alarm(120); /* outlives exec: whatever happens, the run ends */
        execv(arguments[0], arguments);
        _exit(127);
    }
    int status = 0;
    while (child > 0 && waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) {
            return -1;
        }
    }
    return child < 0 ? -1 : status;
}

int archive_write(struct archive *archive, const struct runtime *runtime, const char *lib, char *why, unsigned size) {
    char part[2 * PATH_MAX], whole[2 * PATH_MAX], failed[2 * PATH_MAX + 16];
    struct command command;
    if (!archive->write[0]) {
        snprintf(why, size, "there is no directory for it that this user may write and nobody else");
        return 0;
    }
    snprintf(whole, sizeof whole, "%s/%s", archive->write, archive->name);
    snprintf(part, sizeof part, "%s/%s.%ld", archive->write, archive->name, (long)getpid());
    snprintf(failed, sizeof failed, "%s.failed", whole);
    if (!command_for_archive(&command, runtime, lib, part)) {
        snprintf(why, size, "no list of classes in %s", lib);
        return 0;
    }
    unlink(failed);
    int status = run_quietly(command.arguments);
    if (status == 0 && chmod(part, archive->for_all ? 0644 : 0600) == 0 && rename(part, whole) == 0) {
        remove_earlier(archive);
        return 1;
    }
    snprintf(why, size, "%s ended with status %d%s", command.arguments[0], WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
             status == 0 ? ", but the file could not be written" : "");
    unlink(part);
    close(open(failed, O_CREAT | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600));
    return 0;
}
