package dev.peeps.render;

import dev.peeps.finding.Finding;
import java.util.Locale;

/** What stands before the sentence of a finding, in every report. */
final class Headline {
  private Headline() {}

  /** {@code DEADLOCK (proved): }. */
  static String of(Finding finding) {
    return begin(finding) + "): ";
  }

  /** {@code DEADLOCK (proved, 3 tasks stuck): }. */
  static String counted(Finding finding) {
    return begin(finding) + ", " + Numbers.count(finding.tasks().size(), "task") + " stuck): ";
  }

  private static String begin(Finding finding) {
    return finding.kind().word().toUpperCase(Locale.ROOT) + " (" + finding.certainty().word();
  }
}
