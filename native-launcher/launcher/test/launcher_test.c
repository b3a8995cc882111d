/* What the launcher decides, tried against Java homes made of a `release` file and an empty program. */
#define _GNU_SOURCE
#include "archive.h"
#include "command.h"
#include "runtime.h"
#include "target.h"
#include "trust.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static int failures;
static char room[PATH_MAX - 512]; /* a directory of this test's own */

#define CHECK(condition) check((condition) != 0, #condition, __LINE__)

static void check(int holds, const char *text, int line) {
    if (!holds) {
        printf("launcher_test.c:%d: not so: %s\n", line, text);
        failures++;
    }
}

static const char *in_room(const char *name) {
    static char paths[8][PATH_MAX];
    static unsigned next;
    char *path = paths[next++ % 8];
    snprintf(path, PATH_MAX, "%s/%s", room, name);
    return path;
}

static void put(const char *name, const char *text, mode_t mode) {
    int file = open(in_room(name), O_CREAT | O_TRUNC | O_WRONLY, mode);
    CHECK(file >= 0 && write(file, text, strlen(text)) == (ssize_t)strlen(text) && fchmod(file, mode) == 0);
    close(file);
}

static void put_home(const char *name, const char *version) {
    char path[512], text[128];
    mkdir(in_room(name), 0755);
    snprintf(path, sizeof path, "%s/bin", name);
    mkdir(in_room(path), 0755);
    snprintf(path, sizeof path, "%s/bin/java", name);
    put(path, "", 0755);
    snprintf(path, sizeof path, "%s/release", name);
    snprintf(text, sizeof text, "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"%s\"\n", version);
    put(path, text, 0644);
}

static int find(struct runtime *found, struct tried *tried, long target) {
    static const char *roots[2];
    roots[0] = in_room("usual");
    struct places places = {in_room("bundled"), roots, target};
    tried->text[0] = 0;
    tried->left_out = 0;
    return runtime_find(found, &places, tried);
}

static int ends_with(const char *text, const char *end) {
    size_t a = strlen(text), b = strlen(end);
    return a >= b && strcmp(text + a - b, end) == 0;
}

static void test_versions(void) {
    struct runtime runtime;
    char why[256];
    put_home("v17", "17.0.15");
    put_home("v25", "25-ea");
    put_home("v8", "1.8.0_402");
    put_home("vx", "unknown");
    CHECK(runtime_read(&runtime, in_room("v17"), why, sizeof why) && runtime.version == 17);
    CHECK(runtime_read(&runtime, in_room("v25"), why, sizeof why) && runtime.version == 25);
    CHECK(!runtime_read(&runtime, in_room("v8"), why, sizeof why) && strcmp(why, "is Java 8") == 0);
    CHECK(!runtime_read(&runtime, in_room("vx"), why, sizeof why));
    CHECK(!runtime_read(&runtime, in_room("nowhere"), why, sizeof why) && strcmp(why, "not there") == 0);
}

static void test_order(void) {
    struct runtime found;
    struct tried tried;
    mkdir(in_room("usual"), 0755);
    mkdir(in_room("path"), 0755);
    unsetenv("PEEPS_JAVA_HOME");
    unsetenv("JAVA_HOME");
    setenv("PATH", in_room("path"), 1);
    CHECK(!find(&found, &tried, 0));
    CHECK(strstr(tried.text, "JAVA_HOME: not set") && strstr(tried.text, "PATH: no java there"));

    put_home("usual/jdk-21", "21.0.1");
    put_home("usual/jdk-9", "9");
    CHECK(find(&found, &tried, 0) && ends_with(found.home, "/usual/jdk-21"));
    put_home("usual/jdk-17", "17.0.1");
    CHECK(find(&found, &tried, 0) && ends_with(found.home, "/usual/jdk-21"));
    mkdir(in_room("usual/jdk-17/lib"), 0755);
    put("usual/jdk-17/lib/libattach.so", "", 0644);
    CHECK(find(&found, &tried, 0) && ends_with(found.home, "/usual/jdk-17")); /* can attach by itself */

    CHECK(symlink(in_room("v25/bin/java"), in_room("path/java")) == 0);
    CHECK(find(&found, &tried, 0) && ends_with(found.home, "/v25"));
    setenv("JAVA_HOME", in_room("v8"), 1);
    CHECK(find(&found, &tried, 0) && ends_with(found.home, "/v25")); /* an old JAVA_HOME is the application's */
    setenv("JAVA_HOME", in_room("v17"), 1);
    CHECK(find(&found, &tried, 0) && ends_with(found.home, "/v17"));
    put_home("bundled", "25.0.3");
    CHECK(find(&found, &tried, 0) && ends_with(found.home, "/bundled"));
    setenv("PEEPS_JAVA_HOME", in_room("usual/jdk-21"), 1);
    CHECK(find(&found, &tried, 0) && ends_with(found.home, "/usual/jdk-21"));
    setenv("PEEPS_JAVA_HOME", in_room("v8"), 1);
    CHECK(!find(&found, &tried, 0) && strstr(tried.text, "is Java 8")); /* chosen by hand: nothing else is tried */
    unsetenv("PEEPS_JAVA_HOME");
}

