/** Hangs in which the JVM's own services take part. */
package dev.peeps.victims.outside;
