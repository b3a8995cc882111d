#include "resolve.h"

#include <stdlib.h>
#include <string.h>

#define PLANNED_FIELDS_MAX 60000 /* field numbers are kept in 16 bits */

/* ---- what a class declares, asked for once ---- */

static void load_fields(struct classes *c, struct jvm *j, uint32_t number) {
  struct class_info *k = &c->list[number];
  jint count = 0;
  jfieldID *ids = NULL;
  if (k->declared_count >= 0) return;
  k->declared_count = 0;
  if ((*j->ti)->GetClassFields(j->ti, c->refs[number - 1], &count, &ids) != JVMTI_ERROR_NONE) return;
  k->declared = calloc((size_t)count + 1, sizeof *k->declared);
  for (jint i = 0; k->declared != NULL && i < count; i++) {
    struct declared *d = &k->declared[i];
    char *name = NULL, *signature = NULL;
    jint modifiers = 0;
    d->id = ids[i];
    if ((*j->ti)->GetFieldName(j->ti, c->refs[number - 1], ids[i], &name, &signature, NULL) == JVMTI_ERROR_NONE) {
      (*j->ti)->GetFieldModifiers(j->ti, c->refs[number - 1], ids[i], &modifiers);
      d->name = strdup(name);
      d->type = signature[0];
      d->is_static = (modifiers & 8) != 0;
      jvm_free(j, name);
      jvm_free(j, signature);
    }
    k->declared_count = (int)i + 1;
  }
  jvm_free(j, ids);
}

static void load_interfaces(struct classes *c, struct jvm *j, uint32_t number) {
  struct class_info *k = &c->list[number];
  jint count = 0;
  jclass *found = NULL;
  if (k->interface_count >= 0) return;
  k->interface_count = 0;
  if ((*j->ti)->GetImplementedInterfaces(j->ti, c->refs[number - 1], &count, &found) != JVMTI_ERROR_NONE) return;
  k->interfaces = calloc((size_t)count + 1, sizeof *k->interfaces);
  for (jint i = 0; i < count; i++) {
    jlong tag = 0;
    (*j->ti)->GetTag(j->ti, found[i], &tag);
    if (k->interfaces != NULL && class_of_tag(c, tag) != NULL) k->interfaces[k->interface_count++] = (uint32_t)tag;
    (*j->jni)->DeleteLocalRef(j->jni, found[i]);
  }
  jvm_free(j, found);
}

/* ---- which planned classes a class is ---- */

struct matcher {
  struct classes *c;
  struct jvm *j;
  const struct plan *plan;
  char *exact;    /* by class number: the plan has a class of that very name */
  int interfaces; /* some planned class is an interface: then they must be looked at */
};

static int add_plan(uint16_t *list, int count, uint16_t plan) {
  for (int i = 0; i < count; i++)
    if (list[i] == plan) return count;
  list[count] = plan;
  return count + 1;
}

