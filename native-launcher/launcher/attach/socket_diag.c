/*
 * What the kernel knows of a socket and /proc does not show: since when nothing came on a TCP connection, and who is at the other
 * end of a UNIX socket. Asked of sock_diag(7), which answers everybody about all sockets of a network namespace.
 */
#define _GNU_SOURCE
#include <jni.h>

#include <errno.h>
#include <fcntl.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/tcp.h>
#include <linux/unix_diag.h>
#include <netinet/in.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

enum { STATE, INODE, RECEIVED_MILLIS, SENT_MILLIS, RECEIVED_BYTES, RETRANSMITS, FACTS };
enum { NOT_KNOWN = -1, LONGEST_PATH = 256, LONGEST_ANSWER = 8192, PATIENCE_SECONDS = 1 };

/* dev.peeps.cli.peer.SocketDiag */
JNIEXPORT jint JNICALL Java_dev_peeps_cli_peer_SocketDiag_tcp(JNIEnv *env, jclass type, jbyteArray space, jbyteArray local, jint local_port,
                                                             jbyteArray remote, jint remote_port, jlongArray facts);
JNIEXPORT jlong JNICALL Java_dev_peeps_cli_peer_SocketDiag_unixPeer(JNIEnv *env, jclass type, jbyteArray space, jlong inode);

