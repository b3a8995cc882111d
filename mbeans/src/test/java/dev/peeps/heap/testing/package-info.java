/**
 * A small language that writes tiny heap dumps and cuts, so that a decoder test shows the objects
 * it is about and nothing else. Start at {@link dev.peeps.heap.testing.Hprof}.
 */
package dev.peeps.heap.testing;