static void know_plans(struct matcher *m, uint32_t number, int depth) {
  struct class_info *k = &m->c->list[number];
  if (k->plans_known || depth > 1000) return;
  k->plans_known = 1;
  uint16_t *all = NULL;
  int count = 0, own = m->exact[number] != 0;
  const uint16_t *inherited = NULL;
  if (k->super != 0) {
    know_plans(m, k->super, depth + 1);
    inherited = m->c->list[k->super].plans;
    count = m->c->list[k->super].plan_count;
  }
  if (m->interfaces) {
    load_interfaces(m->c, m->j, number);
    for (int i = 0; i < k->interface_count; i++) {
      know_plans(m, k->interfaces[i], depth + 1);
      own |= m->c->list[k->interfaces[i]].plan_count > 0;
    }
  }
  if (own) {
    all = calloc((size_t)m->plan->class_count, sizeof *all);
    if (all == NULL) return;
    if (count > 0) memcpy(all, inherited, (size_t)count * sizeof *all);
    for (int p = 0; p < m->plan->class_count; p++)
      if (strcmp(m->plan->classes[p].name, k->name) == 0) count = add_plan(all, count, (uint16_t)p);
    for (int i = 0; m->interfaces && i < k->interface_count; i++) {
      const struct class_info *n = &m->c->list[k->interfaces[i]];
      for (int p = 0; p < n->plan_count; p++) count = add_plan(all, count, n->plans[p]);
    }
    inherited = all;
  }
  k->plans = inherited;
  k->plan_count = count;
  int by_field = count > 0;
  k->room = k->budget = -1;
  for (int i = 0; i < count; i++) {
    const struct plan_class *p = &m->plan->classes[k->plans[i]];
    if (!(p->flags & PLAN_WIDE_ONLY) || (p->flags & PLAN_NARROW_ONLY)) k->flags |= CLASS_PLANNED;
    if (!(p->flags & PLAN_NARROW_ONLY)) k->flags |= CLASS_PLANNED | CLASS_WIDE;
    if (!(p->flags & PLAN_BY_FIELD)) by_field = 0;
    if (p->budget > k->room) k->room = k->budget = p->budget;
  }
  if (by_field) k->flags |= CLASS_BY_FIELD;
}

/* ---- planned fields ---- */

static struct declared *find_declared(struct classes *c, struct jvm *j, uint32_t from, const char *name, uint32_t *owner) {
  for (uint32_t n = from; n != 0; n = c->list[n].super) {
    load_fields(c, j, n);
    for (int i = 0; i < c->list[n].declared_count; i++) {
      struct declared *d = &c->list[n].declared[i];
      if (d->name != NULL && strcmp(d->name, name) == 0) {
        *owner = n;
        return d;
      }
    }
  }
  return NULL;
}

static int want_field(struct classes *c, struct jvm *j, uint32_t from, uint32_t own, const char *name, unsigned modes,
                      struct fail *why) {
  uint32_t owner = 0;
  struct declared *d = find_declared(c, j, from, name, &owner);
  if (d == NULL && own != from) d = find_declared(c, j, own, name, &owner);
  if (d == NULL) return 0; /* an alternative for another version */
  if (d->field == 0) {
    if (c->field_count == PLANNED_FIELDS_MAX) return fail(why, "the plan names more than %d fields", PLANNED_FIELDS_MAX);
    if ((c->field_count & (c->field_count - 1)) == 0) {
      struct field *more = realloc(c->fields, (size_t)(c->field_count == 0 ? 1 : c->field_count * 2) * sizeof *more);
      if (more == NULL) return fail(why, "out of memory for the planned fields");
      c->fields = more;
    }
    struct field *f = &c->fields[c->field_count++];
    f->owner = owner;
    f->name = d->name;
    f->type = d->type;
    f->is_static = d->is_static;
    f->modes = 0;
    f->id = d->id;
    d->field = (uint16_t)c->field_count;
  }
  c->fields[d->field - 1].modes |= modes;
  return 0;
}

static int want_fields(struct matcher *m, uint32_t number, struct fail *why) {
  struct class_info *k = &m->c->list[number];
  for (int i = 0; i < k->plan_count; i++) {
    const struct plan_class *p = &m->plan->classes[k->plans[i]];
    /* Below a planned class a field of the same name may hide the planned one, so the search starts at the planned
     * class, and goes on at the class at hand only when that has none; an interface has no instance fields, so there it starts at the implementor. */
    uint32_t from = number;
    for (uint32_t n = number; n != 0; n = m->c->list[n].super)
      if (strcmp(m->c->list[n].name, p->name) == 0) from = n;
    for (int f = 0; f < p->field_count; f++)
      if (want_field(m->c, m->j, from, number, p->fields[f].name, p->fields[f].modes, why) != 0) return -1;
    if (p->settled != NULL && (want_field(m->c, m->j, from, number, p->settled, MODE_POINT, why) != 0 ||
                               (p->unless != NULL && want_field(m->c, m->j, from, number, p->unless, MODE_POINT, why) != 0)))
      return -1;
    for (int f = 0; f < p->keep_count; f++)
      if (want_field(m->c, m->j, from, number, p->keep[f], MODE_POINT, why) != 0) return -1;
  }
  return 0;
}

