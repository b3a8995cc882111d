#define _GNU_SOURCE
#include "runtime.h"

#include "target.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *const runtime_usual_roots[] = {
    "/usr/lib/jvm", "/usr/lib64/jvm", "/usr/java", "/opt", "/opt/java", "/opt/jdk", "/usr/local", "/usr/local/java", NULL,
};

static void note(struct tried *tried, const char *place, const char *why) {
    size_t used = strlen(tried->text);
    int n = snprintf(tried->text + used, sizeof tried->text - used, "  %s: %s\n", place, why);
    if (n < 0 || (size_t)n >= sizeof tried->text - used) {
        tried->text[used] = 0;
        tried->left_out++;
    }
}

/* The feature release in a home's `release` file: JAVA_VERSION="17.0.15" is 17, "1.8.0_402" is 8; 0 when unknown. */
static int version_of(const char *home) {
    static const char key[] = "JAVA_VERSION=\"";
    char path[PATH_MAX + 16], line[512];
    int version = 0;
    snprintf(path, sizeof path, "%s/release", home);
    FILE *file = fopen(path, "re");
    if (!file) {
        return 0;
    }
    while (!version && fgets(line, sizeof line, file)) {
        if (strncmp(line, key, sizeof key - 1) == 0) {
            const char *number = line + sizeof key - 1;
            if (strncmp(number, "1.", 2) == 0) {
                number += 2;
            }
            version = (int)strtol(number, NULL, 10);
        }
    }
    fclose(file);
    return version;
}

int runtime_read(struct runtime *found, const char *home, char *why, unsigned size) {
    char java[PATH_MAX + 16];
    if (!realpath(home, found->home)) {
        snprintf(why, size, "not there");
        return 0;
    }
    snprintf(java, sizeof java, "%s/bin/java", found->home);
    if (access(java, X_OK) != 0) {
        snprintf(why, size, "no program bin/java in it");
        return 0;
    }
    found->version = version_of(found->home);
    if (found->version == 0) {
        snprintf(why, size, "no readable file `release` that says its version");
        return 0;
    }
    if (found->version < RUNTIME_OLDEST) {
        snprintf(why, size, "is Java %d", found->version);
        return 0;
    }
    return 1;
}

static int from(struct runtime *found, const char *name, const char *home, struct tried *tried) {
    char why[256], place[PATH_MAX + 64];
    if (runtime_read(found, home, why, sizeof why)) {
        return 1;
    }
    snprintf(place, sizeof place, "%s %s", name, home);
    note(tried, place, why);
    return 0;
}

static int from_variable(struct runtime *found, const char *name, struct tried *tried) {
    const char *home = getenv(name);
    if (!home || !*home) {
        note(tried, name, "not set");
        return 0;
    }
    return from(found, name, home, tried);
}

/* The home of a program HOME/bin/java, links followed: /usr/bin/java is usually two links away from it. */
static int from_program(struct runtime *found, const char *name, const char *program, struct tried *tried) {
    char real[PATH_MAX];
    if (!realpath(program, real)) {
        note(tried, program, "not there any more");
        return 0;
    }
    for (int up = 0; up < 2; up++) {
        char *slash = strrchr(real, '/');
        if (!slash || slash == real) {
            note(tried, program, "not in the bin directory of a Java runtime");
            return 0;
        }
        *slash = 0;
    }
    return from(found, name, real, tried);
}

static int from_path(struct runtime *found, struct tried *tried) {
    const char *path = getenv("PATH");
    char program[PATH_MAX];
    int seen = 0;
    while (path && *path) {
        size_t length = strcspn(path, ":");
        /* An empty or relative entry means the working directory, which is nobody's place for a runtime. */
        if (*path == '/' && snprintf(program, sizeof program, "%.*s/java", (int)length, path) < (int)sizeof program &&
            access(program, X_OK) == 0) {
            seen = 1;
            if (from_program(found, "java on the PATH in", program, tried)) {
                return 1;
            }
        }
        path += length;
        path += *path == ':';
    }
    if (!seen) {
        note(tried, "PATH", "no java there");
    }
    return 0;
}

/* Without jdk.attach the command depends on another program to attach, so a runtime that has it comes first. */
static int attaches(const struct runtime *runtime) {
    char library[PATH_MAX + 32];
    snprintf(library, sizeof library, "%s/lib/libattach.so", runtime->home);
    return access(library, R_OK) == 0;
}

/* By ability to attach, then the newest, then by name, so that the choice does not depend on directory order. */
static int better(const struct runtime *a, const struct runtime *b) {
    int ability = attaches(a) - attaches(b);
    if (b->version == 0 || ability != 0) {
        return b->version == 0 || ability > 0;
    }
    return a->version != b->version ? a->version > b->version : strcmp(a->home, b->home) < 0;
}

/* The best runtime among the children of one directory, if better than the one already found. */
static void best_in(struct runtime *found, const char *root, struct tried *tried) {
    DIR *directory = opendir(root);
    if (!directory) {
        return;
    }
    struct dirent *entry;
    while ((entry = readdir(directory))) {
        char home[PATH_MAX], release[PATH_MAX + 16];
        struct runtime candidate;
        if (entry->d_name[0] == '.' || snprintf(home, sizeof home, "%s/%s", root, entry->d_name) >= (int)sizeof home) {
            continue;
        }
        snprintf(release, sizeof release, "%s/release", home);
        if (access(release, R_OK) == 0 && from(&candidate, "found", home, tried) && better(&candidate, found)) {
            *found = candidate;
        }
    }
    closedir(directory);
}

static int from_usual_places(struct runtime *found, const char *const *roots, struct tried *tried) {
    found->version = 0;
    for (const char *const *root = roots; *root; root++) {
        best_in(found, *root, tried);
        if (found->version == 0) {
            note(tried, *root, "no Java runtime that is new enough");
        }
    }
    return found->version > 0;
}

static int from_target(struct runtime *found, long pid, struct tried *tried) {
    char program[PATH_MAX], why[256], place[64];
    if (pid == 0) {
        return 0;
    }
    if (!target_program(pid, program, why, sizeof why)) {
        snprintf(place, sizeof place, "the runtime of process %ld", pid);
        note(tried, place, why);
        return 0;
    }
    return from_program(found, "the target's own", program, tried);
}

int runtime_find(struct runtime *found, const struct places *places, struct tried *tried) {
    const char *chosen = getenv("PEEPS_JAVA_HOME");
    if (chosen && *chosen) {
        return from(found, "PEEPS_JAVA_HOME", chosen, tried);
    }
    note(tried, "PEEPS_JAVA_HOME", "not set");
    if (access(places->bundled, F_OK) == 0 && from(found, "came with peeps", places->bundled, tried)) {
        return 1;
    }
    return from_variable(found, "JAVA_HOME", tried) || from_path(found, tried) ||
           from_usual_places(found, places->roots, tried) || from_target(found, places->target, tried);
}
