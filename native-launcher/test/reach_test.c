#include <stdlib.h>
#include <string.h>

#include "reach.h"
#include "test.h"

enum { HOOKS = 1, CLIENT, MAP, FUTURE, HOOK_OF_CLIENT, OTHER_HOOK, GROUP, THREADS, LISTED = 300, ASKED = 200 };

/* A JVM that has one static field with a map of futures, and a table of hooks. A handle is the address of its object's tag. */
static struct {
  jlong array, classes[LISTED + 1], map, table, hook, asked[ASKED];
  uint32_t ballast; /* objects that the map refers to besides */
  jvmtiHeapReferenceKind ballast_kind; /* over fields, or as elements of an array */
  jlong class_of_hook;
  uint64_t tags_read;
} heap;

static jint JNICALL push(JNIEnv *jni, jint capacity) { return (void)jni, (void)capacity, 0; }
static jobject JNICALL pop(JNIEnv *jni, jobject result) { return (void)jni, result; }
static jboolean JNICALL threw(JNIEnv *jni) { return (void)jni, JNI_FALSE; }
static jclass JNICALL class_of(JNIEnv *jni, jobject object) { return (void)jni, object; }
static void JNICALL forget(JNIEnv *jni, jobject object) { (void)jni, (void)object; }
static void JNICALL set(JNIEnv *jni, jobjectArray array, jsize i, jobject value) { (void)jni, (void)array, (void)i, (void)value; }

static jobjectArray JNICALL new_array(JNIEnv *jni, jsize length, jclass k, jobject first) {
  return (void)jni, (void)length, (void)k, (void)first, (jobjectArray)(void *)&heap.array;
}

static jobject JNICALL static_value(JNIEnv *jni, jclass k, jfieldID field) { return (void)jni, (void)k, (void)field, (jobject)(void *)&heap.map; }

static jvmtiError JNICALL loaded(jvmtiEnv *ti, jint *count, jclass **list) {
  (void)ti;
  *count = LISTED;
  *list = calloc(LISTED, sizeof **list);
  for (jint i = 0; i < LISTED; i++) (*list)[i] = (jclass)(void *)&heap.classes[LISTED - i]; /* those in question last */
  return JVMTI_ERROR_NONE;
}

static jvmtiError JNICALL get_tag(jvmtiEnv *ti, jobject object, jlong *tag) {
  (void)ti;
  heap.tags_read++;
  *tag = *(const jlong *)(const void *)object;
  return JVMTI_ERROR_NONE;
}

static jvmtiError JNICALL fields_of(jvmtiEnv *ti, jclass k, jint *count, jfieldID **fields) {
  (void)ti, (void)k;
  *count = 1;
  *fields = calloc(1, sizeof **fields);
  return JVMTI_ERROR_NONE;
}

static jvmtiError JNICALL modifiers_of(jvmtiEnv *ti, jclass k, jfieldID field, jint *modifiers) {
  (void)ti, (void)k, (void)field;
  *modifiers = 8;
  return JVMTI_ERROR_NONE;
}

static jvmtiError JNICALL name_of(jvmtiEnv *ti, jclass k, jfieldID field, char **name, char **signature, char **generic) {
  (void)ti, (void)k, (void)field, (void)generic;
  *name = strdup("PENDING");
  *signature = strdup("Ljava/util/Map;");
  return JVMTI_ERROR_NONE;
}

static jvmtiError JNICALL deallocate(jvmtiEnv *ti, unsigned char *memory) {
  (void)ti;
  free(memory);
  return JVMTI_ERROR_NONE;
}

