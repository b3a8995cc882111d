/*
 * The option string of libpeeps (docs/cut-format.md): words separated by commas, keys and values by a colon, %XX escapes
 * in values. No '=' and no space, so that jcmd hands it on unchanged.
 */
#ifndef PEEPS_OPTIONS_H
#define PEEPS_OPTIONS_H

#include "fail.h"

enum walk_choice { WALK_AUTO, WALK_NARROW, WALK_WIDE, WALK_LEAN };
enum suspend_choice { SUSPEND_AUTO, SUSPEND_ALWAYS, SUSPEND_NEVER };

#define OPTION_PATH_MAX 4096

struct options {
  char command[32]; /* the first word: cut, release, ... */
  char plan[OPTION_PATH_MAX];
  char out[OPTION_PATH_MAX];
  char only[OPTION_PATH_MAX]; /* empty: all threads */
  char suspects[OPTION_PATH_MAX]; /* reach: what is asked */
  char jar[OPTION_PATH_MAX];  /* registry: where its classes are */
  char layouts[OPTION_PATH_MAX]; /* registry: those that a person named; empty: none */
  long max_pause_ms;
  long max_objects; /* -1: the default for the JDK */
  long frames;
  long hold_ms; /* 0: keep nothing */
  enum walk_choice walk;
  enum suspend_choice suspend; /* threads, for a walk by hand */
};

/* Parses the options of a command of this library. 0, or -1 with the reason. */
int options_parse(struct options *o, const char *text, struct fail *why);

/* The command word alone, for the table of commands; empty when there is none. Never fails. */
void options_command(const char *text, char *command, int size);

#endif
