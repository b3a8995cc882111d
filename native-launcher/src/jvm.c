#include "jvm.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int64_t now_nanos(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

const char *jvm_error(jvmtiError e) {
  switch (e) {
    case JVMTI_ERROR_OUT_OF_MEMORY: return "out of memory";
    case JVMTI_ERROR_MUST_POSSESS_CAPABILITY: return "a capability is missing";
    case JVMTI_ERROR_WRONG_PHASE: return "the JVM is ending";
    case JVMTI_ERROR_UNATTACHED_THREAD: return "thread not attached";
    case JVMTI_ERROR_INTERNAL: return "internal error of the JVM";
    case JVMTI_ERROR_NOT_AVAILABLE: return "not available in this JVM";
    default: return "JVMTI error";
  }
}

/* "1.8.0_412" and "17.0.15" and "25" alike. */
static int release_of(const char *version) {
  if (strncmp(version, "1.", 2) == 0) version += 2;
  return atoi(version);
}

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct jvm spare; /* an environment without tags, and what it can do */

static int reuse(struct jvm *j) {
  pthread_mutex_lock(&lock);
  JNIEnv *jni = j->jni;
  int found = spare.ti != NULL;
  if (found) {
    *j = spare;
    j->jni = jni;
    spare.ti = NULL;
  }
  pthread_mutex_unlock(&lock);
  return found;
}

int jvm_open(struct jvm *j, JavaVM *vm, struct fail *why) {
  jvmtiCapabilities have, want;
  char version[64];
  memset(j, 0, sizeof *j);
  j->vm = vm;
  if ((*vm)->GetEnv(vm, (void **)&j->jni, JNI_VERSION_1_8) != JNI_OK) return fail(why, "no JNI environment in this thread");
  if (reuse(j)) return 0;
  if ((*vm)->GetEnv(vm, (void **)&j->ti, JVMTI_VERSION_1_2) != JNI_OK) {
    j->ti = NULL;
    return fail(why, "this JVM has no JVMTI: a native image, or not HotSpot");
  }
  memset(&have, 0, sizeof have);
  memset(&want, 0, sizeof want);
  jvmtiError e = (*j->ti)->GetPotentialCapabilities(j->ti, &have);
  if (e == JVMTI_ERROR_NONE && have.can_tag_objects) {
    /* One that is missing would fail the whole call, so each is asked for only where it is to be had. */
    want.can_tag_objects = 1;
    want.can_get_source_file_name = have.can_get_source_file_name;
    want.can_get_line_numbers = have.can_get_line_numbers;
    want.can_get_monitor_info = have.can_get_monitor_info;
    want.can_get_thread_cpu_time = have.can_get_thread_cpu_time;
    want.can_get_bytecodes = want.can_get_constant_pool = have.can_get_bytecodes && have.can_get_constant_pool;
    e = (*j->ti)->AddCapabilities(j->ti, &want);
  } else if (e == JVMTI_ERROR_NONE) {
    e = JVMTI_ERROR_NOT_AVAILABLE;
  }
  if (e != JVMTI_ERROR_NONE) {
    jvm_close(j, NULL, FEW_TAGS + 1);
    return fail(why, "this JVM does not let an agent tag objects: %s (%d)", jvm_error(e), (int)e);
  }
  j->can_source = want.can_get_source_file_name;
  j->can_lines = want.can_get_line_numbers;
  j->can_monitors = want.can_get_monitor_info;
  j->can_cpu = want.can_get_thread_cpu_time;
  j->can_bytecodes = want.can_get_bytecodes;
  /* JVMTI knows the properties of the JVM alone; java.version is not among them. */
  jvm_property(j, "java.vm.specification.version", version, sizeof version);
  j->release = release_of(version);
  return 0;
}

static int take_tags_off(struct jvm *j, const jlong *tags, jint count) {
  jint found = 0;
  jobject *objects = NULL;
  if ((*j->ti)->GetObjectsWithTags(j->ti, count, tags, &found, &objects, NULL) != JVMTI_ERROR_NONE) return -1;
  int result = 0;
  for (jint i = 0; i < found; i++) {
    if ((*j->ti)->SetTag(j->ti, objects[i], 0) != JVMTI_ERROR_NONE) result = -1;
    (*j->jni)->DeleteLocalRef(j->jni, objects[i]);
  }
  jvm_free(j, objects);
  return result;
}

void jvm_close(struct jvm *j, const jlong *tags, jint count) {
  if (j->ti == NULL) return;
  int keep = count <= FEW_TAGS && (count == 0 || take_tags_off(j, tags, count) == 0);
  pthread_mutex_lock(&lock);
  keep &= spare.ti == NULL;
  if (keep) spare = *j;
  pthread_mutex_unlock(&lock);
  if (!keep) (*j->ti)->DisposeEnvironment(j->ti);
  j->ti = NULL;
}

int jvm_threw(struct jvm *j) {
  if (!(*j->jni)->ExceptionCheck(j->jni)) return 0;
  (*j->jni)->ExceptionClear(j->jni);
  return 1;
}

void jvm_free(struct jvm *j, void *memory) {
  if (memory != NULL) (*j->ti)->Deallocate(j->ti, memory);
}

void jvm_property(struct jvm *j, const char *key, char *to, int size) {
  char *value = NULL;
  to[0] = '\0';
  if ((*j->ti)->GetSystemProperty(j->ti, key, &value) != JVMTI_ERROR_NONE || value == NULL) return;
  strncat(to, value, (size_t)size - 1);
  jvm_free(j, value);
}

jclass jvm_boot_class(struct jvm *j, const char *name) {
  JNIEnv *jni = j->jni;
  jclass found = NULL;
  if ((*jni)->PushLocalFrame(jni, 8) != 0) return jvm_threw(j), NULL;
  /* The class of the class of a string is java.lang.Class: no loader is asked for it. */
  jstring any = (*jni)->NewStringUTF(jni, "");
  jclass clazz = jvm_threw(j) || any == NULL ? NULL : (*jni)->GetObjectClass(jni, (*jni)->GetObjectClass(jni, any));
  if (clazz != NULL) {
    jmethodID for_name = (*jni)->GetStaticMethodID(jni, clazz, "forName", "(Ljava/lang/String;ZLjava/lang/ClassLoader;)Ljava/lang/Class;");
    jstring text = jvm_threw(j) ? NULL : (*jni)->NewStringUTF(jni, name);
    if (!jvm_threw(j) && text != NULL) found = (*jni)->CallStaticObjectMethod(jni, clazz, for_name, text, JNI_FALSE, (jobject)NULL);
    if (jvm_threw(j)) found = NULL;
  }
  return (*jni)->PopLocalFrame(jni, found);
}

jfieldID jvm_field(struct jvm *j, jclass k, const char *name, const char *signature) {
  jfieldID id = k == NULL ? NULL : (*j->jni)->GetFieldID(j->jni, k, name, signature);
  return jvm_threw(j) ? NULL : id;
}
