package dev.peeps.render;

import dev.peeps.finding.Blame;
import dev.peeps.finding.Certainty;
import dev.peeps.finding.Finding;
import dev.peeps.finding.Findings;
import dev.peeps.graph.Entity;
import dev.peeps.render.Palette.Style;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The answer: each verdict, then the way from who is stuck to why, one line a step. */
final class FindingsSection {
  private static final int CONSEQUENCES = 3;
  private static final int GUESSES = 5;

  private final Scene scene;
  private final Page page;
  private final CharSequence queues;

  /**
   * @param queues what {@link LongestQueues} would write; null when nobody has asked them yet
   */
  FindingsSection(Scene scene, CharSequence queues) {
    this.scene = scene;
    this.page = scene.page;
    this.queues = queues;
  }

  void write(List<Finding> findings, boolean complete) throws IOException {
    List<Finding> possible = new ArrayList<>();
    List<Finding> alarms = new ArrayList<>();
    for (Finding finding : findings) {
      (finding.certainty() == Certainty.POSSIBLE ? possible : alarms).add(finding);
    }
    if (!alarms.isEmpty()) {
      roots(alarms);
    } else if (queues == null) {
      new LongestQueues(scene).write(complete);
    } else {
      page.paste(queues);
    }
    if (!possible.isEmpty()) {
      guesses(possible);
    }
  }

  /** The root causes, each with its chain, and under each what follows from it. */
  private void roots(List<Finding> findings) throws IOException {
    int[] causes = Blame.causes(findings);
    List<Integer> roots = new ArrayList<>();
    for (int place = 0; place < causes.length; place++) {
      if (causes[place] < 0) {
        roots.add(place);
      }
    }
    if (findings.size() > 1) {
      overview(findings);
    }
    int shown = scene.shown(roots.size());
    for (int i = 0; i < shown; i++) {
      Finding finding = findings.get(roots.get(i));
      verdict(finding, roots.size() > 1 ? i + 1 + ". " : "");
      chain(finding);
      rest(finding);
      consequences(findings, causes, roots.get(i));
      page.nl();
    }
    if (shown < roots.size()) {
      page.put("... and ").put(Numbers.count(roots.size() - shown, "more finding"));
      page.put(" (--top shows more)").nl().nl();
    }
  }

  /** One line for each finding that would be gone with this one. */
  private void consequences(List<Finding> findings, int[] causes, int root) throws IOException {
    int count = 0;
    for (int place = 0; place < causes.length; place++) {
      int cause = place;
      while (causes[cause] >= 0) {
        cause = causes[cause];
      }
      if (cause == root && place != root && ++count <= CONSEQUENCES) {
        Finding finding = findings.get(place);
        page.put("    Follows from it: ");
        page.sentence(Style.FAINT, Headline.counted(finding) + finding.sentence(), 21, 8).nl();
      }
    }
    if (count > CONSEQUENCES) {
      page.put("    and ").put(Numbers.count(count - CONSEQUENCES, "more finding"));
      page.put(" that follows from it").nl();
    }
  }

  /** What is only possible is said in a line or two: it is no alarm. */
  private void guesses(List<Finding> findings) throws IOException {
    page.put("Possible, with little to go by: ").put(Numbers.count(findings.size())).nl();
    int shown = Math.min(GUESSES, scene.shown(findings.size()));
    for (int i = 0; i < shown; i++) {
      Finding finding = findings.get(i);
      page.put("    ");
      page.sentence(Style.FAINT, Headline.counted(finding) + finding.sentence(), 4, 8).nl();
      if (!finding.doubt().isEmpty()) {
        page.put("        Not proved: ").sentence(Style.FAINT, finding.doubt(), 20, 20).nl();
      }
    }
    if (shown < findings.size()) {
      page.put("    and ").put(Numbers.count(findings.size() - shown, "more")).nl();
    }
    page.nl();
  }

  private void overview(List<Finding> findings) throws IOException {
    Set<String> stuck = new HashSet<>();
    for (Finding finding : findings) {
      stuck.addAll(finding.tasks());
    }
    page.put(Numbers.count(findings.size())).put(" findings, ");
    page.put(Numbers.count(stuck.size(), "task")).put(" stuck: ");
    page.put(Findings.counts(findings)).nl();
  }

  private void verdict(Finding finding, String number) throws IOException {
    page.put(number);
    page.sentence(Style.VERDICT, Headline.counted(finding) + finding.sentence(), number.length(), 4)
        .nl();
  }

  private void chain(Finding finding) throws IOException {
    new Steps(scene).circle(finding.chain());
  }

  /** What the chain does not show: the site, who else is stuck, whom to look at, why not proved. */
  private void rest(Finding finding) throws IOException {
    Set<String> chain = new HashSet<>(finding.chain());
    List<Entity> behind = new ArrayList<>();
    for (String id : finding.tasks()) {
      Entity task = scene.graph.entity(id);
      if (task != null && !chain.contains(id)) {
        behind.add(task);
      }
    }
    if (!behind.isEmpty()) {
      page.put("    Also stuck behind it: ").put(Numbers.count(behind.size(), "task")).put(", ");
      scene.names.some(behind).nl();
    }
    if (!finding.site().isEmpty() && !sited(finding)) {
      page.put("    In the code: ").styled(Style.PLACE, finding.site()).nl();
    }
    culprits(finding, chain);
    if (!finding.doubt().isEmpty()) {
      page.put("    Not proved: ").sentence(Style.FAINT, finding.doubt(), 16, 16).nl();
    }
  }

  private boolean sited(Finding finding) {
    for (String id : finding.chain()) {
      Entity entity = scene.graph.entity(id);
      if (entity != null && entity.kind().isTask() && Places.site(entity).equals(finding.site())) {
        return true;
      }
    }
    return false;
  }

  /** Said only when it is news: in a plain circle everyone is to blame. */
  private void culprits(Finding finding, Set<String> chain) throws IOException {
    List<Entity> culprits = new ArrayList<>();
    boolean outside = false;
    for (String id : finding.culprits()) {
      Entity culprit = scene.graph.entity(id);
      if (culprit != null) {
        culprits.add(culprit);
        outside |= !chain.contains(id);
      }
    }
    if (outside) {
      page.put("    Look at first: ");
      scene.names.some(culprits).nl();
    }
  }
}
