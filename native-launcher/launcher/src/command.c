#define _GNU_SOURCE
#include "command.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *const command_jars[] = {"peeps-attach-cli.jar", "peeps-mbeans.jar", "picocli.jar", "jansi.jar", "jackson-core.jar", NULL};

static const char main_class[] = "dev.peeps.cli.Main";

/*
 * What a start costs was measured for each (docs/start-up.md): one light compiler and the simple collector, because the
 * command lives for a tenth of a second; no performance data file, so that peeps does not find itself. A loop over a
 * hundred thousand threads is compiled after 4,000 rounds and not after 60,000. Each thread gets little of the young
 * generation at a time: by itself the JVM gives megabytes to threads that need a few kilobytes, and what is between them
 * is memory that others then have to touch for the first time.
 */
static const char *const start_options[] = {
    "-XX:TieredStopAtLevel=1", "-XX:Tier3BackEdgeThreshold=4000", "-XX:Tier0BackedgeNotifyFreqLog=8", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xshare:auto",
    "-XX:TLABSize=512k", "-XX:-ResizeTLAB", "-Xmx1g", NULL,
};

/* Of a heap of a gigabyte half is young: a dump of a hundred thousand threads fits whole and is never collected, and small
 * dumps do not touch it. Of a smaller heap a third is, as the JVM would have it. What is read from a file may be a graph of
 * a million futures, which stays and needs the room: with half of it young, each collection was one of all (4 s of 14);
 * the more so in a heap that somebody has bounded. */
enum { YOUNG_OF_LARGE_KB = 512 << 10, LARGE_HEAP_KB = 1 << 20, YOUNG_OF_SMALL = 3, YOUNG_FOR_FILE = 4, YOUNG_FOR_FILE_OF_SMALL = 12 };

enum { FIXED_PLACE = 17 };

static void add(struct command *command, const char *argument) {
    if (command->count < COMMAND_MAX_ARGUMENTS) {
        command->arguments[command->count++] = (char *)argument;
        command->arguments[command->count] = NULL;
    } else {
        command->too_long = 1;
    }
}

__attribute__((format(printf, 2, 3))) static void add_text(struct command *command, const char *format, ...) {
    va_list values;
    char *start = command->text + command->used;
    size_t room = sizeof command->text - command->used;
    va_start(values, format);
    int n = vsnprintf(start, room, format, values);
    va_end(values);
    if (n < 0 || (size_t)n >= room) {
        command->too_long = 1;
        return;
    }
    command->used += (unsigned)n + 1;
    add(command, start);
}

static void begin(struct command *command, const struct runtime *runtime) {
    command->count = command->too_long = 0;
    command->used = 0;
    add_text(command, "%s/bin/java", runtime->home);
    for (const char *const *option = start_options; *option; option++) {
        add(command, *option);
    }
}

/* From 24 on loading a library warns on stderr without this. Both runs need it, or the archive does not fit. */
static void add_native_access(struct command *command, const struct runtime *runtime) {
    if (runtime->version >= 24) {
        add(command, "--enable-native-access=ALL-UNNAMED");
    }
}

/* Where the archive is mapped to is otherwise chosen by chance, and every page of it is written to so that its pointers fit:
 * 3 to 4 ms of a start on 17. On 25 it gains nothing, and a JVM that does not know the option would not start. */
static void add_fixed_place(struct command *command, const struct runtime *runtime) {
    if (runtime->version == FIXED_PLACE) {
        add(command, "-XX:+UnlockDiagnosticVMOptions");
        add(command, "-XX:ArchiveRelocationMode=0");
    }
}

static void add_class_path(struct command *command, const char *lib) {
    char path[4 * PATH_MAX];
    size_t used = 0;
    for (const char *const *jar = command_jars; *jar; jar++) {
        int n = snprintf(path + used, sizeof path - used, "%s%s/%s", used ? ":" : "", lib, *jar);
        if (n < 0 || (size_t)n >= sizeof path - used) {
            command->too_long = 1;
            return;
        }
        used += (size_t)n;
    }
    add(command, "-cp");
    add_text(command, "%s", path);
}

/* Adds the words of PEEPS_JAVA_OPTS: divided by blanks, except within single or double quotes. */
static int add_words(struct command *command, const char *text) {
    while (*text) {
        char *start = command->text + command->used, *end = command->text + sizeof command->text - 1, *to = start, quote = 0;
        text += strspn(text, " \t\n");
        if (!*text) {
            return 1;
        }
        for (; *text && (quote || !strchr(" \t\n", *text)); text++) {
            if (quote ? *text == quote : *text == '"' || *text == '\'') {
                quote = quote ? 0 : *text;
            } else if (to < end) {
                *to++ = *text;
            } else {
                command->too_long = 1;
            }
        }
        if (quote) {
            return 0;
        }
        *to++ = 0;
        command->used = (unsigned)(to - command->text);
        add(command, start);
    }
    return 1;
}

