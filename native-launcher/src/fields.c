#include "fields.h"

#include <stdlib.h>

#include "resolve.h"

int fields_open(struct fields *f, const struct classes *c) {
  f->count = c->count;
  f->by_class = calloc(c->count, sizeof *f->by_class);
  return f->by_class == NULL ? -1 : 0;
}

static struct readings *with_room(struct readings *r, int more) {
  int count = r == NULL ? 0 : r->count;
  struct readings *larger = realloc(r, sizeof *r + (size_t)(count + more) * sizeof r->list[0]);
  if (larger == NULL) free(r);
  else if (r == NULL) larger->count = larger->planned = 0;
  return larger;
}

static int is_reference(char type) { return type == 'L' || type == '['; }

/* A planned class: its whole chain was looked at when the plan was resolved. */
static struct readings *of_planned(const struct classes *c, uint32_t number) {
  struct readings *r = with_room(NULL, 0);
  for (int planned = 1; planned >= 0; planned--) {
    for (uint32_t n = number; r != NULL && n != 0; n = c->list[n].super) {
      const struct class_info *k = &c->list[n];
      if (k->declared_count > 0) r = with_room(r, k->declared_count);
      for (int i = 0; r != NULL && i < k->declared_count; i++) {
        const struct declared *d = &k->declared[i];
        if (d->is_static || d->name == NULL || (d->field != 0) != planned || (!planned && !is_reference(d->type))) continue;
        r->list[r->count++] = (struct reading){d->id, d->field, d->type};
      }
    }
    if (planned && r != NULL) r->planned = r->count;
  }
  return r;
}

/* The references that a class declares itself. */
static struct readings *add_references(struct readings *r, struct jvm *j, jclass k) {
  jint count = 0;
  jfieldID *ids = NULL;
  if ((*j->ti)->GetClassFields(j->ti, k, &count, &ids) != JVMTI_ERROR_NONE) return free(r), NULL;
  r = with_room(r, count);
  for (jint i = 0; r != NULL && i < count; i++) {
    char *signature = NULL;
    jint modifiers = 0;
    if ((*j->ti)->GetFieldModifiers(j->ti, k, ids[i], &modifiers) != JVMTI_ERROR_NONE || (modifiers & 8)) continue;
    if ((*j->ti)->GetFieldName(j->ti, k, ids[i], NULL, &signature, NULL) != JVMTI_ERROR_NONE) continue;
    if (is_reference(signature[0])) r->list[r->count++] = (struct reading){ids[i], 0, 'L'};
    jvm_free(j, signature);
  }
  jvm_free(j, ids);
  return r;
}

/* Any other class, which is only looked through. */
static struct readings *of_other(struct jvm *j, jobject object) {
  struct readings *r = with_room(NULL, 0);
  jclass k = (*j->jni)->GetObjectClass(j->jni, object);
  while (r != NULL && k != NULL) {
    r = add_references(r, j, k);
    jclass super = (*j->jni)->GetSuperclass(j->jni, k);
    (*j->jni)->DeleteLocalRef(j->jni, k);
    k = super;
  }
  if (k != NULL) (*j->jni)->DeleteLocalRef(j->jni, k);
  return r;
}

const struct readings *fields_of(struct fields *f, struct jvm *j, const struct classes *c, uint32_t number, jobject object) {
  if (number >= f->count) return NULL;
  if (f->by_class[number] == NULL)
    f->by_class[number] = c->list[number].flags & CLASS_PLANNED ? of_planned(c, number) : of_other(j, object);
  return f->by_class[number];
}

void fields_close(struct fields *f) {
  for (uint32_t i = 0; f->by_class != NULL && i < f->count; i++) free(f->by_class[i]);
  free(f->by_class);
  f->by_class = NULL;
}