/* A process whose program is HOME/bin/java: a copy of sleep. */
static pid_t start_target(const char *home) {
    char name[512];
    snprintf(name, sizeof name, "%s/bin/java", home);
    int from = open("/bin/sleep", O_RDONLY), to = open(in_room(name), O_TRUNC | O_WRONLY | O_CREAT, 0755);
    char block[65536];
    for (ssize_t n = read(from, block, sizeof block); n > 0; n = read(from, block, sizeof block)) {
        CHECK(write(to, block, (size_t)n) == n);
    }
    close(from);
    close(to);
    int ready[2];
    CHECK(pipe2(ready, O_CLOEXEC) == 0);
    pid_t child = fork();
    if (child == 0) {
        execl(in_room(name), "java", "60", (char *)NULL);
        _exit(127);
    }
    close(ready[1]);
    CHECK(read(ready[0], block, 1) == 0); /* closed by exec: from now on /proc says the new program */
    close(ready[0]);
    return child;
}

static void test_target(void) {
    struct runtime found;
    struct tried tried;
    char *arguments[] = {"dump", "--top=3", "12x", "4711"};
    CHECK(target_pid(4, arguments) == 4711);
    CHECK(target_pid(3, arguments) == 0);
    unsetenv("JAVA_HOME");
    setenv("PATH", "/nowhere", 1);
    rename(in_room("bundled"), in_room("bundled-away"));
    rename(in_room("usual"), in_room("usual-away"));
    put_home("target", "21");
    pid_t target = start_target("target");
    CHECK(find(&found, &tried, target) && ends_with(found.home, "/target"));
    chmod(in_room("target"), 0777); /* others could put another program there */
    CHECK(!find(&found, &tried, target) && strstr(tried.text, "neither root nor this user"));
    kill(target, SIGKILL);
    waitpid(target, NULL, 0);
    CHECK(!find(&found, &tried, target));
}

static void test_trust(void) {
    char real[PATH_MAX];
    mkdir(in_room("trust"), 0755);
    put("trust/file", "", 0644);
    CHECK(trust_path(in_room("trust/file"), S_IFREG, real) && ends_with(real, "/trust/file"));
    CHECK(!trust_path(in_room("trust/file"), S_IFDIR, real));
    CHECK(!trust_path(in_room("trust/none"), S_IFREG, real));
    CHECK(symlink("file", in_room("trust/link")) == 0);
    CHECK(trust_path(in_room("trust/link"), S_IFREG, real) && ends_with(real, "/trust/file"));
    chmod(in_room("trust/file"), 0666);
    CHECK(!trust_path(in_room("trust/file"), S_IFREG, real));
    chmod(in_room("trust/file"), 0644);
    chmod(in_room("trust"), 0777);
    CHECK(!trust_path(in_room("trust/file"), S_IFREG, real));
    chmod(in_room("trust"), 01777);
    CHECK(trust_path(in_room("trust/file"), S_IFREG, real));
    if (geteuid() == 0) {
        CHECK(chown(in_room("trust/file"), 12345, 0) == 0);
        CHECK(!trust_path(in_room("trust/file"), S_IFREG, real));
    }
}

static int has(const struct command *command, const char *argument) {
    for (int i = 0; i < command->count; i++) {
        if (strcmp(command->arguments[i], argument) == 0) {
            return i;
        }
    }
    return 0;
}

static void test_command(void) {
    static struct command command;
    static char *many[COMMAND_MAX_ARGUMENTS + 2];
    struct runtime runtime = {"/jdk", 17}, newer = {"/jdk", 25};
    char *user[] = {"dump", "two words", NULL}, why[256];
    setenv("PEEPS_JAVA_OPTS", " -Xmx64m  '-Dname=a b' -D\"x y\"=z\t", 1);
    CHECK(command_for_user(&command, &runtime, "/lib/peeps", "/a.jsa", user, why, sizeof why));
    CHECK(strcmp(command.arguments[0], "/jdk/bin/java") == 0);
    CHECK(has(&command, "-XX:SharedArchiveFile=/a.jsa"));
    CHECK(has(&command, "-XX:+UnlockDiagnosticVMOptions") < has(&command, "-XX:ArchiveRelocationMode=0"));
    CHECK(has(&command, "-Dname=a b") && has(&command, "-Dx y=z"));
    CHECK(has(&command, "-Xmx1g") < has(&command, "-Xmx64m")); /* the last one counts for the JVM */
    CHECK(has(&command, "-Xmx64m") < has(&command, "dev.peeps.cli.Main"));
    CHECK(has(&command, "two words") == command.count - 1);
    CHECK(command.arguments[command.count] == NULL);
    CHECK(command_for_user(&command, &newer, "/lib/peeps", "/a.jsa", user, why, sizeof why));
    CHECK(!has(&command, "-XX:ArchiveRelocationMode=0")); /* measured: on 25 it costs time */
    setenv("PEEPS_JAVA_OPTS", "'-Dx", 1);
    CHECK(!command_for_user(&command, &runtime, "/lib/peeps", "", user, why, sizeof why) && strstr(why, "quote"));
    unsetenv("PEEPS_JAVA_OPTS");
    for (int i = 0; i <= COMMAND_MAX_ARGUMENTS; i++) {
        many[i] = "x";
    }
    CHECK(!command_for_user(&command, &runtime, "/lib/peeps", "", many, why, sizeof why) && strstr(why, "too long"));
}