/* Fields of all superinterfaces, each interface once: FollowReferences numbers them before all others. */
static int interface_fields(struct classes *c, struct jvm *j, uint32_t number, uint32_t *seen, int *seen_count) {
  int total = 0;
  for (uint32_t n = number; n != 0; n = c->list[n].super) {
    load_interfaces(c, j, n);
    for (int i = 0; i < c->list[n].interface_count; i++) {
      uint32_t one = c->list[n].interfaces[i];
      int known = 0;
      for (int s = 0; s < *seen_count; s++) known |= seen[s] == one;
      if (known || *seen_count == 256) continue;
      seen[(*seen_count)++] = one;
      load_fields(c, j, one);
      total += c->list[one].declared_count + interface_fields(c, j, one, seen, seen_count);
    }
  }
  return total;
}

static int chain_wants(const struct classes *c, uint32_t number) {
  for (uint32_t n = number; n != 0; n = c->list[n].super)
    for (int i = 0; i < c->list[n].declared_count; i++)
      if (c->list[n].declared[i].field != 0 && !c->list[n].declared[i].is_static) return 1;
  return 0;
}

static int number_fields(struct classes *c, struct jvm *j, uint32_t number, struct fail *why) {
  struct class_info *k = &c->list[number];
  uint32_t seen[256], chain[256];
  int seen_count = 0, depth = 0;
  int index = k->first_field = interface_fields(c, j, number, seen, &seen_count);
  int total = index;
  for (uint32_t n = number; n != 0 && depth < 256; n = c->list[n].super) {
    load_fields(c, j, n);
    total += c->list[n].declared_count;
    chain[depth++] = n;
  }
  k->fields = calloc((size_t)total + 1, sizeof *k->fields);
  if (k->fields == NULL) return fail(why, "out of memory for the fields of %s", k->name);
  k->field_slots = total;
  while (depth-- > 0) {
    const struct class_info *n = &c->list[chain[depth]];
    for (int i = 0; i < n->declared_count; i++) k->fields[index++] = n->declared[i].is_static ? 0 : n->declared[i].field;
  }
  return 0;
}

/* ---- planned methods ---- */

static int by_address(const void *a, const void *b) {
  uintptr_t x = (uintptr_t)*(const jmethodID *)a, y = (uintptr_t)*(const jmethodID *)b;
  return x < y ? -1 : x > y;
}

static int resolve_methods(struct classes *c, struct jvm *j, const struct plan *plan, struct fail *why) {
  int capacity = 0;
  for (int m = 0; m < plan->method_count; m++) {
    uint32_t number = classes_find(c, plan->methods[m].class_name);
    jint count = 0;
    jmethodID *ids = NULL;
    if (number == 0 || (*j->ti)->GetClassMethods(j->ti, c->refs[number - 1], &count, &ids) != JVMTI_ERROR_NONE) continue;
    for (jint i = 0; i < count; i++) {
      char *name = NULL;
      if ((*j->ti)->GetMethodName(j->ti, ids[i], &name, NULL, NULL) != JVMTI_ERROR_NONE) continue;
      int wanted = strcmp(name, plan->methods[m].method) == 0;
      jvm_free(j, name);
      if (!wanted) continue;
      if (c->method_count == capacity) {
        capacity = capacity == 0 ? 16 : capacity * 2;
        jmethodID *more = realloc(c->methods, (size_t)capacity * sizeof *more);
        if (more == NULL) {
          jvm_free(j, ids);
          return fail(why, "out of memory for the planned methods");
        }
        c->methods = more;
      }
      c->methods[c->method_count++] = ids[i];
    }
    jvm_free(j, ids);
  }
  return 0;
}

