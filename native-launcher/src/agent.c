/*
 * libpeeps, loaded through the Attach API: `Agent_OnAttach` does one command and returns. Everything happens in the attach
 * listener's thread; nothing stays running. What a command leaves is said in docs/cut-format.md.
 */
#include <stdlib.h>
#include <string.h>

#include "cut.h"
#include "held.h"
#include "options.h"

enum status { OK = 0, BAD_OPTIONS = 100, CUT_FAILED = 101, UNKNOWN_COMMAND = 102 };

static int do_cut(JavaVM *vm, const char *text) {
  struct fail why = {{0}};
  struct options *o = malloc(sizeof *o); /* three paths: too large for a stack that may be small */
  int status = BAD_OPTIONS;
  if (o != NULL && options_parse(o, text, &why) == 0) status = cut_take(vm, o, &why) == 0 ? OK : CUT_FAILED;
  free(o);
  return status;
}

static int do_release(JavaVM *vm, const char *text) {
  (void)vm, (void)text;
  held_release();
  return OK;
}

static const struct {
  const char *name;
  int (*run)(JavaVM *vm, const char *options);
} commands[] = {
    {"cut", do_cut},
    {"release", do_release},
};

JNIEXPORT jint JNICALL Agent_OnAttach(JavaVM *vm, char *options, void *reserved) {
  char command[32];
  (void)reserved;
  options_command(options, command, sizeof command);
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
    if (strcmp(command, commands[i].name) == 0) return commands[i].run(vm, options);
  return UNKNOWN_COMMAND;
}
