/**
 * One question about a graph: why does this task wait, and who waits because of that one. Follows
 * the blocking edges, and where a task is queued, its executor and the workers that keep it busy.
 */
package dev.peeps.why;
