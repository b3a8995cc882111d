/**
 * Cores: what the ELF file itself says, and what the JDK's serviceability agent (jhsdb) makes of
 * it.
 */
package dev.peeps.cli.core;
