#include "recent.h"

jlong recent_tag(struct jvm *j, const struct recent *r, jobject object) {
  for (int i = 0; i < RECENT; i++) {
    if (r->refs[i] == NULL || !(*j->jni)->IsSameObject(j->jni, object, r->refs[i])) continue;
    (*j->jni)->DeleteLocalRef(j->jni, object);
    return r->tags[i];
  }
  return -1;
}

void recent_add(struct jvm *j, struct recent *r, jobject object, jlong tag, int keep) {
  int i = r->next++ % RECENT;
  if (r->refs[i] != NULL && !r->kept[i]) (*j->jni)->DeleteLocalRef(j->jni, r->refs[i]);
  r->refs[i] = object;
  r->tags[i] = tag;
  r->kept[i] = keep;
}

void recent_close(struct jvm *j, struct recent *r) {
  for (int i = 0; i < RECENT; i++) recent_add(j, r, NULL, 0, 0);
}
