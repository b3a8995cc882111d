#include "registry.h"

#include <pthread.h>
#include <stdlib.h>

#include "cut.h"
#include "jvm.h"
#include "options.h"

#define MAIN_CLASS "dev.peeps.registry.RegistryMain"
#define NATIVES_CLASS "dev.peeps.registry.Natives"

/* RegistryMain, which keeps its class loader; NULL when there is no registry. Attach requests come one by one, but a
 * Java agent or jcmd may load us from another thread. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static jclass main_class;

/*
 * The native of dev.peeps.registry.Natives: takes a cut as the option string says. Null, or the reason why there is none.
 * It is called by threads of the JMX connectors too, so it depends on nothing but its arguments.
 */
static jstring JNICALL native_cut(JNIEnv *jni, jclass natives, jstring text) {
  struct fail why = {{0}};
  JavaVM *vm = NULL;
  (void)natives;
  struct options *o = malloc(sizeof *o);
  const char *chars = text == NULL ? NULL : (*jni)->GetStringUTFChars(jni, text, NULL);
  if (o == NULL || chars == NULL || (*jni)->GetJavaVM(jni, &vm) != JNI_OK) fail(&why, "out of memory");
  else if (options_parse(o, chars, &why) == 0) cut_take(vm, o, &why);
  if (chars != NULL) (*jni)->ReleaseStringUTFChars(jni, text, chars);
  free(o);
  if ((*jni)->ExceptionCheck(jni)) (*jni)->ExceptionClear(jni);
  return why.text[0] == '\0' ? NULL : (*jni)->NewStringUTF(jni, why.text);
}

/* What a step of the start needs; a step that failed leaves NULL and every later one does nothing. */
struct start {
  struct jvm *j;
  JNIEnv *jni;
  struct fail *why;
  int failed;
};

static jobject done(struct start *s, jobject result, const char *what) {
  if (jvm_threw(s->j) || result == NULL) {
    if (!s->failed) fail(s->why, "cannot start the registry: %s", what);
    s->failed = 1;
    return NULL;
  }
  return result;
}

static jclass boot(struct start *s, const char *name) { return s->failed ? NULL : done(s, jvm_boot_class(s->j, name), name); }

static jmethodID method(struct start *s, jclass in, const char *name, const char *type, int is_static) {
  if (s->failed) return NULL;
  jmethodID m = is_static ? (*s->jni)->GetStaticMethodID(s->jni, in, name, type) : (*s->jni)->GetMethodID(s->jni, in, name, type);
  if (jvm_threw(s->j) || m == NULL) {
    fail(s->why, "cannot start the registry: no method %s", name);
    s->failed = 1;
    return NULL;
  }
  return m;
}

static jstring string(struct start *s, const char *text) {
  return s->failed ? NULL : done(s, (*s->jni)->NewStringUTF(s->jni, text), "out of memory");
}

/* The jar as an array of one URL. By File, so that no character of the path needs escaping. */
static jobjectArray urls(struct start *s, const char *path) {
  JNIEnv *jni = s->jni;
  jclass file = boot(s, "java.io.File"), uri = boot(s, "java.net.URI"), url = boot(s, "java.net.URL");
  jmethodID make = method(s, file, "<init>", "(Ljava/lang/String;)V", 0);
  jmethodID to_uri = method(s, file, "toURI", "()Ljava/net/URI;", 0), to_url = method(s, uri, "toURL", "()Ljava/net/URL;", 0);
  jstring name = string(s, path);
  jobject f = s->failed ? NULL : done(s, (*jni)->NewObject(jni, file, make, name), path);
  jobject u = s->failed ? NULL : done(s, (*jni)->CallObjectMethod(jni, f, to_uri), path);
  jobject l = s->failed ? NULL : done(s, (*jni)->CallObjectMethod(jni, u, to_url), path);
  return s->failed ? NULL : done(s, (*jni)->NewObjectArray(jni, 1, url, l), "out of memory");
}

/* A loader over the platform loader: it sees the JDK and the jar, and nothing of the application. */
static jobject loader(struct start *s, const char *path) {
  JNIEnv *jni = s->jni;
  jclass base = boot(s, "java.lang.ClassLoader"), type = boot(s, "java.net.URLClassLoader");
  jmethodID platform = method(s, base, "getPlatformClassLoader", "()Ljava/lang/ClassLoader;", 1);
  jmethodID make = method(s, type, "<init>", "(Ljava/lang/String;[Ljava/net/URL;Ljava/lang/ClassLoader;)V", 0);
  jobject parent = s->failed ? NULL : done(s, (*jni)->CallStaticObjectMethod(jni, base, platform), "the platform class loader");
  jstring name = string(s, "peeps");
  jobjectArray where = urls(s, path);
  return s->failed ? NULL : done(s, (*jni)->NewObject(jni, type, make, name, where, parent), "its class loader");
}

static jclass load(struct start *s, jobject loader, const char *name, const char *path) {
  jclass base = boot(s, "java.lang.ClassLoader");
  jmethodID load_class = method(s, base, "loadClass", "(Ljava/lang/String;)Ljava/lang/Class;", 0);
  jstring text = string(s, name);
  jclass found = s->failed ? NULL : (*s->jni)->CallObjectMethod(s->jni, loader, load_class, text);
  if (!s->failed && (jvm_threw(s->j) || found == NULL)) {
    fail(s->why, "cannot start the registry: %s has no %s, or this process cannot read it", path, name);
    s->failed = 1;
  }
  return s->failed ? NULL : found;
}

