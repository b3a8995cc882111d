/*
 * A prototype of the walk, to measure its pause before anything is built on it. It is not shipped.
 *
 * Loaded with `jcmd PID JVMTI.agent_load /abs/walk.so MODE,RESULT`: MODE is one of
 *   narrow  from threads and frames, descending only into classes of interest; VirtualThread objects are not entered
 *   enter   the same, but VirtualThread objects are entered
 *   wide    everything reachable; completed futures are tagged at their CLASS edge and untagged at `result`
 *   find    FollowReferences with a class filter: only edges to CompletableFuture are called back, each gets one shared tag
 *   again   find, then a narrow walk that starts at the futures found as well (two safepoints)
 * and RESULT a file that gets one line of counts. The pause itself is read from the target's -Xlog:safepoint.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <jvmti.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { OTHER = 0, INTEREST = 1, FUTURE = 2, VIRTUAL_THREAD = 3, CLASS_TAGS = 16 };
enum { FIELD_RESULT = 0, FIELD_STACK = 1 };
#define SHARED_TAG (1LL << 42)
#define OBJECT_BIT (1LL << 40)
#define HAS_STACK (1LL << 41)

static struct {
  int wide, enter, settle, find;
  jlong edges, tagged, untagged, classes_seen, next;
} w;

static jint JNICALL on_edge(jvmtiHeapReferenceKind kind, const jvmtiHeapReferenceInfo *info, jlong class_tag,
                            jlong referrer_class_tag, jlong size, jlong *tag, jlong *referrer_tag, jint length,
                            void *user) {
  (void)size, (void)length, (void)user;
  w.edges++;
  if (w.find) {
    if (*tag == 0) {
      *tag = SHARED_TAG;
      w.tagged++;
    }
    return JVMTI_VISIT_OBJECTS;
  }
  if (kind == JVMTI_HEAP_REFERENCE_CLASS && referrer_tag != NULL) {
    if (*referrer_tag & OBJECT_BIT) {
      w.classes_seen++;
    } else if (w.wide && (referrer_class_tag == FUTURE || referrer_class_tag == INTEREST)) {
      *referrer_tag = OBJECT_BIT | ++w.next;
      w.tagged++;
    }
    return w.wide ? JVMTI_VISIT_OBJECTS : 0;
  }
  if (w.settle && referrer_class_tag == FUTURE && kind == JVMTI_HEAP_REFERENCE_FIELD && referrer_tag != NULL &&
      (*referrer_tag & OBJECT_BIT)) {
    if (info->field.index == FIELD_STACK) *referrer_tag |= HAS_STACK;
    if (info->field.index == FIELD_RESULT && !(*referrer_tag & HAS_STACK)) {
      *referrer_tag = 0;
      w.untagged++;
    }
  }
  if (w.wide) return JVMTI_VISIT_OBJECTS;
  if (class_tag == VIRTUAL_THREAD) return w.enter ? JVMTI_VISIT_OBJECTS : 0;
  if (class_tag == INTEREST || class_tag == FUTURE) {
    if (*tag == 0 || *tag == SHARED_TAG) {
      *tag = OBJECT_BIT | ++w.next;
      w.tagged++;
    }
    return JVMTI_VISIT_OBJECTS;
  }
  return 0;
}

static int interest(const char *s) {
  if (strcmp(s, "Ljava/lang/VirtualThread;") == 0) return VIRTUAL_THREAD;
  if (strcmp(s, "Ljava/util/concurrent/CompletableFuture;") == 0) return FUTURE;
  if (strncmp(s, "Ljava/util/concurrent/", 22) == 0) return strstr(s, "ConcurrentHashMap") == NULL ? INTEREST : OTHER;
  return strcmp(s, "Ljava/lang/Thread;") == 0 || strcmp(s, "Ljava/lang/Thread$FieldHolder;") == 0 ? INTEREST : OTHER;
}

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

JNIEXPORT jint JNICALL Agent_OnAttach(JavaVM *vm, char *options, void *reserved) {
  (void)reserved;
  jvmtiEnv *ti = NULL;
  JNIEnv *jni = NULL;
  jvmtiCapabilities caps;
  jvmtiHeapCallbacks callbacks;
  const char *comma = options == NULL ? NULL : strchr(options, ',');
  if (comma == NULL) return 1;
  memset(&w, 0, sizeof w);
  w.wide = options[0] == 'w';
  w.find = options[0] == 'f' || options[0] == 'a';
  w.settle = w.wide;
  w.enter = options[0] == 'e';
  if ((*vm)->GetEnv(vm, (void **)&jni, JNI_VERSION_1_8) != JNI_OK) return 2;
  if ((*vm)->GetEnv(vm, (void **)&ti, JVMTI_VERSION_11) != JNI_OK) return 3;
  memset(&caps, 0, sizeof caps);
  caps.can_tag_objects = 1;
  if ((*ti)->AddCapabilities(ti, &caps) != JVMTI_ERROR_NONE) return 4;

  double t0 = now_ms();
  jint count = 0;
  jclass *classes = NULL;
  if ((*ti)->GetLoadedClasses(ti, &count, &classes) != JVMTI_ERROR_NONE) return 5;
  for (jint i = 0; i < count; i++) {
    char *signature = NULL;
    if ((*ti)->GetClassSignature(ti, classes[i], &signature, NULL) == JVMTI_ERROR_NONE) {
      int k = interest(signature);
      if (k != OTHER) (*ti)->SetTag(ti, classes[i], k);
      (*ti)->Deallocate(ti, (unsigned char *)signature);
    }
    (*jni)->DeleteLocalRef(jni, classes[i]); /* each local reference would be a root */
  }
  (*ti)->Deallocate(ti, (unsigned char *)classes);

  double t1 = now_ms();
  memset(&callbacks, 0, sizeof callbacks);
  callbacks.heap_reference_callback = on_edge;
  jclass filter = w.find ? (*jni)->FindClass(jni, "java/util/concurrent/CompletableFuture") : NULL;
  jvmtiError e = (*ti)->FollowReferences(ti, 0, filter, NULL, &callbacks, NULL);
  double t2 = now_ms(), fetched = 0, again = 0;
  jint found = 0;
  if (options[0] == 'a' && e == JVMTI_ERROR_NONE) {
    jlong shared = SHARED_TAG;
    jobject *objects = NULL;
    e = (*ti)->GetObjectsWithTags(ti, 1, &shared, &found, &objects, NULL);
    if (e == JVMTI_ERROR_NONE) (*ti)->Deallocate(ti, (unsigned char *)objects); /* the local references stay: they are roots */
    fetched = now_ms();
    w.find = 0;
    if (e == JVMTI_ERROR_NONE) e = (*ti)->FollowReferences(ti, 0, NULL, NULL, &callbacks, NULL);
    again = now_ms();
  }
  double t2b = now_ms();
  (*ti)->DisposeEnvironment(ti);
  double t3 = now_ms();

  FILE *f = fopen(comma + 1, "w");
  if (f == NULL) return 6;
  fprintf(f, "error %d, classes %.1f ms, walk %.1f ms, dispose %.1f ms, %lld edges, %lld tagged, %lld untagged\n", (int)e,
          t1 - t0, t2 - t1, t3 - t2b, (long long)w.edges, (long long)w.tagged, (long long)w.untagged);
  if (found > 0) fprintf(f, "%d found, fetched in %.1f ms, second walk %.1f ms\n", (int)found, fetched - t2, again - fetched);
  fclose(f);
  return e == JVMTI_ERROR_NONE ? 0 : 7;
}