static int is_same(const char *one, const char *other) {
    struct stat a, b;
    return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* A socket stays in the namespace in which it was made, whereas the thread goes back to its own at once. -1 with errno set. */
static int open_in(const char *space) {
    static const char own[] = "/proc/thread-self/ns/net";
    int home = -1, there = -1, made = -1, error;
    if (is_same(space, own)) {
        return socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    }
    if ((home = open(own, O_RDONLY | O_CLOEXEC)) >= 0 && (there = open(space, O_RDONLY | O_CLOEXEC)) >= 0 &&
        setns(there, CLONE_NEWNET) == 0) {
        made = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
        error = errno;
        if (setns(home, CLONE_NEWNET) != 0) {
            error = errno;
            if (made >= 0) {
                close(made);
            }
            made = -1;
        }
        errno = error;
    }
    error = errno;
    if (there >= 0) {
        close(there);
    }
    if (home >= 0) {
        close(home);
    }
    errno = error;
    return made;
}

/* One question about one socket. Returns the message that answers it, or NULL with errno set. */
static const struct nlmsghdr *ask(const char *space, void *question, size_t length, char *answer) {
    struct timeval patience = {PATIENCE_SECONDS, 0};
    struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
    int diag = open_in(space), error;
    ssize_t got = -1;
    if (diag < 0) {
        return NULL;
    }
    if (setsockopt(diag, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0 &&
        sendto(diag, question, length, 0, (const struct sockaddr *)&kernel, sizeof kernel) == (ssize_t)length) {
        do {
            got = recv(diag, answer, LONGEST_ANSWER, 0);
        } while (got < 0 && errno == EINTR);
    }
    error = errno;
    close(diag);
    errno = error;
    if (got < 0) {
        return NULL;
    }
    const struct nlmsghdr *message = (const struct nlmsghdr *)answer;
    if (!NLMSG_OK(message, (unsigned)got)) {
        errno = EBADMSG;
        return NULL;
    }
    if (message->nlmsg_type == NLMSG_ERROR) {
        const struct nlmsgerr *no = NLMSG_DATA(message);
        errno = message->nlmsg_len >= NLMSG_LENGTH(sizeof *no) && no->error != 0 ? -no->error : EBADMSG;
        return NULL;
    }
    if (message->nlmsg_type != SOCK_DIAG_BY_FAMILY) {
        errno = EBADMSG;
        return NULL;
    }
    return message;
}

/* The attribute of that number behind the first `head` bytes of an answer; NULL when it has none. */
static const struct rtattr *attribute(const struct nlmsghdr *message, size_t head, unsigned short number) {
    int left = (int)message->nlmsg_len - (int)NLMSG_LENGTH(head);
    const struct rtattr *each = (const struct rtattr *)((const char *)NLMSG_DATA(message) + NLMSG_ALIGN(head));
    for (; left > 0 && RTA_OK(each, left); each = RTA_NEXT(each, left)) {
        if (each->rta_type == number) {
            return each;
        }
    }
    return NULL;
}

/* Kernels have added to the end of this again and again. */
#define HAS(attribute, field) (RTA_PAYLOAD(attribute) >= offsetof(struct tcp_info, field) + sizeof(((struct tcp_info *)0)->field))

static void read_facts(const struct nlmsghdr *message, jlong *facts) {
    const struct inet_diag_msg *found = NLMSG_DATA(message);
    const struct rtattr *info = attribute(message, sizeof *found, INET_DIAG_INFO);
    facts[STATE] = found->idiag_state;
    facts[INODE] = found->idiag_inode;
    if (info == NULL || !HAS(info, tcpi_last_ack_recv)) {
        return;
    }
    struct tcp_info tcp;
    memset(&tcp, 0, sizeof tcp);
    memcpy(&tcp, RTA_DATA(info), RTA_PAYLOAD(info) < sizeof tcp ? RTA_PAYLOAD(info) : sizeof tcp);
    facts[RECEIVED_MILLIS] = tcp.tcpi_last_data_recv;
    facts[SENT_MILLIS] = tcp.tcpi_last_data_sent;
    facts[RETRANSMITS] = tcp.tcpi_retransmits;
    if (HAS(info, tcpi_bytes_received)) {
        facts[RECEIVED_BYTES] = (jlong)tcp.tcpi_bytes_received;
    }
}

static int get_path(JNIEnv *env, jbyteArray from, char *path) {
    jsize length = (*env)->GetArrayLength(env, from);
    if (length >= LONGEST_PATH) {
        return 0;
    }
    (*env)->GetByteArrayRegion(env, from, 0, length, (jbyte *)path);
    path[length] = 0;
    return 1;
}

JNIEXPORT jint JNICALL Java_dev_peeps_cli_peer_SocketDiag_tcp(JNIEnv *env, jclass type, jbyteArray space, jbyteArray local, jint local_port,
                                                             jbyteArray remote, jint remote_port, jlongArray facts) {
    struct {
        struct nlmsghdr head;
        struct inet_diag_req_v2 request;
    } question;
    _Alignas(struct nlmsghdr) char answer[LONGEST_ANSWER];
    char path[LONGEST_PATH];
    jlong found[FACTS];
    jsize length = (*env)->GetArrayLength(env, local);
    (void)type;
    if ((length != 4 && length != 16) || (*env)->GetArrayLength(env, remote) != length || (*env)->GetArrayLength(env, facts) != FACTS ||
        !get_path(env, space, path)) {
        return EINVAL;
    }
    memset(&question, 0, sizeof question);
    question.head.nlmsg_len = sizeof question;
    question.head.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    question.head.nlmsg_flags = NLM_F_REQUEST;
    question.request.sdiag_family = length == 4 ? AF_INET : AF_INET6;
    question.request.sdiag_protocol = IPPROTO_TCP;
    question.request.idiag_states = ~0u;
    question.request.idiag_ext = 1 << (INET_DIAG_INFO - 1);
    question.request.id.idiag_sport = htons((uint16_t)local_port);
    question.request.id.idiag_dport = htons((uint16_t)remote_port);
    question.request.id.idiag_cookie[0] = question.request.id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
    (*env)->GetByteArrayRegion(env, local, 0, length, (jbyte *)question.request.id.idiag_src);
    (*env)->GetByteArrayRegion(env, remote, 0, length, (jbyte *)question.request.id.idiag_dst);
    const struct nlmsghdr *message = ask(path, &question, sizeof question, answer);
    if (message == NULL) {
        return errno;
    }
    if (message->nlmsg_len < NLMSG_LENGTH(sizeof(struct inet_diag_msg))) {
        return EBADMSG;
    }
    for (int i = 0; i < FACTS; i++) {
        found[i] = NOT_KNOWN;
    }
    read_facts(message, found);
    (*env)->SetLongArrayRegion(env, facts, 0, FACTS, found);
    return 0;
}

/* The inode of the socket at the other end; 0 when there is none, else an errno below zero. */
JNIEXPORT jlong JNICALL Java_dev_peeps_cli_peer_SocketDiag_unixPeer(JNIEnv *env, jclass type, jbyteArray space, jlong inode) {
    struct {
        struct nlmsghdr head;
        struct unix_diag_req request;
    } question;
    _Alignas(struct nlmsghdr) char answer[LONGEST_ANSWER];
    char path[LONGEST_PATH];
    (void)type;
    if (inode <= 0 || inode > UINT32_MAX || !get_path(env, space, path)) {
        return -EINVAL;
    }
    memset(&question, 0, sizeof question);
    question.head.nlmsg_len = sizeof question;
    question.head.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    question.head.nlmsg_flags = NLM_F_REQUEST;
    question.request.sdiag_family = AF_UNIX;
    question.request.udiag_states = ~0u;
    question.request.udiag_ino = (uint32_t)inode;
    question.request.udiag_show = UDIAG_SHOW_PEER;
    question.request.udiag_cookie[0] = question.request.udiag_cookie[1] = ~0u;
    const struct nlmsghdr *message = ask(path, &question, sizeof question, answer);
    if (message == NULL) {
        return -errno;
    }
    const struct rtattr *peer = attribute(message, sizeof(struct unix_diag_msg), UNIX_DIAG_PEER);
    uint32_t found = 0;
    if (peer != NULL && RTA_PAYLOAD(peer) >= sizeof found) {
        memcpy(&found, RTA_DATA(peer), sizeof found);
    }
    return found;
}
