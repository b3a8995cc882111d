/*
 * libpeeps, loaded through the Attach API: `Agent_OnAttach` does one command and returns. Everything happens in the attach
 * listener's thread; nothing stays running. What a command leaves is said in docs/cut-format.md.
 */
#include <stdlib.h>
#include <string.h>

#include "cut.h"
#include "held.h"
#include "options.h"
#include "output.h"
#include "reach.h"
#include "registry.h"

enum status {
  OK = 0,
  BAD_OPTIONS = 100,
  CUT_FAILED = 101,
  UNKNOWN_COMMAND = 102,
  REGISTRY_NOT_STARTED = 103, /* the reason is in the file of the option out, if there is one */
  REGISTRY_WAS_THERE = 104,
  REGISTRY_WAS_ABSENT = 105,
  REGISTRY_STILL_ENDING = 106
};

/* A command that writes the file of the option out. */
static int do_file(JavaVM *vm, const char *text, int (*run)(JavaVM *, const struct options *, struct fail *)) {
  struct fail why = {{0}};
  struct options *o = malloc(sizeof *o); /* six paths: too large for a stack that may be small */
  int status = BAD_OPTIONS;
  if (o != NULL && options_parse(o, text, &why) == 0) status = run(vm, o, &why) == 0 ? OK : CUT_FAILED;
  free(o);
  return status;
}

static int do_cut(JavaVM *vm, const char *text) { return do_file(vm, text, cut_take); }

static int do_reach(JavaVM *vm, const char *text) { return do_file(vm, text, reach_command); }

static int do_release(JavaVM *vm, const char *text) {
  (void)vm, (void)text;
  held_release();
  return OK;
}

/* Leaves the reason in the file that the option out names: an attach answer has room for a number only. */
static void explain(const struct options *o, const struct fail *why) {
  struct fail ignored = {{0}};
  int fd = o->out[0] == '\0' ? -1 : output_create(o->out, &ignored);
  if (fd >= 0) output_explain(fd, o->out, why->text);
}

static int do_registry(JavaVM *vm, const char *text) {
  struct fail why = {{0}};
  struct options *o = malloc(sizeof *o);
  int status = BAD_OPTIONS;
  if (o != NULL && options_parse(o, text, &why) == 0) {
    enum registry_result result = registry_start(vm, o->jar, o->layouts, &why);
    status = result == REGISTRY_DONE ? OK : result == REGISTRY_THERE ? REGISTRY_WAS_THERE : REGISTRY_NOT_STARTED;
    if (status == REGISTRY_NOT_STARTED) explain(o, &why);
  }
  free(o);
  return status;
}

static int do_unload(JavaVM *vm, const char *text) {
  struct fail why = {{0}};
  (void)text;
  held_release();
  switch (registry_stop(vm, &why)) {
    case REGISTRY_DONE: return OK;
    case REGISTRY_ENDING: return REGISTRY_STILL_ENDING;
    case REGISTRY_ABSENT: return REGISTRY_WAS_ABSENT;
    default: return CUT_FAILED;
  }
}

static const struct {
  const char *name;
  int (*run)(JavaVM *vm, const char *options);
} commands[] = {
    {"cut", do_cut},
    {"reach", do_reach},
    {"release", do_release},
    {"registry", do_registry},
    {"unload", do_unload},
};

JNIEXPORT jint JNICALL Agent_OnAttach(JavaVM *vm, char *options, void *reserved) {
  char command[32];
  (void)reserved;
  options_command(options, command, sizeof command);
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
    if (strcmp(command, commands[i].name) == 0) return commands[i].run(vm, options);
  return UNKNOWN_COMMAND;
}
