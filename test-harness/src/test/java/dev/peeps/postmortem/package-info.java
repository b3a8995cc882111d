/** What is found after the fact is what would have been found at the time. */
package dev.peeps.postmortem;