static int by_name(const void *a, const void *b) {
  return strcmp((*(const struct plan_class *const *)a)->name, (*(const struct plan_class *const *)b)->name);
}

/* A name may stand for several classes of several loaders; tens of thousands of classes are looked up, hence the search. */
static int match_names(struct matcher *m, struct fail *why) {
  const struct plan *plan = m->plan;
  const struct plan_class **sorted = calloc((size_t)plan->class_count + 1, sizeof *sorted);
  if (sorted == NULL) return fail(why, "out of memory for the plan");
  for (int p = 0; p < plan->class_count; p++) sorted[p] = &plan->classes[p];
  qsort(sorted, (size_t)plan->class_count, sizeof *sorted, by_name);
  for (uint32_t i = 1; i < m->c->count; i++) {
    struct plan_class key = {.name = (char *)m->c->list[i].name}, *at = &key;
    const struct plan_class **found = bsearch(&at, sorted, (size_t)plan->class_count, sizeof *sorted, by_name);
    if (found == NULL) continue;
    m->exact[i] = 1;
    m->interfaces |= (m->c->list[i].flags & CLASS_INTERFACE) != 0;
  }
  free(sorted);
  return 0;
}

int resolve_plan(struct classes *c, struct jvm *j, const struct plan *plan, struct fail *why) {
  struct matcher m = {c, j, plan, calloc(c->count, 1), 0};
  int result = m.exact == NULL ? fail(why, "out of memory for the classes") : 0;
  result = result == 0 ? match_names(&m, why) : result;
  for (uint32_t i = 1; result == 0 && i < c->count; i++) know_plans(&m, i, 0);
  for (uint32_t i = 1; result == 0 && i < c->count; i++)
    if (c->list[i].plan_count > 0) result = want_fields(&m, i, why);
  for (uint32_t i = 1; result == 0 && i < c->count; i++) {
    struct class_info *k = &c->list[i];
    if (k->flags & (CLASS_INTERFACE | CLASS_ARRAY | CLASS_PRIM_ARRAY)) continue;
    /* A class that merely inherits a planned field is recorded with it, or its records would have a hole there. */
    if (k->plan_count == 0 && !chain_wants(c, i)) continue;
    k->flags |= CLASS_PLANNED;
    if (k->flags & CLASS_WIDE) {
      jint modifiers = 0;
      if ((*j->ti)->GetClassModifiers(j->ti, c->refs[i - 1], &modifiers) == JVMTI_ERROR_NONE && (modifiers & 0x400)) k->flags |= CLASS_ABSTRACT;
    }
    result = number_fields(c, j, i, why);
  }
  if (result == 0) result = resolve_methods(c, j, plan, why);
  if (c->method_count > 0) qsort(c->methods, (size_t)c->method_count, sizeof *c->methods, by_address);
  free(m.exact);
  return result;
}

int resolve_field(const struct classes *c, uint32_t number, const char *name) {
  for (uint32_t n = number; n != 0; n = c->list[n].super)
    for (int i = 0; i < c->list[n].declared_count; i++)
      if (c->list[n].declared[i].field != 0 && strcmp(c->list[n].declared[i].name, name) == 0) return c->list[n].declared[i].field - 1;
  return -1;
}

void resolve_free(struct classes *c) {
  for (uint32_t i = 0; c->list != NULL && i < c->count; i++) {
    struct class_info *k = &c->list[i];
    for (int d = 0; d < k->declared_count; d++) free(k->declared[d].name);
    free(k->declared);
    free(k->interfaces);
    free(k->fields);
    if (k->plans != NULL && (k->super == 0 || c->list[k->super].plans != k->plans)) free((void *)k->plans);
  }
  free(c->fields);
  free(c->methods);
}
