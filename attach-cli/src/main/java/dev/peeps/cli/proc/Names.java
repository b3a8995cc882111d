package dev.peeps.cli.proc;

import dev.peeps.render.Escapes;

/** Names that come from a process, made fit for a terminal. */
public final class Names {
  private Names() {}

  /** The name with every control character shown as an escape. */
  public static String shown(String name) {
    return Escapes.text(name);
  }
}
