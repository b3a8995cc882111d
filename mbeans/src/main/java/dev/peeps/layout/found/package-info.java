/**
 * Finds the layouts that runtimes bring along: in their jars under {@code META-INF/peeps/}, and in
 * folders. Files are only looked at from outside; no code of anybody's is run.
 */
package dev.peeps.layout.found;
