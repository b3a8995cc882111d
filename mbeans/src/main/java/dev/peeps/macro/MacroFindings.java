package dev.peeps.macro;

import dev.peeps.finding.Detector;
import dev.peeps.finding.Findings;
import dev.peeps.layout.Layouts;
import dev.peeps.layout.Macros;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The detectors for a picture that these layouts have made: those of peeps and the layouts' own.
 */
public final class MacroFindings {
  private MacroFindings() {}

  /** All detectors that come with peeps and, when a layout has finding blocks, one for these. */
  public static Findings of(Layouts layouts) {
    return of(List.of(layouts));
  }

  /** The same, for a picture of several processes with layouts of their own. */
  public static Findings of(Collection<Layouts> layouts) {
    Macros macros = Macros.of(layouts);
    if (macros.isEmpty()) {
      return Findings.standard();
    }
    List<Detector> detectors = new ArrayList<>(Findings.standard().detectors());
    detectors.add(new MacroDetector(macros));
    return new Findings(detectors);
  }
}