/* What a JVM takes as the size of its heap, in kB: digits and a unit, from 16m on. 0 for anything else. */
static unsigned long long heap_size(const char *text) {
    char *end;
    if (*text < '0' || *text > '9') {
        return 0;
    }
    unsigned long long size = strtoull(text, &end, 10);
    static const char units[] = "kmg";
    const char *unit = *end ? strchr(units, *end | 0x20) : NULL;
    if (!unit || end[1] || size > 1 << 20) {
        return 0;
    }
    size <<= 10 * (unit - units);
    return size >= 16 << 10 ? size : 0;
}

static const char *argument_value(const char *argument, const char *option) {
    size_t length = strlen(option);
    return strncmp(argument, option, length) == 0 ? argument + length : NULL;
}

/* True when a dump is to be read from a file. */
static int names_file(char *const *user) {
    struct stat about;
    for (; *user; user++) {
        if (**user != '-' && stat(*user, &about) == 0 && S_ISREG(about.st_mode)) {
            return 1;
        }
    }
    return 0;
}

/* The young generation, by the heap that counts, which is the last one said: one that leaves the old generation nothing
 * would be collected in full again and again. Nothing is added to a size that the user gave. */
static void add_young(struct command *command, char *const *user) {
    unsigned long long heap = 0;
    for (int i = 0; i < command->count; i++) {
        const char *value = argument_value(command->arguments[i], "-Xmx");
        if (argument_value(command->arguments[i], "-Xmn") || argument_value(command->arguments[i], "-XX:NewSize=")) {
            return;
        }
        heap = value ? heap_size(value) : heap;
    }
    if (heap != 0) {
        int large = heap >= LARGE_HEAP_KB;
        unsigned long long young = large ? YOUNG_OF_LARGE_KB : heap / YOUNG_OF_SMALL;
        unsigned long long for_file = heap / (large ? YOUNG_FOR_FILE : YOUNG_FOR_FILE_OF_SMALL);
        add_text(command, "-Xmn%lluk", names_file(user) ? for_file : young);
    }
}

/* --max-memory is the heap of the JVM that reads: only before it starts can that be set. What is no size is left to
 * the command to complain about. */
static void add_max_memory(struct command *command, char *const *user) {
    static const char name[] = "--max-memory";
    const size_t length = sizeof name - 1;
    for (; *user && strcmp(*user, "--") != 0; user++) {
        if (strncmp(*user, name, length) == 0) {
            const char *value = (*user)[length] == '=' ? *user + length + 1 : (*user)[length] || !user[1] ? "" : user[1];
            if (heap_size(value) != 0) {
                add_text(command, "-Xmx%s", value);
            }
        }
    }
}

int command_for_user(struct command *command, const struct runtime *runtime, const char *lib, const char *archive, char *const *user,
                     char *why, unsigned size) {
    const char *own = getenv("PEEPS_JAVA_OPTS");
    begin(command, runtime);
    if (*archive) {
        add_fixed_place(command, runtime);
        add_text(command, "-XX:SharedArchiveFile=%s", archive);
    }
    /* An archive that does not fit is the launcher's business: the JVM's warnings about it would go to stdout. */
    add(command, "-Xlog:disable");
    add(command, "-Xlog:all=error:stderr");
    add_native_access(command, runtime);
    add_text(command, "-Dpeeps.lib=%s", lib);
    add_text(command, "-Dpeeps.terminal=%s%s", isatty(1) ? "out" : "", isatty(2) ? "err" : "");
    if (own && !add_words(command, own)) {
        snprintf(why, size, "PEEPS_JAVA_OPTS has a quote that is not closed: %s", own);
        return 0;
    }
    add_max_memory(command, user);
    add_young(command, user);
    add_class_path(command, lib);
    add(command, main_class);
    while (*user) {
        add(command, *user++);
    }
    if (command->too_long) {
        snprintf(why, size, "the command line is too long: more than %d arguments or %zu bytes", COMMAND_MAX_ARGUMENTS, sizeof command->text);
        return 0;
    }
    return 1;
}

const char *command_class_list(const char *lib, int version) {
    /* A list made on 25 names classes that 17 does not have, and the other way round; each reads what it knows. */
    static const char *const names[] = {"classes-25.lst", "classes-17.lst", NULL};
    char path[2 * PATH_MAX];
    for (const char *const *name = version >= 21 ? names : names + 1; *name; name++) {
        snprintf(path, sizeof path, "%s/%s", lib, *name);
        if (access(path, R_OK) == 0) {
            return *name;
        }
    }
    return "";
}

int command_for_archive(struct command *command, const struct runtime *runtime, const char *lib, const char *file) {
    const char *list = command_class_list(lib, runtime->version);
    if (!*list) {
        return 0;
    }
    begin(command, runtime);
    if (runtime->version >= 25) {
        add(command, "-XX:+AOTClassLinking"); /* classes come linked as well: a fifth less start-up time */
    }
    char *no_target[] = {NULL};
    add_young(command, no_target);
    add_native_access(command, runtime);
    add(command, "-Xshare:dump");
    add_text(command, "-XX:SharedClassListFile=%s/%s", lib, list);
    add_text(command, "-XX:SharedArchiveFile=%s", file);
    add_class_path(command, lib);
    return !command->too_long;
}

void command_clean_environment(void) {
    unsetenv("JAVA_TOOL_OPTIONS");
    unsetenv("_JAVA_OPTIONS");
    unsetenv("JDK_JAVA_OPTIONS");
}
