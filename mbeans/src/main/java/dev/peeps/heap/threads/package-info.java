/**
 * What a thread dump says that a heap dump does not: who owns which monitor. Reads thread dumps,
 * joins them to heaps, and infers owners from frames where there is no thread dump.
 */
package dev.peeps.heap.threads;