static jvmtiError JNICALL follow(jvmtiEnv *ti, jint filter, jclass k, jobject start, const jvmtiHeapCallbacks *callbacks, const void *user) {
  (void)ti, (void)filter, (void)k, (void)start;
  jvmtiHeapReferenceCallback edge = callbacks->heap_reference_callback;
  void *data = (void *)(uintptr_t)user;
  jvmtiHeapReferenceInfo info;
  memset(&info, 0, sizeof info);
  jvmtiHeapReferenceInfo first = info;
  edge(JVMTI_HEAP_REFERENCE_STATIC_FIELD, NULL, MAP, 0, 16, &heap.map, &heap.classes[CLIENT], -1, data);
  for (int i = 0; i < ASKED; i++) edge(JVMTI_HEAP_REFERENCE_ARRAY_ELEMENT, &info, FUTURE, MAP, 16, &heap.asked[i], &heap.map, -1, data);
  jlong threads = 0;
  CHECK(edge(JVMTI_HEAP_REFERENCE_FIELD, &info, THREADS, GROUP, 16, &threads, &heap.map, -1, data) == 0 && threads == 0); /* to be listed is not to be used */
  for (uint32_t i = 0; i < heap.ballast; i++) {
    jlong tag = 0;
    info.field.index = 0;
    if (heap.ballast_kind == JVMTI_HEAP_REFERENCE_ARRAY_ELEMENT) info.array.index = (jint)i;
    edge(heap.ballast_kind, &info, MAP, MAP, 16, &tag, &heap.map, -1, data);
  }
  if (edge(JVMTI_HEAP_REFERENCE_STATIC_FIELD, NULL, MAP, 0, 16, &heap.table, &heap.classes[HOOKS], -1, data) == JVMTI_VISIT_OBJECTS)
    edge(JVMTI_HEAP_REFERENCE_ARRAY_ELEMENT, &first, heap.class_of_hook, MAP, 16, &heap.hook, &heap.table, -1, data);
  return JVMTI_ERROR_NONE;
}

/* Whether a hook may use the field that has what is asked about. */
static int is_hooked(jlong class_of_hook, uint32_t ballast, jvmtiHeapReferenceKind kind) {
  static const struct JNINativeInterface_ jni_functions = {.PushLocalFrame = push, .PopLocalFrame = pop, .ExceptionCheck = threw, .NewObjectArray = new_array,
      .GetObjectClass = class_of, .SetObjectArrayElement = set, .GetStaticObjectField = static_value, .DeleteLocalRef = forget};
  static const struct jvmtiInterface_1_ ti_functions = {.GetLoadedClasses = loaded, .GetTag = get_tag, .Deallocate = deallocate, .FollowReferences = follow,
      .GetClassFields = fields_of, .GetFieldModifiers = modifiers_of, .GetFieldName = name_of};
  JNIEnv jni = &jni_functions;
  jvmtiEnv ti = &ti_functions;
  struct cut *cut = calloc(1, sizeof *cut);
  struct class_info *infos = calloc(LISTED + 1, sizeof *infos);
  struct suspects s;
  struct reach r;
  struct fail why;
  if (cut == NULL || infos == NULL || objects_open(&cut->objects) != 0) abort();
  memset(&heap, 0, sizeof heap);
  memset(&s, 0, sizeof s);
  memset(&r, 0, sizeof r);
  memset(&why, 0, sizeof why);
  heap.ballast = ballast;
  heap.ballast_kind = kind;
  heap.class_of_hook = class_of_hook;
  for (jlong n = 1; n <= LISTED; n++) {
    heap.classes[n] = n;
    infos[n].flags = n == HOOKS ? 0 : CLASS_APP;
    infos[n].name = n == CLIENT ? "app/Client" : n == HOOK_OF_CLIENT ? "app/Client$Hook" : n == HOOKS ? "java/lang/ApplicationShutdownHooks" : "app/Other";
  }
  cut->jvm.jni = &jni;
  cut->jvm.ti = &ti;
  cut->classes.list = infos;
  cut->classes.count = LISTED + 1;
  s.asked = calloc(ASKED, sizeof *s.asked);
  s.asked_count = ASKED;
  for (int i = 0; i < ASKED; i++) heap.asked[i] = s.asked[i] = objects_new(&cut->objects, FUTURE);
  r.cut = cut;
  r.suspects = &s;
  r.hooks = HOOKS;
  r.group = GROUP;
  r.threads = THREADS;
  r.budget = INT64_MAX / 2;
  r.state = calloc((size_t)cut->objects.count + REACH_FIELD_OBJECTS + 1, sizeof *r.state);
  r.level = malloc(ASKED);
  r.fields = calloc(ASKED, sizeof *r.fields);
  memset(r.level, REACH_STATIC, ASKED);
  CHECK(reach_fields(&r, &why) == 0);
  int hooked = r.fields[0].hooked;
  for (int i = 0; i < ASKED; i++) {
    const struct reach_field *f = &r.fields[i];
    CHECK(f->clazz == CLIENT && f->steps == 2 && f->hooked == hooked && f->name != NULL && strcmp(f->name, "PENDING") == 0);
  }
  CHECK(heap.tags_read <= 3 * LISTED); /* and not for each that is asked about */
  reach_close(&r);
  free(s.asked);
  free(infos);
  objects_close(&cut->objects);
  free(cut);
  return hooked;
}

