#include "classes.h"

#include <stdlib.h>
#include <string.h>

#include "registry.h"
#include "resolve.h"

/* "Ljava/lang/String;" to "java/lang/String"; arrays keep their signature, as HPROF has them. */
static char *name_of(const char *signature) {
  size_t n = strlen(signature);
  if (signature[0] != 'L') return strdup(signature);
  char *name = malloc(n);
  if (name != NULL) {
    memcpy(name, signature + 1, n - 1);
    name[n - 2] = '\0';
  }
  return name;
}

/* FNV-1a. A plan has hundreds of names, which are looked for among all loaded classes: most begin with the same twenty letters. */
static uint32_t hash_of(const char *name) {
  uint32_t hash = 2166136261u;
  for (; *name != '\0'; name++) hash = (hash ^ (unsigned char)*name) * 16777619u;
  return hash;
}

static void know_name(struct class_info *k) {
  k->hash = hash_of(k->name);
  if (k->name[0] == '[') k->flags |= k->name[1] == 'L' || k->name[1] == '[' ? CLASS_ARRAY : CLASS_PRIM_ARRAY;
  if (strcmp(k->name, "java/lang/String") == 0) k->flags |= CLASS_STRING;
  if (strcmp(k->name, "java/lang/Thread") == 0) k->flags |= CLASS_THREAD;
  if (strcmp(k->name, "java/lang/VirtualThread") == 0) k->flags |= CLASS_VIRTUAL;
  if (strncmp(k->name, CONTINUATION_OF_VIRTUAL, strlen(CONTINUATION_OF_VIRTUAL)) == 0) k->flags |= CLASS_CONTINUATION;
}

/* A class is the application's when its loader is neither the boot loader nor the platform's, nor our own. The flag that says so; 0 for the JDK's. */
static unsigned whose(struct classes *c, struct jvm *j, jclass k, jobject own) {
  jobject loader = NULL;
  jlong tag = 0;
  if ((*j->ti)->GetClassLoader(j->ti, k, &loader) != JVMTI_ERROR_NONE || loader == NULL) return 0;
  jclass loader_class = (*j->jni)->GetObjectClass(j->jni, loader);
  (*j->ti)->GetTag(j->ti, loader_class, &tag);
  struct class_info *info = class_of_tag(c, tag);
  int platform = info != NULL && (strcmp(info->name, "jdk/internal/loader/ClassLoaders$PlatformClassLoader") == 0 ||
                                  strcmp(info->name, "sun/misc/Launcher$ExtClassLoader") == 0);
  int ours = own != NULL && (*j->jni)->IsSameObject(j->jni, loader, own);
  (*j->jni)->DeleteLocalRef(j->jni, loader_class);
  (*j->jni)->DeleteLocalRef(j->jni, loader);
  return platform ? 0 : ours ? CLASS_OWN : CLASS_APP;
}

static int tag_all(struct classes *c, struct jvm *j, struct fail *why) {
  jint count = 0;
  jvmtiError e = (*j->ti)->GetLoadedClasses(j->ti, &count, &c->refs);
  if (e != JVMTI_ERROR_NONE) return fail(why, "cannot list the loaded classes: %s (%d)", jvm_error(e), (int)e);
  c->list = calloc((size_t)count + 1, sizeof *c->list);
  c->count = (uint32_t)count + 1;
  c->ref_count = count;
  if (c->list == NULL) return fail(why, "out of memory for %d classes", (int)count);
  c->list[0].name = NULL;
  for (jint i = 0; i < count; i++) {
    char *signature = NULL;
    struct class_info *k = &c->list[i + 1];
    k->declared_count = k->interface_count = -1;
    e = (*j->ti)->GetClassSignature(j->ti, c->refs[i], &signature, NULL);
    if (e == JVMTI_ERROR_NONE) {
      k->name = name_of(signature);
      jvm_free(j, signature);
      e = (*j->ti)->SetTag(j->ti, c->refs[i], i + 1);
    }
    if (e != JVMTI_ERROR_NONE || k->name == NULL) return fail(why, "cannot tag the loaded classes: %s (%d)", jvm_error(e), (int)e);
    know_name(k);
  }
  return 0;
}

