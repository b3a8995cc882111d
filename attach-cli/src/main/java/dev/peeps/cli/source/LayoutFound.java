package dev.peeps.cli.source;

import dev.peeps.layout.LayoutText;
import dev.peeps.layout.Problem;
import java.util.List;

/**
 * What a search for layouts came to.
 *
 * @param problems what could not be looked into
 */
record LayoutFound(List<LayoutText> layouts, List<Problem> problems) {
  static final LayoutFound NOTHING = new LayoutFound(List.of(), List.of());

  boolean isNothing() {
    return layouts.isEmpty() && problems.isEmpty();
  }
}
