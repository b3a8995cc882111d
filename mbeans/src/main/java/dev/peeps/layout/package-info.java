/**
 * The layout language: reads layouts, applies them to a {@link dev.peeps.heap.Heap} and adds what
 * they say to a {@link dev.peeps.graph.Graph}; compiles the plan that the walk needs.
 *
 * <p>What is known about a runtime stands in layout files, never in this code. The reference of the
 * language is peeps-layout(5); docs/layouts.md has the reasons.
 */
package dev.peeps.layout;
