/*
 * Another agent, which can suspend threads: only one may at a time. Loaded with "take" and "give".
 */
#include <jvmti.h>
#include <string.h>

static jvmtiEnv *ti;

JNIEXPORT jint JNICALL Agent_OnAttach(JavaVM *vm, char *options, void *reserved) {
  jvmtiCapabilities one;
  (void)reserved;
  memset(&one, 0, sizeof one);
  one.can_suspend = 1;
  if (strcmp(options, "take") == 0) return (*vm)->GetEnv(vm, (void **)&ti, JVMTI_VERSION_1_2) != JNI_OK || (*ti)->AddCapabilities(ti, &one) != JVMTI_ERROR_NONE;
  return (*ti)->DisposeEnvironment(ti) != JVMTI_ERROR_NONE;
}
