/**
 * Live tests: a victim in a JVM of its own, a cut of it, and who waits for what, owed by whom, and
 * where. Each runs on every JDK of {@link dev.peeps.harness.Jdks}.
 */
package dev.peeps.live;
