/*
 * peeps: finds a Java runtime and becomes the Java command, started from an archive of its classes.
 *
 * It replaces itself (exec), so signals, exit status, terminal and process id are the command's without any relay;
 * measured, a JVM created in this process would start no faster. Only the first run with a runtime stays as the
 * parent, to make the archive for the next one when the dump is out.
 */
#define _GNU_SOURCE
#include "archive.h"
#include "command.h"
#include "first_run.h"
#include "runtime.h"
#include "target.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { STATUS_USAGE = 2, STATUS_FAILED = 5, STATUS_NO_RUNTIME = 6 };

/* The directory of jars: ../lib/peeps of the place this program really is in, links followed. */
static int find_lib(char *lib, size_t size) {
    char self[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    for (int up = 0; up < 2 && length > 0; up++) {
        self[length] = 0;
        char *slash = strrchr(self, '/');
        length = slash ? slash - self : -1;
    }
    if (length < 0) {
        fprintf(stderr, "peeps: cannot tell where it is installed: /proc/self/exe: %s\n  Is /proc mounted?\n", strerror(errno));
        return 0;
    }
    return snprintf(lib, size, "%.*s/lib/peeps", (int)length, self) < (int)size;
}

static int no_runtime(const struct tried *tried) {
    fprintf(stderr, "peeps: found no Java runtime of version %d or later to run on. Tried:\n%s", RUNTIME_OLDEST, tried->text);
    if (tried->left_out) {
        fprintf(stderr, "  and %u more\n", tried->left_out);
    }
    fprintf(stderr, "  Set PEEPS_JAVA_HOME to one, or install one (Debian: apt-get install openjdk-17-jdk-headless).\n"
                    "  The JVM under diagnosis may be older and needs no change.\n");
    return STATUS_NO_RUNTIME;
}

static int write_archive(const struct runtime *runtime, const char *lib) {
    struct archive archive;
    char why[512];
    archive_for_lib(&archive, runtime, lib);
    if (!archive_write(&archive, runtime, lib, why, sizeof why)) {
        fprintf(stderr, "peeps: no start-up archive for Java %d in %s: %s\n  peeps works without it, but starts slower.\n", runtime->version,
                runtime->home, why);
        return STATUS_FAILED;
    }
    printf("%s/%s\n", archive.write, archive.name);
    return 0;
}

int main(int count, char **arguments) {
    static struct tried tried;
    static struct runtime runtime;
    static struct archive archive;
    static struct command command;
    static char lib[PATH_MAX], bundled[PATH_MAX + 8];
    char why[512];
    if (!find_lib(lib, sizeof lib)) {
        return STATUS_NO_RUNTIME;
    }
    snprintf(bundled, sizeof bundled, "%s/jre", lib);
    struct places places = {bundled, runtime_usual_roots, target_pid(count - 1, arguments + 1)};
    if (!runtime_find(&runtime, &places, &tried)) {
        return no_runtime(&tried);
    }
    command_clean_environment();
    if (count == 2 && strcmp(arguments[1], "--write-archive") == 0) {
        return write_archive(&runtime, lib);
    }
    archive_find(&archive, &runtime, lib);
    if (!command_for_user(&command, &runtime, lib, archive.file, arguments + 1, why, sizeof why)) {
        fprintf(stderr, "peeps: %s\n", why);
        return STATUS_USAGE;
    }
    if (archive.write[0]) {
        return first_run(&command, &archive, &runtime, lib);
    }
    execv(command.arguments[0], command.arguments);
    fprintf(stderr, "peeps: cannot start %s: %s\n", command.arguments[0], strerror(errno));
    return STATUS_NO_RUNTIME;
}
