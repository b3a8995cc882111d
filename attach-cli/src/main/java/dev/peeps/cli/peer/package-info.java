/** Who is at the other end of a process's sockets, as far as the kernel of this machine knows. */
package dev.peeps.cli.peer;
