/** The Async Debugging Protocol: runtimes of others, known by their layouts alone. */
package dev.peeps.protocol;
