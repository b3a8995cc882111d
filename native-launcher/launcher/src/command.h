/* The command line of the Java command. */
#ifndef PEEPS_COMMAND_H
#define PEEPS_COMMAND_H

#include "archive.h"
#include "runtime.h"

enum { COMMAND_MAX_ARGUMENTS = 512 };

struct command {
    char *arguments[COMMAND_MAX_ARGUMENTS + 1]; /* ends with NULL; arguments[0] is the program */
    int count;
    char text[32768]; /* the strings that were put together here */
    unsigned used;
    int too_long; /* something did not fit */
};

/* The jars that are the class path, in its order. */
extern const char *const command_jars[];

/* The name, below lib, of the list of classes that suits a Java version best. */
const char *command_class_list(const char *lib, int version);

/*
 * peeps with the user's arguments: options for a fast start, the archive if there is one, then what PEEPS_JAVA_OPTS
 * says, then the heap of --max-memory, which has the last word, then a young generation that suits the heap. Returns 1, or 0 with the reason in why.
 */
int command_for_user(struct command *command, const struct runtime *runtime, const char *lib, const char *archive, char *const *user,
                     char *why, unsigned size);

/* The run that writes the archive into file. Returns 0 when there is no list of classes. */
int command_for_archive(struct command *command, const struct runtime *runtime, const char *lib, const char *file);

/*
 * Takes the variables out of the environment that add options to every JVM. They are meant for the application: an
 * agent, a heap size or a debug port of its own would come up in peeps as well. PEEPS_JAVA_OPTS is for peeps.
 */
void command_clean_environment(void);

#endif
