#include "settled.h"

#include "resolve.h"

int field_is_null(struct cut *cut, jobject object, uint32_t clazz, const char *name) {
  struct jvm *j = &cut->jvm;
  int field = name == NULL ? -1 : resolve_field(&cut->classes, clazz, name);
  if (field < 0) return 1;
  const struct field *f = &cut->classes.fields[field];
  if (f->type == 'I') return (*j->jni)->GetIntField(j->jni, object, f->id) == 0;
  if (f->type == 'J') return (*j->jni)->GetLongField(j->jni, object, f->id) == 0;
  if (f->type == 'Z') return (*j->jni)->GetBooleanField(j->jni, object, f->id) == 0;
  if (f->type != 'L' && f->type != '[') return 1;
  jobject value = (*j->jni)->GetObjectField(j->jni, object, f->id);
  if (value != NULL) (*j->jni)->DeleteLocalRef(j->jni, value);
  return value == NULL;
}

int tells_when_settled(const struct cut *cut, uint32_t clazz) {
  const struct class_info *k = &cut->classes.list[clazz];
  for (int i = 0; i < k->plan_count; i++)
    if (cut->plan.classes[k->plans[i]].settled != NULL) return 1;
  return 0;
}

int has_come(struct cut *cut, jobject object, uint32_t clazz) {
  const struct class_info *k = &cut->classes.list[clazz];
  for (int i = 0; i < k->plan_count; i++)
    if (!field_is_null(cut, object, clazz, cut->plan.classes[k->plans[i]].settled)) return 1;
  return 0;
}
