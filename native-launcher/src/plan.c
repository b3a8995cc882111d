#include "plan.h"

#include <stdlib.h>
#include <string.h>

#include "text_file.h"

/* Room for one more element at the end of an array that doubles; NULL when memory is short. */
static void *one_more(void *array, int count, size_t size) {
  if (count != 0 && (count & (count - 1)) != 0) return array;
  return realloc(array, (size_t)(count == 0 ? 1 : count * 2) * size);
}

static char *word(char **rest) {
  char *w = *rest;
  if (w == NULL) return NULL;
  char *space = strchr(w, ' ');
  if (space != NULL) *space = '\0';
  *rest = space == NULL ? NULL : space + 1;
  return *w == '\0' ? NULL : w;
}

static void to_internal(char *name) {
  for (; *name != '\0'; name++)
    if (*name == '.') *name = '/';
}

static int mode_of(const char *w) {
  static const struct {
    const char *word;
    int mode;
  } modes[] = {{"prim", MODE_PRIM},         {"point", MODE_POINT}, {"follow", MODE_FOLLOW},
               {"name", MODE_NAME},         {"task", MODE_TASK},   {"elements", MODE_ELEMENTS},
               {"elements-task", MODE_ELEMENTS | MODE_ELEMENTS_TASK}, {"deep", MODE_DEEP}};
  for (unsigned i = 0; i < sizeof modes / sizeof *modes; i++)
    if (strcmp(w, modes[i].word) == 0) return modes[i].mode;
  return 0;
}

static const char *add_class(struct plan *p, char *rest) {
  void *more = one_more(p->classes, p->class_count, sizeof *p->classes);
  if (more == NULL) return "out of memory";
  p->classes = more;
  struct plan_class *c = &p->classes[p->class_count++];
  memset(c, 0, sizeof *c);
  c->budget = -1;
  if ((c->name = word(&rest)) == NULL) return "class without a name";
  to_internal(c->name);
  for (char *w = word(&rest); w != NULL; w = word(&rest)) {
    if (strcmp(w, "wide-only") == 0) c->flags |= PLAN_WIDE_ONLY;
    else if (strcmp(w, "narrow-only") == 0) c->flags |= PLAN_NARROW_ONLY;
    else if (strcmp(w, "by-field") == 0) c->flags |= PLAN_BY_FIELD;
    else if (strncmp(w, "budget:", 7) == 0) {
      char *end = NULL;
      c->budget = strtol(w + 7, &end, 10);
      if (*end != '\0' || end == w + 7 || c->budget < 0) return "budget is not a number";
    } else return "unknown flag of a class";
  }
  return NULL;
}

static const char *add_field(struct plan *p, char *rest) {
  if (p->class_count == 0) return "field before any class";
  struct plan_class *c = &p->classes[p->class_count - 1];
  void *more = one_more(c->fields, c->field_count, sizeof *c->fields);
  if (more == NULL) return "out of memory";
  c->fields = more;
  struct plan_field *f = &c->fields[c->field_count];
  f->modes = 0;
  if ((f->name = word(&rest)) == NULL) return "field without a name";
  for (char *w = word(&rest); w != NULL; w = word(&rest)) {
    int mode = mode_of(w);
    if (mode == 0) return "unknown mode of a field";
    f->modes |= (unsigned)mode;
  }
  if (f->modes == 0) return "field without a mode";
  c->field_count++;
  return NULL;
}

static const char *add_rule(struct plan *p, char *rest, int settled) {
  if (p->class_count == 0) return "rule before any class";
  struct plan_class *c = &p->classes[p->class_count - 1];
  if (settled) {
    if ((c->settled = word(&rest)) == NULL) return "settled without a field";
    char *w = word(&rest);
    if (w != NULL && (strcmp(w, "unless") != 0 || (c->unless = word(&rest)) == NULL)) return "expected 'unless FIELD'";
    return NULL;
  }
  for (char *w = word(&rest); w != NULL; w = word(&rest)) {
    void *more = one_more(c->keep, c->keep_count, sizeof *c->keep);
    if (more == NULL) return "out of memory";
    c->keep = more;
    c->keep[c->keep_count++] = w;
  }
  return c->keep_count == 0 ? "keep without a field" : NULL;
}

static const char *add_method(struct plan *p, char *rest) {
  void *more = one_more(p->methods, p->method_count, sizeof *p->methods);
  if (more == NULL) return "out of memory";
  p->methods = more;
  char *name = word(&rest), *dot = name == NULL ? NULL : strrchr(name, '.');
  if (dot == NULL || dot == name || dot[1] == '\0') return "expected 'method CLASS.METHOD'";
  *dot = '\0';
  to_internal(name);
  p->methods[p->method_count].class_name = name;
  p->methods[p->method_count++].method = dot + 1;
  return NULL;
}

static const char *statement(struct plan *p, char *line, int *ended) {
  char *rest = line, *w = word(&rest);
  if (w == NULL || *w == '#') return NULL;
  if (strcmp(w, "class") == 0) return add_class(p, rest);
  if (strcmp(w, "field") == 0 || strcmp(w, "static") == 0) return add_field(p, rest); /* the class tells which it is */
  if (strcmp(w, "settled") == 0) return add_rule(p, rest, 1);
  if (strcmp(w, "keep") == 0) return add_rule(p, rest, 0);
  if (strcmp(w, "method") == 0) return add_method(p, rest);
  if (strcmp(w, "end") == 0) {
    *ended = 1;
    return NULL;
  }
  return "unknown statement";
}

int plan_parse(struct plan *p, const char *text, unsigned long length, const char *source, struct fail *why) {
  int line_number = 0, ended = 0;
  memset(p, 0, sizeof *p);
  if (memchr(text, '\0', length) != NULL) return fail(why, "plan %s: contains a zero byte", source);
  if ((p->text = malloc(length + 1)) == NULL) return fail(why, "plan %s: out of memory", source);
  memcpy(p->text, text, length);
  p->text[length] = '\0';
  for (char *line = p->text; line != NULL && !ended;) {
    char *next = strchr(line, '\n');
    if (next != NULL) *next++ = '\0';
    line_number++;
    if (line_number == 1) {
      if (strcmp(line, "peeps-plan 1") != 0)
        return fail(why, "plan %s: the first line is not 'peeps-plan 1': made by another version of peeps?", source);
    } else {
      const char *problem = statement(p, line, &ended);
      if (problem != NULL) return fail(why, "plan %s, line %d: %s", source, line_number, problem);
    }
    line = next;
  }
  return ended ? 0 : fail(why, "plan %s: no 'end' line: it was cut off", source);
}

int plan_read(struct plan *p, const char *path, struct fail *why) {
  unsigned long length = 0;
  memset(p, 0, sizeof *p);
  char *text = text_file_read(path, &length, why);
  if (text == NULL) return -1;
  int result = plan_parse(p, text, length, path, why);
  free(text);
  return result;
}

void plan_free(struct plan *p) {
  for (int i = 0; i < p->class_count; i++) {
    free(p->classes[i].fields);
    free(p->classes[i].keep);
  }
  free(p->classes);
  free(p->methods);
  free(p->text);
  memset(p, 0, sizeof *p);
}
