/** Hangs on the executors of real libraries, which only the libraries' layouts explain. */
package dev.peeps.victims.library;
