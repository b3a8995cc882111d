/**
 * Reachability over a whole heap dump: what is garbage, what only stuck threads hold, and who holds
 * what else. Knows objects and references; what a wait is, and for what, it is told.
 */
package dev.peeps.heap.reach;
