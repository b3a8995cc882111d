package dev.peeps.cli.attach;

/**
 * A JVM's answer to one request of the attach protocol.
 *
 * @param status 0 when the JVM took the request; what became of it stands in the text
 * @param text the JVM's words
 */
record Answer(int status, String text) {}