static void bind_natives(struct start *s, jclass natives) {
  static const JNINativeMethod table[] = {{(char *)"cut", (char *)"(Ljava/lang/String;)Ljava/lang/String;", (void *)native_cut}};
  if (!s->failed && ((*s->jni)->RegisterNatives(s->jni, natives, table, 1) != 0 || jvm_threw(s->j))) {
    jvm_threw(s->j);
    s->failed = fail(s->why, "cannot start the registry: its native method cannot be bound");
  }
}

/* Closes a loader that is not going to be used: the jar would stay open until the collector comes by. */
static void close_loader(struct start *s, jobject loader) {
  jclass type = jvm_boot_class(s->j, "java.net.URLClassLoader");
  jmethodID close = type == NULL ? NULL : (*s->jni)->GetMethodID(s->jni, type, "close", "()V");
  if (!jvm_threw(s->j) && close != NULL) (*s->jni)->CallVoidMethod(s->jni, loader, close);
  jvm_threw(s->j);
}

/* Hands over the layouts that a person named, if any: a file, since the target may not see those that were named. */
static void give_layouts(struct start *s, jclass entry, const char *file) {
  if (file[0] == '\0') return;
  jmethodID take = method(s, entry, "layouts", "(Ljava/lang/String;)V", 1);
  jstring name = string(s, file);
  if (s->failed) return;
  (*s->jni)->CallStaticVoidMethod(s->jni, entry, take, name);
  if (jvm_threw(s->j)) s->failed = fail(s->why, "the registry cannot read the layouts in %s", file);
}

static void start(struct start *s, const char *path, const char *layouts) {
  JNIEnv *jni = s->jni;
  jobject from = loader(s, path);
  jclass natives = load(s, from, NATIVES_CLASS, path), entry = load(s, from, MAIN_CLASS, path);
  bind_natives(s, natives);
  if (!s->failed) give_layouts(s, entry, layouts);
  jmethodID run = method(s, entry, "start", "()V", 1);
  jclass kept = s->failed ? NULL : done(s, (*jni)->NewGlobalRef(jni, entry), "out of memory");
  if (!s->failed) {
    (*jni)->CallStaticVoidMethod(jni, entry, run);
    if (jvm_threw(s->j)) s->failed = fail(s->why, "cannot start the registry: its thread cannot be started");
  }
  if (!s->failed) main_class = kept;
  else if (kept != NULL) (*jni)->DeleteGlobalRef(jni, kept);
  if (s->failed && from != NULL) close_loader(s, from);
}

enum registry_result registry_start(JavaVM *vm, const char *path, const char *layouts, struct fail *why) {
  struct jvm j;
  enum registry_result result = REGISTRY_FAILED;
  if (path[0] == '\0') return fail(why, "option jar is missing");
  if (jvm_open(&j, vm, why) != 0) return REGISTRY_FAILED;
  struct start s = {&j, j.jni, why, 0};
  pthread_mutex_lock(&lock);
  if (main_class != NULL) {
    if ((*j.jni)->PushLocalFrame(j.jni, 16) != 0) {
      jvm_threw(&j);
      fail(why, "out of memory");
    } else {
      give_layouts(&s, main_class, layouts);
      result = s.failed ? REGISTRY_FAILED : REGISTRY_THERE;
      (*j.jni)->PopLocalFrame(j.jni, NULL);
    }
  } else if (j.release < 11) {
    fail(why, "the registry needs Java 11 or later in the target; this is Java %d", j.release);
  } else if ((*j.jni)->PushLocalFrame(j.jni, 64) != 0) {
    jvm_threw(&j);
    fail(why, "out of memory");
  } else {
    if (jvm_boot_class(&j, "java.lang.management.ManagementFactory") == NULL)
      s.failed = fail(why, "this runtime has no java.management module, so there is nowhere to register MBeans");
    else start(&s, path, layouts);
    result = s.failed ? REGISTRY_FAILED : REGISTRY_DONE;
    (*j.jni)->PopLocalFrame(j.jni, NULL);
  }
  pthread_mutex_unlock(&lock);
  jvm_close(&j, NULL, 0);
  return result;
}

enum registry_result registry_stop(JavaVM *vm, struct fail *why) {
  struct jvm j;
  enum registry_result result = REGISTRY_ABSENT;
  if (jvm_open(&j, vm, why) != 0) return REGISTRY_FAILED;
  pthread_mutex_lock(&lock);
  if (main_class != NULL) {
    jmethodID stop = (*j.jni)->GetStaticMethodID(j.jni, main_class, "stop", "()Z");
    jboolean ended = JNI_FALSE;
    if (!jvm_threw(&j) && stop != NULL) ended = (*j.jni)->CallStaticBooleanMethod(j.jni, main_class, stop);
    if (jvm_threw(&j)) ended = JNI_FALSE;
    (*j.jni)->DeleteGlobalRef(j.jni, main_class);
    main_class = NULL;
    result = ended ? REGISTRY_DONE : REGISTRY_ENDING;
  }
  pthread_mutex_unlock(&lock);
  jvm_close(&j, NULL, 0);
  return result;
}

jobject registry_loader(struct jvm *j) {
  jobject loader = NULL;
  if (pthread_mutex_trylock(&lock) != 0) return NULL; /* who starts it may wait for the application */
  if (main_class != NULL && (*j->ti)->GetClassLoader(j->ti, main_class, &loader) != JVMTI_ERROR_NONE) loader = NULL;
  pthread_mutex_unlock(&lock);
  return loader;
}
