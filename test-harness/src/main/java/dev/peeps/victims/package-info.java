/**
 * Small service programs that really hang, one per pattern, for tests and for trying peeps by hand.
 *
 * <p>Each prints the line {@code stuck} when it provably is and ends when its standard input ends.
 * Those that take {@code platform} or {@code virtual} as their argument hang on threads of that
 * kind.
 */
package dev.peeps.victims;
