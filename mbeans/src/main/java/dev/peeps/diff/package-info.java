/**
 * Two pictures of the same processes, or of two runs of one program: who is who in both, and what
 * is different.
 */
package dev.peeps.diff;