static void test_young_generation(void) {
    static struct command command;
    struct runtime runtime = {"/jdk", 17};
    char *plain[] = {"dump", NULL}, *small[] = {"dump", "--max-memory=192m", NULL}, why[256];
    CHECK(command_for_user(&command, &runtime, "/lib/peeps", "", plain, why, sizeof why) && has(&command, "-Xmn524288k"));
    CHECK(command_for_user(&command, &runtime, "/lib/peeps", "", small, why, sizeof why) && has(&command, "-Xmn65536k"));
    setenv("PEEPS_JAVA_OPTS", "-Xmx4g", 1);
    CHECK(command_for_user(&command, &runtime, "/lib/peeps", "", plain, why, sizeof why) && has(&command, "-Xmn524288k"));
    CHECK(command_for_user(&command, &runtime, "/lib/peeps", "", small, why, sizeof why) && has(&command, "-Xmn65536k"));
    setenv("PEEPS_JAVA_OPTS", "-Xmn32m", 1);
    CHECK(command_for_user(&command, &runtime, "/lib/peeps", "", small, why, sizeof why) && !has(&command, "-Xmn65536k"));
    unsetenv("PEEPS_JAVA_OPTS");
    char *file[] = {"dump", "--quiet", "/proc/self/exe", NULL}, *bounded[] = {"dump", "/proc/self/exe", "--max-memory=192m", NULL};
    CHECK(command_for_user(&command, &runtime, "/lib/peeps", "", file, why, sizeof why) && has(&command, "-Xmn262144k"));
    CHECK(command_for_user(&command, &runtime, "/lib/peeps", "", bounded, why, sizeof why) && has(&command, "-Xmn16384k"));
    unsetenv("PEEPS_JAVA_OPTS");
}

static void test_archive(void) {
    static struct archive first, second;
    struct runtime runtime = {"/jdk", 17};
    char name[256];
    mkdir(in_room("lib"), 0755);
    put("lib/peeps-mbeans.jar", "one", 0644);
    setenv("PEEPS_CACHE_DIR", "none", 1);
    archive_find(&first, &runtime, in_room("lib"));
    CHECK(!first.file[0] && !first.write[0]);

    setenv("PEEPS_CACHE_DIR", in_room("made/cache"), 1);
    archive_find(&first, &runtime, in_room("lib"));
    CHECK(!first.file[0] && ends_with(first.write, "/made/cache"));
    snprintf(name, sizeof name, "made/cache/%s", first.name);
    put(name, "x", 0600);
    archive_find(&first, &runtime, in_room("lib"));
    CHECK(first.file[0] && !first.write[0]);
    chmod(in_room(name), 0666);
    archive_find(&first, &runtime, in_room("lib"));
    CHECK(!first.file[0]);

    put("lib/peeps-mbeans.jar", "another", 0644);
    archive_find(&second, &runtime, in_room("lib"));
    CHECK(strcmp(first.name, second.name) != 0 && second.write[0]);
    CHECK(strncmp(first.name, second.name, 20) == 0); /* same place, other content */
    snprintf(name, sizeof name, "made/cache/%s.failed", second.name);
    put(name, "", 0600);
    archive_find(&second, &runtime, in_room("lib"));
    CHECK(!second.write[0]); /* it failed once: not at every start again */

    chmod(in_room("made"), 0777);
    archive_find(&first, &runtime, in_room("lib"));
    CHECK(!first.file[0] && !first.write[0]);
    unsetenv("PEEPS_CACHE_DIR");
}

int main(void) {
    const char *base = getenv("TMPDIR");
    char remove[PATH_MAX + 16];
    umask(022);
    snprintf(room, sizeof room, "%s/peeps-launcher-XXXXXX", base && *base ? base : "/tmp");
    if (!mkdtemp(room) || chmod(room, 0755) != 0) {
        perror(room);
        return 1;
    }
    char *path = strdup(getenv("PATH"));
    test_versions();
    test_order();
    test_target();
    test_trust();
    test_command();
    test_young_generation();
    test_archive();
    setenv("PATH", path, 1);
    free(path);
    snprintf(remove, sizeof remove, "rm -rf '%s'", room);
    if (system(remove) != 0) {
        failures++;
    }
    printf(failures ? "launcher_test: %d failed\n" : "launcher_test: ok\n", failures);
    return failures ? 1 : 0;
}
