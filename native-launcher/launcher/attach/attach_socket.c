/*
 * The client's end of HotSpot's attach socket, for the command's JVM: one request, one answer, within a deadline.
 *
 * jdk.attach could do it, but looks through all performance-data files first and waits without a limit; from Java a
 * Unix socket brings the whole of NIO up. This takes a millisecond where those take 20 to 40 (docs/start-up.md).
 */
#define _GNU_SOURCE
#include <jni.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { LONGEST_ANSWER = 65536 };

/* dev.peeps.cli.attach.AttachSocket.ask */
JNIEXPORT jbyteArray JNICALL Java_dev_peeps_cli_attach_AttachSocket_ask(JNIEnv *env, jclass type, jbyteArray path, jbyteArray request,
                                                                       jint owner, jlong milliseconds);

static jbyteArray failed(JNIEnv *env, const char *what, const char *path, const char *why) {
    char text[512];
    jclass exception = (*env)->FindClass(env, "java/io/IOException");
    snprintf(text, sizeof text, "%s %s: %s", what, path, why);
    if (exception) {
        (*env)->ThrowNew(env, exception, text);
    }
    return NULL;
}

static long milliseconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Blocking calls on the socket end at the deadline. Returns 0 when it has passed. */
static int limit(int socket, long deadline) {
    long left = deadline - milliseconds_now();
    struct timeval time = {left / 1000, left % 1000 * 1000};
    return left > 0 && setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time) == 0 &&
           setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time) == 0;
}

static const char *reason(int error) {
    return error == EAGAIN || error == EWOULDBLOCK ? "no answer within the deadline" : strerror(error);
}

/* Returns the length of the answer, or -1 with errno set; EAGAIN is the deadline. */
static ssize_t talk(int socket, const struct sockaddr_un *address, const jbyte *request, size_t length, jbyte *answer, long deadline) {
    size_t done = 0;
    ssize_t n;
    if (!limit(socket, deadline)) {
        errno = EAGAIN;
        return -1;
    }
    while (connect(socket, (const struct sockaddr *)address, sizeof *address) != 0) {
        if (errno != EINTR) {
            return -1;
        }
    }
    while (done < length) {
        n = send(socket, request + done, length - done, MSG_NOSIGNAL);
        if (n < 0 && errno != EINTR) {
            return -1;
        }
        done += n > 0 ? (size_t)n : 0;
    }
    for (done = 0; done < LONGEST_ANSWER;) {
        if (!limit(socket, deadline)) {
            errno = EAGAIN;
            return -1;
        }
        n = recv(socket, answer + done, LONGEST_ANSWER - done, 0);
        if (n == 0) {
            return (ssize_t)done;
        }
        if (n < 0 && errno != EINTR) {
            return -1;
        }
        done += n > 0 ? (size_t)n : 0;
    }
    errno = EMSGSIZE;
    return -1;
}

JNIEXPORT jbyteArray JNICALL Java_dev_peeps_cli_attach_AttachSocket_ask(JNIEnv *env, jclass type, jbyteArray path, jbyteArray request,
                                                                       jint owner, jlong milliseconds) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    jbyte question[8192], answer[LONGEST_ANSWER];
    struct stat info;
    jsize path_length = (*env)->GetArrayLength(env, path), length = (*env)->GetArrayLength(env, request);
    (void)type;
    if (path_length >= (jsize)sizeof address.sun_path || length > (jsize)sizeof question) {
        return failed(env, "attach", "socket", "path or request is too long");
    }
    (*env)->GetByteArrayRegion(env, path, 0, path_length, (jbyte *)address.sun_path);
    (*env)->GetByteArrayRegion(env, request, 0, length, question);
    /* In a directory that everybody may write to, the name alone proves nothing. */
    if (lstat(address.sun_path, &info) != 0) {
        return failed(env, "cannot look at", address.sun_path, strerror(errno));
    }
    if (!S_ISSOCK(info.st_mode) || info.st_uid != (uid_t)owner || (info.st_mode & (S_IRWXG | S_IRWXO))) {
        return failed(env, "will not connect to", address.sun_path, "it is not a socket of that JVM's user, for that user only");
    }
    int connection = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connection < 0) {
        return failed(env, "cannot open a socket for", address.sun_path, strerror(errno));
    }
    ssize_t got = talk(connection, &address, question, (size_t)length, answer, milliseconds_now() + (long)milliseconds);
    int error = errno;
    close(connection);
    if (got < 0) {
        return failed(env, "cannot attach through", address.sun_path, error == EMSGSIZE ? "the answer is too long" : reason(error));
    }
    jbyteArray result = (*env)->NewByteArray(env, (jsize)got);
    if (result) {
        (*env)->SetByteArrayRegion(env, result, 0, (jsize)got, answer);
    }
    return result;
}
