/*
 * The plan: which classes and fields matter, compiled from the layouts by the command (docs/cut-format.md, "Plan file").
 */
#ifndef PEEPS_PLAN_H
#define PEEPS_PLAN_H

#include "fail.h"

enum field_mode {
  MODE_PRIM = 1,           /* record the primitive */
  MODE_POINT = 2,          /* record the reference; the referee is entered only if its class is planned */
  MODE_FOLLOW = 4,         /* enter the referee whatever its class */
  MODE_NAME = 8,           /* a String whose text is wanted */
  MODE_TASK = 16,          /* what runs: entered as an application object to find what it holds */
  MODE_ELEMENTS = 32,      /* an array whose elements are recorded */
  MODE_ELEMENTS_TASK = 64, /* the same, and each element is a task */
  MODE_DEEP = 128          /* everything behind it is followed, bounded */
};

enum { PLAN_WIDE_ONLY = 1, PLAN_NARROW_ONLY = 2, PLAN_BY_FIELD = 4 };

struct plan_field {
  char *name;
  unsigned modes;
};

struct plan_class {
  char *name; /* with '/', as the JVM has it */
  int flags;
  long budget; /* -1: none of its own */
  struct plan_field *fields;
  int field_count;
  char *settled, *unless; /* NULL: no such rule */
  char **keep;
  int keep_count;
};

struct plan_method {
  char *class_name, *method;
};

struct plan {
  char *text; /* all names point into it */
  struct plan_class *classes;
  int class_count;
  struct plan_method *methods;
  int method_count;
};

/* Parses a plan; takes a copy of the text. 0, or -1 with a reason that names `source` and the line. */
int plan_parse(struct plan *p, const char *text, unsigned long length, const char *source, struct fail *why);

/* Reads and parses the file. */
int plan_read(struct plan *p, const char *path, struct fail *why);

void plan_free(struct plan *p);

#endif
