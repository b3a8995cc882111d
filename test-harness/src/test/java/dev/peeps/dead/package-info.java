/** What is left of a process: heap dumps with thread dumps beside them, cores, hs_err files. */
package dev.peeps.dead;
