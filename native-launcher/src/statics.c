#include "statics.h"

#include "threads.h"

static int64_t read_primitive(JNIEnv *jni, jclass k, const struct field *f) {
  switch (f->type) {
    case 'Z': return (*jni)->GetStaticBooleanField(jni, k, f->id);
    case 'B': return (*jni)->GetStaticByteField(jni, k, f->id);
    case 'C': return (*jni)->GetStaticCharField(jni, k, f->id);
    case 'S': return (*jni)->GetStaticShortField(jni, k, f->id);
    case 'I': return (*jni)->GetStaticIntField(jni, k, f->id);
    case 'J': return (*jni)->GetStaticLongField(jni, k, f->id);
    case 'F': {
      union { jfloat f; jint i; } u = {.f = (*jni)->GetStaticFloatField(jni, k, f->id)};
      return u.i;
    }
    default: {
      union { jdouble d; jlong l; } u = {.d = (*jni)->GetStaticDoubleField(jni, k, f->id)};
      return u.l;
    }
  }
}

void statics_read(struct walk *w, struct jvm *j) {
  const struct classes *c = w->classes;
  if (c->refs == NULL) return; /* a second cut: the suspects hang on no static field */
  for (int i = 0; i < c->field_count; i++) {
    const struct field *f = &c->fields[i];
    jint status = 0;
    if (!f->is_static) continue;
    jclass k = c->refs[f->owner - 1];
    if ((*j->ti)->GetClassStatus(j->ti, k, &status) != JVMTI_ERROR_NONE || !(status & JVMTI_CLASS_STATUS_INITIALIZED)) continue;
    int reference = f->type == 'L' || f->type == '[';
    jobject value = reference ? (*j->jni)->GetStaticObjectField(j->jni, k, f->id) : NULL;
    jlong tag = value == NULL ? 0 : tag_of(j, (struct classes *)c, w->objects, value);
    if (value != NULL) walk_hold(w, value);
    if (value != NULL && tag == 0) continue; /* out of numbers: left out, since it is no null */
    struct edge *e = arena_take(&w->arena, sizeof *e);
    if (e == NULL) return;
    e->kind = reference ? EDGE_FIELD : EDGE_PRIM;
    e->type = (uint8_t)f->type;
    e->from = f->owner;
    e->index = (uint32_t)i;
    e->to = reference ? tag : read_primitive(j->jni, k, f);
    if (reference) walk_ask(w, e->to, f->modes);
  }
}
