/*
 * Whose the threads are. One of the JVM's own that is idle runs no code of the application's; whoever began after the cut may. What a
 * thread does that reads the standard input is mostly to wait for the end of the program; who does is told by the walk.
 */
#include <stdlib.h>

#include "reach.h"

struct look {
  struct jvm j;
  jthreadGroup system;
  uint32_t innocuous; /* number of the class of threads that the JDK starts for itself */
};

/* Of a thread that has ended or cannot be asked it is not said. */
static int is_systems(const struct look *l, const struct reach *r, jthread thread, jlong tag) {
  struct jvm j = l->j;
  jvmtiThreadInfo info;
  const struct object *o = object_of_tag(&r->cut->objects, tag);
  for (uint32_t n = o == NULL ? 0 : o->clazz; n != 0; n = r->cut->classes.list[n].super)
    if (n == l->innocuous) return 1;
  if ((*j.ti)->GetThreadInfo(j.ti, thread, &info) != JVMTI_ERROR_NONE) return 0;
  int is = info.thread_group != NULL && (*j.jni)->IsSameObject(j.jni, info.thread_group, l->system);
  jvm_free(&j, info.name);
  if (info.thread_group != NULL) (*j.jni)->DeleteLocalRef(j.jni, info.thread_group);
  if (info.context_class_loader != NULL) (*j.jni)->DeleteLocalRef(j.jni, info.context_class_loader);
  return is;
}

static int each(struct reach *r, const struct look *l, struct fail *why) {
  struct jvm j = l->j;
  jint count = 0;
  jthread *all = NULL;
  jvmtiError e = (*j.ti)->GetAllThreads(j.ti, &count, &all);
  if (e != JVMTI_ERROR_NONE) return fail(why, "cannot list the threads: %s (%d)", jvm_error(e), (int)e);
  r->system = calloc((size_t)count + 1, sizeof *r->system);
  for (jint i = 0; r->system != NULL && i < count; i++) {
    jlong tag = 0;
    if ((*j.ti)->GetTag(j.ti, all[i], &tag) == JVMTI_ERROR_NONE) {
      if (!is_systems(l, r, all[i], tag)) r->strangers += object_of_tag(&r->cut->objects, tag) == NULL;
      else if (tag != 0) r->system[r->system_count++] = tag;
    }
    (*j.jni)->DeleteLocalRef(j.jni, all[i]);
  }
  jvm_free(&j, all);
  return r->system == NULL ? fail(why, "out of memory for the threads") : 0;
}

int reach_system(struct reach *r, struct fail *why) {
  struct look l = {.j = r->cut->jvm};
  struct jvm j = l.j;
  jint count = 0;
  jthreadGroup *top = NULL;
  if ((*j.jni)->PushLocalFrame(j.jni, 64) != 0) {
    jvm_threw(&j);
    return fail(why, "out of memory for the threads");
  }
  jvmtiError e = (*j.ti)->GetTopThreadGroups(j.ti, &count, &top);
  int result = e == JVMTI_ERROR_NONE && count > 0 ? 0 : fail(why, "cannot find the JVM's own threads: %s (%d)", jvm_error(e), (int)e);
  if (result == 0) {
    l.system = top[0];
    l.innocuous = classes_find(&r->cut->classes, "jdk/internal/misc/InnocuousThread");
    result = each(r, &l, why);
  }
  jvm_free(&j, top);
  (*j.jni)->PopLocalFrame(j.jni, NULL);
  return result;
}

void reach_input(struct cut *cut, jlong *in, jlong *source) {
  struct jvm j = cut->jvm;
  *in = *source = 0;
  if ((*j.jni)->PushLocalFrame(j.jni, 16) != 0) {
    jvm_threw(&j);
    return;
  }
  jclass system = jvm_boot_class(&j, "java.lang.System"), filter = jvm_boot_class(&j, "java.io.FilterInputStream");
  jfieldID field = system == NULL ? NULL : (*j.jni)->GetStaticFieldID(j.jni, system, "in", "Ljava/io/InputStream;");
  jobject stream = jvm_threw(&j) || field == NULL ? NULL : (*j.jni)->GetStaticObjectField(j.jni, system, field);
  if (stream != NULL) *in = tag_of(&j, &cut->classes, &cut->objects, stream);
  if (stream != NULL && filter != NULL && (*j.jni)->IsInstanceOf(j.jni, stream, filter)) {
    field = (*j.jni)->GetFieldID(j.jni, filter, "in", "Ljava/io/InputStream;");
    jobject inner = jvm_threw(&j) || field == NULL ? NULL : (*j.jni)->GetObjectField(j.jni, stream, field);
    if (inner != NULL) *source = tag_of(&j, &cut->classes, &cut->objects, inner);
  }
  (*j.jni)->PopLocalFrame(j.jni, NULL);
}
