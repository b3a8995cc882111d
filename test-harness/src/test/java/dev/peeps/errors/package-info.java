/**
 * The errors that a person meets, each with a real process: what the command says, with which exit
 * status, and that it leaves nothing behind.
 */
package dev.peeps.errors;
