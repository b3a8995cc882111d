/**
 * What lives in the target: it takes cuts when asked, shows the last one as MBeans and says when a
 * deadlock is found. Started by libpeeps in a class loader of its own over the platform loader; see
 * docs/registry.md.
 */
package dev.peeps.registry;
