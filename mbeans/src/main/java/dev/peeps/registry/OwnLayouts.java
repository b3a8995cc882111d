package dev.peeps.registry;

import dev.peeps.layout.LayoutText;
import dev.peeps.layout.Layouts;
import dev.peeps.layout.Problem;
import dev.peeps.layout.found.ConfiguredFolder;
import dev.peeps.layout.found.LayoutSearch;
import dev.peeps.layout.found.ProcessLayouts;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * The layouts that come with peeps, those that a person named ({@link GivenLayouts}), those in this
 * process's own jars, found as the command finds them from outside (no class loader of the
 * application is asked), and those in the configuration of the user as whom the process runs. Jars
 * and files come and go, so each cut looks again; what was read stays while the same is found.
 */
final class OwnLayouts {
  private Layouts builtIn;
  private Layouts layouts;
  private List<LayoutText> found = List.of();
  private List<Problem> unread = List.of();

  /** Looks; cost as of {@link LayoutSearch}. */
  Layouts look() {
    if (builtIn == null) {
      builtIn = Layouts.builtIn();
      layouts = builtIn;
    }
    LayoutSearch search = new LayoutSearch();
    ProcessLayouts process = new ProcessLayouts(search, "/proc/self", "");
    process.openFiles();
    process.classPath(System.getProperty("java.class.path", ""));
    String configured = ConfiguredFolder.of(System.getenv("XDG_CONFIG_HOME"));
    search.files(new File(configured), configured);
    unread = search.problems();
    List<LayoutText> given = GivenLayouts.given();
    List<LayoutText> all = new ArrayList<>(given);
    all.addAll(search.layouts());
    if (!all.equals(found)) {
      found = all;
      layouts = builtIn.named(given).and(search.layouts());
    }
    return layouts;
  }

  /** Mistakes in them, and jars that could not be looked into. */
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>(unread);
    problems.addAll(layouts.problems());
    return problems;
  }

  /** Those that do not come with peeps. */
  List<LayoutText> found() {
    return found;
  }
}