/* Who has moved after the first search runs the application's code; and who holds a thing is told by the walk that followed all. */
static void states(void) {
  struct cut *cut = calloc(1, sizeof *cut);
  struct suspects s;
  struct reach r;
  uint16_t state[8] = {0};
  jvmtiHeapReferenceInfo info;
  if (cut == NULL || objects_open(&cut->objects) != 0) abort();
  memset(&s, 0, sizeof s);
  memset(&r, 0, sizeof r);
  memset(&info, 0, sizeof info);
  jlong thread = objects_new(&cut->objects, 1), thing = objects_new(&cut->objects, 2);
  r.cut = cut;
  r.suspects = &s;
  r.state = state;
  CHECK(arena_open(&r.holders, 1 << 16) == 0);
  state[thread - OBJECT_BASE] = REACH_WAITS | REACH_STUCK | REACH_STUCK_FIRST | REACH_STUCK_BEFORE;
  state[thing - OBJECT_BASE] = REACH_ASKED;
  CHECK(reach_is_stuck(&r, thread, 0) && reach_is_stuck(&r, thread, 1));
  info.stack_local.thread_tag = thread;
  CHECK(!reach_counts(&r, JVMTI_HEAP_REFERENCE_STACK_LOCAL, &info, 0, 0, thing, 0) && r.holders.used == sizeof(struct reach_holder));
  r.holders_known = 1;
  CHECK(!reach_counts(&r, JVMTI_HEAP_REFERENCE_STACK_LOCAL, &info, 0, 0, thing, 0) && r.holders.used == sizeof(struct reach_holder));
  state[thread - OBJECT_BASE] = REACH_STUCK_FIRST;
  CHECK(!reach_is_stuck(&r, thread, 1));
  arena_close(&r.holders);
  objects_close(&cut->objects);
  free(cut);
}

/* What is registered as an MBean leads nowhere before shutdown hooks do. */
static void managed(void) {
  enum { ENTRY = 3, OTHER };
  struct class_info infos[OTHER + 1];
  struct cut *cut = calloc(1, sizeof *cut);
  struct reach r;
  jvmtiHeapReferenceInfo info;
  if (cut == NULL) abort();
  memset(infos, 0, sizeof infos);
  memset(&r, 0, sizeof r);
  memset(&info, 0, sizeof info);
  cut->classes.list = infos;
  cut->classes.count = OTHER + 1;
  r.cut = cut;
  r.registered = ENTRY;
  for (enum reach_scope scope = SCOPE_RUNNING; scope <= SCOPE_ALL; scope++) {
    r.scope = scope;
    CHECK(reach_counts(&r, JVMTI_HEAP_REFERENCE_FIELD, &info, 0, ENTRY, 0, 0) == (scope >= SCOPE_HOOKS));
    CHECK(reach_counts(&r, JVMTI_HEAP_REFERENCE_FIELD, &info, 0, OTHER, 0, 0));
  }
  free(cut);
}

void test_reach(void) {
  states();
  managed();
  const jvmtiHeapReferenceKind BY_FIELDS = JVMTI_HEAP_REFERENCE_FIELD, AS_ELEMENTS = JVMTI_HEAP_REFERENCE_ARRAY_ELEMENT;
  CHECK(!is_hooked(OTHER_HOOK, 0, BY_FIELDS));
  CHECK(is_hooked(HOOK_OF_CLIENT, 0, BY_FIELDS));
  CHECK(is_hooked(OTHER_HOOK, REACH_FIELD_OBJECTS, BY_FIELDS)); /* nobody knows what the hooks use */
  CHECK(is_hooked(OTHER_HOOK, REACH_FIELD_OBJECTS - 2, BY_FIELDS)); /* the table has a number, and what is in it has none */
  CHECK(!is_hooked(OTHER_HOOK, REACH_FIELD_OBJECTS, AS_ELEMENTS)); /* a large array does not take all the numbers */
}
