/**
 * A graph and its findings as text and JSON. Everything here runs on every dump in a JVM that has
 * just started: plain loops, no regular expressions outside {@code --task}, no {@code
 * String.format}.
 */
package dev.peeps.render;
