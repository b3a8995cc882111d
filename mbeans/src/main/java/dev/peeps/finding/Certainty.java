package dev.peeps.finding;

import java.util.Locale;

/** How sure a finding is, surest first. */
public enum Certainty {
  PROVED,
  LIKELY,
  POSSIBLE;

  /** The word used in JSON and output. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
