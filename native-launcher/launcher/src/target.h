/* What the launcher needs to know about the process under diagnosis: which Java program it runs. */
#ifndef PEEPS_TARGET_H
#define PEEPS_TARGET_H

/* The first argument that is a process id, or 0: enough to borrow that process's runtime when there is no other. */
long target_pid(int count, char *const *arguments);

/*
 * The program that process pid runs. Returns 1 with its path in program (PATH_MAX bytes). Returns 0 with the reason
 * in why when it cannot be told, or when running it would let somebody else decide what this user executes: it is
 * in another mount namespace, or neither root's nor this user's, or others may write it.
 */
int target_program(long pid, char *program, char *why, unsigned size);

#endif
