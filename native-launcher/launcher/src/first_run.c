#define _GNU_SOURCE
#include "first_run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STATUS_NO_RUNTIME = 6 };

/* A terminal sends these to the child as well; sent by kill they reach this process only. */
static const int handed_on[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2};

static volatile sig_atomic_t child;

static void hand_on(int number) {
    if (child > 0) {
        kill((pid_t)child, number);
    }
}

static void on_signals(void (*handler)(int)) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    for (unsigned i = 0; i < sizeof handed_on / sizeof *handed_on; i++) {
        sigaction(handed_on[i], &action, NULL);
    }
}

static int wait_for_child(void) {
    int status;
    while (waitpid((pid_t)child, &status, 0) < 0) {
        if (errno != EINTR) {
            return 0;
        }
    }
    return status;
}

/* Whoever reads the output (a pipe to a pager, a script) must see its end now, not after the archive. */
static void let_go_of_output(void) {
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nothing >= 0) {
        dup2(nothing, 0);
        dup2(nothing, 1);
        dup2(nothing, 2);
    }
}

int first_run(struct command *command, struct archive *archive, const struct runtime *runtime, const char *lib) {
    char why[512];
    sigset_t all, before;
    /* No signal may come between fork and the moment the handler knows whom to hand it to. */
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &before);
    child = fork();
    if (child == 0) {
        sigprocmask(SIG_SETMASK, &before, NULL);
        execv(command->arguments[0], command->arguments);
        fprintf(stderr, "peeps: cannot start %s: %s\n", command->arguments[0], strerror(errno));
        _exit(STATUS_NO_RUNTIME);
    }
    if (child < 0) {
        fprintf(stderr, "peeps: cannot start a process: %s\n", strerror(errno));
        return STATUS_NO_RUNTIME;
    }
    on_signals(hand_on);
    sigprocmask(SIG_SETMASK, &before, NULL);
    int status = wait_for_child();
    child = 0;
    on_signals(SIG_DFL);
    if (WIFSIGNALED(status)) {
        raise(WTERMSIG(status));
        return 128 + WTERMSIG(status);
    }
    if (WEXITSTATUS(status) == 0) { /* after an error the person wants to act on it, not to wait */
        let_go_of_output();
        archive_write(archive, runtime, lib, why, sizeof why);
    }
    return WEXITSTATUS(status);
}
