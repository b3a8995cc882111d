/**
 * Findings of a team's own: what the {@code finding} blocks of layouts report, as findings like any
 * other.
 */
package dev.peeps.macro;
