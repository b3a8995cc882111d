package dev.peeps.cli.source;

import dev.peeps.cli.args.Arguments;

/** Whether the whole heap is looked at, to tell what nobody alive can bring any more. */
public enum Deep {
  /** When it is needed and costs little. */
  AUTO,
  ALWAYS,
  NEVER;

  /** What {@code --deep} or {@code --no-deep} say. */
  static Deep of(Arguments given) {
    return given.has("--deep") ? ALWAYS : given.has("--no-deep") ? NEVER : AUTO;
  }
}
