/**
 * Reads dumps that were saved as JSON. The only package that needs Jackson's classes; nothing of it
 * is loaded unless a target is such a file.
 */
package dev.peeps.cli.json;
