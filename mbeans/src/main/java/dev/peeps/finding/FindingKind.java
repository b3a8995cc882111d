package dev.peeps.finding;

import java.util.Locale;

/** The kinds of verdict (DESIGN section 6). */
public enum FindingKind {
  DEADLOCK,
  STARVATION,
  LOST,
  ABANDONED,
  STALLED,
  REMOTE,
  SELF,
  /** Found by a rule of a layout. */
  CUSTOM;

  /** The word used in JSON and output. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
