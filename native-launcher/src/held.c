#include "held.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "background.h"

/*
 * A pipe and poll, no condition variable: this library is linked without symbol versions (see the Makefile), and those of
 * glibc's condition variables differ in meaning.
 */
struct timer {
  struct cut *cut;
  long millis;
  int woken; /* the end of the pipe that the timer waits on */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct cut *held;
static int waker = -1; /* the other end: closing it wakes the timer */

/* Ends a cut from a thread that may not be one of Java's. */
static void end(struct cut *cut) {
  JavaVM *vm = cut->jvm.vm;
  JNIEnv *jni = NULL;
  int attach = (*vm)->GetEnv(vm, (void **)&jni, JNI_VERSION_1_8) != JNI_OK;
  if (attach) {
    JavaVMAttachArgs args = {JNI_VERSION_1_8, (char *)"peeps-hold", NULL};
    if ((*vm)->AttachCurrentThreadAsDaemon(vm, (void **)&jni, &args) != JNI_OK) return; /* the JVM is ending, and the tags with it */
  }
  cut->jvm.jni = jni;
  cut_free(cut);
  if (attach) (*vm)->DetachCurrentThread(vm);
}

/* Takes the held cut away, if it is `this` one or any for NULL. */
static struct cut *take_away(const struct cut *this) {
  pthread_mutex_lock(&lock);
  struct cut *cut = this == NULL || held == this ? held : NULL;
  if (cut != NULL) {
    held = NULL;
    close(waker);
    waker = -1;
  }
  pthread_mutex_unlock(&lock);
  return cut;
}

/* Waits for the end of one hold: its time, or that somebody takes it away first. */
static void *wait_for_end(void *argument) {
  struct timer t = *(struct timer *)argument;
  struct pollfd p = {.fd = t.woken, .events = POLLIN};
  free(argument);
  int expired = poll(&p, 1, (int)t.millis) == 0; /* all signals are blocked, so nothing interrupts it */
  close(t.woken);
  struct cut *cut = expired ? take_away(t.cut) : NULL;
  if (cut != NULL) end(cut);
  return NULL;
}

void held_put(struct cut *cut, long millis) {
  int ends[2];
  struct timer *t = malloc(sizeof *t);
  held_release();
  if (t == NULL || pipe2(ends, O_CLOEXEC) != 0) {
    free(t);
    end(cut);
    return;
  }
  t->cut = cut;
  t->millis = millis;
  t->woken = ends[0];
  pthread_mutex_lock(&lock);
  held = cut;
  waker = ends[1];
  pthread_mutex_unlock(&lock);
  if (background_start(wait_for_end, t) == 0) return;
  close(ends[0]);
  free(t);
  held_release();
}

struct cut *held_claim(void) { return take_away(NULL); }

void held_release(void) {
  struct cut *cut = held_claim();
  if (cut != NULL) end(cut);
}

void held_keep_or_free(struct cut *cut, long millis) {
  if (millis > 0) held_put(cut, millis);
  else cut_free(cut);
}
