/** {@code peeps layout}: which layouts count, and whether they are right. */
package dev.peeps.cli.layouts;