static void relate_all(struct classes *c, struct jvm *j) {
  JNIEnv *jni = j->jni;
  jobject own = registry_loader(j);
  for (uint32_t i = 1; i < c->count; i++) {
    struct class_info *k = &c->list[i];
    jlong tag = 0;
    jclass super = (*jni)->GetSuperclass(jni, c->refs[i - 1]);
    if (super != NULL) {
      (*j->ti)->GetTag(j->ti, super, &tag);
      (*jni)->DeleteLocalRef(jni, super);
      k->super = class_of_tag(c, tag) == NULL ? 0 : (uint32_t)tag;
    } else {
      jboolean is_interface = JNI_FALSE;
      (*j->ti)->IsInterface(j->ti, c->refs[i - 1], &is_interface);
      if (is_interface) k->flags |= CLASS_INTERFACE;
    }
    if (!(k->flags & (CLASS_ARRAY | CLASS_PRIM_ARRAY))) k->flags |= whose(c, j, c->refs[i - 1], own);
  }
  if (own != NULL) (*jni)->DeleteLocalRef(jni, own);
}

uint32_t classes_find(const struct classes *c, const char *name) {
  uint32_t hash = hash_of(name);
  for (uint32_t i = 1; i < c->count; i++)
    if (c->list[i].hash == hash && strcmp(c->list[i].name, name) == 0) return i;
  return 0;
}

uint32_t classes_number(struct classes *c, struct jvm *j, jclass k) {
  jlong tag = 0;
  char *signature = NULL;
  if ((*j->ti)->GetTag(j->ti, k, &tag) != JVMTI_ERROR_NONE) return 0;
  if (class_of_tag(c, tag) != NULL) return (uint32_t)tag;
  struct class_info *more = realloc(c->list, ((size_t)c->count + 1) * sizeof *more);
  if (more == NULL) return 0;
  c->list = more;
  struct class_info *fresh = &more[c->count];
  memset(fresh, 0, sizeof *fresh);
  fresh->declared_count = fresh->interface_count = 0;
  fresh->super = c->java_lang_object;
  if ((*j->ti)->GetClassSignature(j->ti, k, &signature, NULL) != JVMTI_ERROR_NONE) return 0;
  fresh->name = name_of(signature);
  jvm_free(j, signature);
  if (fresh->name == NULL) return 0;
  know_name(fresh);
  if ((*j->ti)->SetTag(j->ti, k, (jlong)c->count) != JVMTI_ERROR_NONE) {
    free((char *)fresh->name);
    return 0;
  }
  return c->count++;
}

int classes_open(struct classes *c, struct jvm *j, const struct plan *plan, struct fail *why) {
  memset(c, 0, sizeof *c);
  if (tag_all(c, j, why) != 0) return -1;
  relate_all(c, j);
  c->java_lang_object = classes_find(c, "java/lang/Object");
  c->java_lang_class = classes_find(c, "java/lang/Class");
  c->java_lang_string = classes_find(c, "java/lang/String");
  return resolve_plan(c, j, plan, why);
}

void classes_release_refs(struct classes *c, struct jvm *j) {
  for (jint i = 0; c->refs != NULL && i < c->ref_count; i++) {
    if (class_is_sought(c, (uint32_t)i + 1)) continue;
    (*j->jni)->DeleteLocalRef(j->jni, c->refs[i]);
    c->refs[i] = NULL;
  }
}

void classes_drop_refs(struct classes *c, struct jvm *j) {
  for (jint i = 0; c->refs != NULL && i < c->ref_count; i++)
    if (c->refs[i] != NULL) (*j->jni)->DeleteLocalRef(j->jni, c->refs[i]);
  if (c->refs != NULL) jvm_free(j, c->refs);
  c->refs = NULL;
}

void classes_forget(struct classes *c) {
  for (uint32_t i = 1; i < c->count; i++) c->list[i].flags &= ~(uint32_t)(CLASS_WRITTEN | CLASS_NAMED);
}

int classes_untag(const struct classes *c, struct jvm *j) {
  jint count = 0;
  jclass *all = NULL;
  uint32_t removed = 0;
  if ((*j->ti)->GetLoadedClasses(j->ti, &count, &all) != JVMTI_ERROR_NONE) return 0;
  for (jint i = 0; i < count; i++) {
    jlong tag = 0;
    if ((*j->ti)->GetTag(j->ti, all[i], &tag) == JVMTI_ERROR_NONE && tag != 0 && (*j->ti)->SetTag(j->ti, all[i], 0) == JVMTI_ERROR_NONE) removed++;
    (*j->jni)->DeleteLocalRef(j->jni, all[i]);
  }
  jvm_free(j, all);
  return removed + 1 == c->count;
}

void classes_close(struct classes *c) {
  resolve_free(c);
  for (uint32_t i = 0; c->list != NULL && i < c->count; i++) free((char *)c->list[i].name);
  free(c->list);
  memset(c, 0, sizeof *c);
}
