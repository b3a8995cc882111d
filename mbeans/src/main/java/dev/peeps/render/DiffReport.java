package dev.peeps.render;

import dev.peeps.diff.Change;
import dev.peeps.diff.GraphDiff;
import dev.peeps.finding.Finding;
import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.render.Palette.Style;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The answer of {@code peeps diff}. Lines begin as in diff(1): {@code +} what is new, {@code -}
 * what is gone, {@code ~} what is different, {@code =} what is as it was. Deterministic for equal
 * input; safe for a terminal.
 */
public final class DiffReport {
  /** Version of the JSON, the value of the key {@code peepsDiff}. */
  public static final int FORMAT = 1;

  private final GraphDiff diff;
  private final ReportOptions options;

  public DiffReport(GraphDiff diff, ReportOptions options) {
    this.diff = diff;
    this.options = options;
  }

  /**
   * Writes the text.
   *
   * @throws IOException when the destination does
   */
  public void text(Appendable to) throws IOException {
    Page page = new Page(to, options.palette(), options.width());
    Scene old = new Scene(diff.before(), options, page);
    Scene now = new Scene(diff.after(), options, page);
    header(page);
    findings(page);
    still(page, now);
    changes(page, now, "Went on", "~ ", diff.moved());
    changes(page, now, "Other owners", "~ ", diff.owners());
    changes(page, now, "Numbers", "~ ", diff.numbers());
    List<Entity> unmoved = diff.unmovedChannels();
    entities(page, now, "Channels that have not moved, with somebody waiting", "= ", unmoved);
    entities(page, old, "Gone", "- ", diff.gone());
    entities(page, now, "New", "+ ", diff.appeared());
    if (diff.isSame()) {
      page.put("No difference.").nl();
    }
    page.flush();
  }

  private void header(Page page) throws IOException {
    for (Map.Entry<ProcessInfo, ProcessInfo> pair : diff.processes().entrySet()) {
      ProcessInfo one = pair.getKey();
      ProcessInfo other = pair.getValue();
      page.put("From ");
      picture(page, one);
      page.put(" to ");
      picture(page, other);
      page.put(diff.isSameRun(one) ? "" : ", another run");
      page.nl();
    }
    for (ProcessInfo process : diff.before().processes()) {
      if (!diff.processes().containsKey(process)) {
        page.put("- process ");
        picture(page, process);
        page.nl();
      }
    }
    for (ProcessInfo process : diff.after().processes()) {
      if (!diff.processes().containsValue(process)) {
        page.put("+ process ");
        picture(page, process);
        page.nl();
      }
    }
    if (diff.millis() >= 0) {
      page.put("Between them: ").put(Numbers.duration(diff.millis())).nl();
    }
    page.nl();
  }

  private static void picture(Page page, ProcessInfo process) {
    page.raw(process.id());
    if (!process.name().isEmpty() && !process.name().equals(process.id())) {
      page.put(" ").raw(process.name());
    }
    long taken = HeaderSection.number(process.facts(), "timestampMillis");
    if (taken > 0) {
      page.put(", ").put(Numbers.time(taken));
    }
  }

  private void findings(Page page) throws IOException {
    int count = diff.newFindings().size() + diff.goneFindings().size() + diff.sameFindings().size();
    if (count == 0) {
      return;
    }
    page.heading("Findings").nl();
    findings(page, "+ ", diff.newFindings());
    findings(page, "= ", diff.sameFindings());
    findings(page, "- ", diff.goneFindings());
    page.nl();
  }

  private void findings(Page page, String sign, List<Finding> findings) throws IOException {
    for (Finding finding : findings) {
      page.put(sign);
      page.sentence(Style.VERDICT, Headline.of(finding) + finding.sentence(), 2, 4).nl();
    }
  }

  /** Like ones are one line, as in a dump. */
  private void still(Page page, Scene now) throws IOException {
    if (diff.still().isEmpty()) {
      return;
    }
    String time = diff.millis() > 0 ? ", for at least " + Numbers.duration(diff.millis()) : "";
    page.heading("Still waiting" + time + ": " + Numbers.count(diff.still().size())).nl();
    Entities tasks = new Entities(diff.after());
    for (Entity task : diff.still()) {
      tasks.add(task);
    }
    List<TaskGroup> groups = new TaskGroups(now).group(tasks);
    int shown = now.shown(groups.size());
    for (int each = 0; each < shown; each++) {
      TaskGroup group = groups.get(each);
      page.put("= ");
      if (group.members().size() > 1) {
        page.put(Numbers.count(group.members().size())).put(" tasks like this, ");
      }
      now.names.some(group.members());
      now.reasons.where(group.example());
      needs(page, now, group.example());
      page.nl();
    }
    more(page, groups.size() - shown, "group");
    page.nl();
  }

  private static void needs(Page page, Scene scene, Entity task) {
    for (Edge edge : scene.graph.from(task.id())) {
      if (edge.kind() == EdgeKind.NEEDS) {
        page.put(", needs ");
        scene.names.of(scene.graph.entity(edge.to()));
        scene.reasons.owedBy(scene.graph.entity(edge.to()));
        return;
      }
    }
  }

  private void changes(Page page, Scene now, String title, String sign, List<Change> changes)
      throws IOException {
    if (changes.isEmpty()) {
      return;
    }
    page.heading(title + ": " + Numbers.count(changes.size())).nl();
    int shown = now.shown(changes.size());
    for (Change change : changes.subList(0, shown)) {
      page.put(sign);
      now.names.of(change.after());
      page.put(": ");
      words(page, change);
      page.nl();
    }
    more(page, changes.size() - shown, "change");
    page.nl();
  }

  private void words(Page page, Change change) {
    switch (change.what()) {
      case "wait":
        if (change.to().isEmpty()) {
          page.put("does not wait any more for ").raw(change.from());
        } else if (change.from().isEmpty()) {
          page.put("waits now for ").raw(change.to());
        } else {
          page.put("waited for ").raw(change.from()).put(", now for ").raw(change.to());
        }
        break;
      case "place":
        page.put("was at ").styled(Style.PLACE, change.from());
        page.put(", now at ").styled(Style.PLACE, change.to());
        break;
      case "owner":
        page.put("held by ").raw(change.from().isEmpty() ? "nobody known" : change.from());
        page.put(" before, now by ").raw(change.to().isEmpty() ? "nobody known" : change.to());
        break;
      default:
        page.raw(change.what()).put(" ").raw(change.from()).put(" -> ").raw(change.to());
        page.put(rate(change));
    }
  }

  /** {@code (+2.5/s)}: how fast a number has changed, where the time between is known. */
  private String rate(Change change) {
    double perSecond = perSecond(change);
    if (Double.isNaN(perSecond)) {
      return "";
    }
    long tenths = Math.round(perSecond * 10);
    String sign = tenths < 0 ? "-" : "+";
    long size = Math.abs(tenths);
    return " (" + sign + Numbers.count(size / 10) + "." + size % 10 + "/s)";
  }

  private double perSecond(Change change) {
    if (diff.millis() <= 0) {
      return Double.NaN;
    }
    double by = Double.parseDouble(change.to()) - Double.parseDouble(change.from());
    return by * 1000 / diff.millis();
  }

  /** Tasks by name; what else there is, by type and number. */
  private void entities(Page page, Scene scene, String title, String sign, List<Entity> entities)
      throws IOException {
    if (entities.isEmpty()) {
      return;
    }
    page.heading(title + ": " + Numbers.count(entities.size())).nl();
    Entities tasks = new Entities(scene.graph);
    Map<String, List<Entity>> things = new TreeMap<>();
    for (Entity entity : entities) {
      if (entity.kind().isTask()) {
        tasks.add(entity);
      } else {
        things
            .computeIfAbsent(entity.kind().word() + ' ' + entity.type(), any -> new ArrayList<>())
            .add(entity);
      }
    }
    List<TaskGroup> groups = new TaskGroups(scene).group(tasks);
    int shown = scene.shown(groups.size());
    for (int each = 0; each < shown; each++) {
      page.put(sign);
      TaskGroup group = groups.get(each);
      if (group.members().size() > 1) {
        page.put(Numbers.count(group.members().size())).put(" tasks like this, ");
      }
      scene.names.some(group.members());
      scene.reasons.where(group.example());
      page.nl();
    }
    more(page, groups.size() - shown, "group");
    for (List<Entity> like : things.values()) {
      page.put(sign);
      if (like.size() > 1) {
        page.put(Numbers.count(like.size())).put(" of ").raw(like.get(0).type()).put(": ");
      }
      scene.names.some(like);
      if (like.size() == 1 && like.get(0).kind() == EntityKind.CHANNEL) {
        Facts.inline(page, like.get(0));
      }
      page.nl();
    }
    page.nl();
  }

  private static void more(Page page, int count, String noun) throws IOException {
    if (count > 0) {
      page.put("... and ")
          .put(Numbers.count(count, "more " + noun))
          .put(" (--top shows more)")
          .nl();
    }
  }

  /**
   * Writes the differences as JSON, described in peeps-diff(1).
   *
   * @throws IOException when the destination does
   */
  public void json(Appendable to) throws IOException {
    JsonWriter json = new JsonWriter(to);
    json.open('{').key("peepsDiff", FORMAT).key("same", diff.isSame());
    if (diff.millis() >= 0) {
      json.key("millis", diff.millis());
    }
    json.line().key("processes").open('[');
    for (Map.Entry<ProcessInfo, ProcessInfo> pair : diff.processes().entrySet()) {
      json.line().open('{').key("before", pair.getKey().id()).key("after", pair.getValue().id());
      json.key("sameRun", diff.isSameRun(pair.getKey())).close('}');
    }
    json.close(']');
    findings(json, "newFindings", diff.newFindings());
    findings(json, "goneFindings", diff.goneFindings());
    findings(json, "sameFindings", diff.sameFindings());
    entities(json, "stillWaiting", diff.still());
    changes(json, "wentOn", diff.moved());
    changes(json, "owners", diff.owners());
    changes(json, "numbers", diff.numbers());
    entities(json, "unmovedChannels", diff.unmovedChannels());
    entities(json, "gone", diff.gone());
    entities(json, "appeared", diff.appeared());
    json.nl().close('}').nl().flush();
  }

  private static void findings(JsonWriter json, String key, List<Finding> findings)
      throws IOException {
    json.line().key(key).open('[');
    for (Finding finding : findings) {
      JsonReport.finding(json, finding);
    }
    json.close(']');
  }

  private static void entities(JsonWriter json, String key, List<Entity> entities)
      throws IOException {
    json.line().key(key).open('[');
    for (Entity entity : entities) {
      json.line();
      entity(json, entity);
    }
    json.close(']');
  }

  private static JsonWriter entity(JsonWriter json, Entity entity) {
    json.open('{').key("id", entity.id()).key("process", entity.process());
    json.key("kind", entity.kind().word()).key("type", entity.type()).key("name", entity.name());
    json.key("state", entity.state());
    String site = entity.kind().isTask() ? Places.site(entity) : "";
    if (!site.isEmpty()) {
      json.key("site", site);
    }
    return json.close('}');
  }

  private void changes(JsonWriter json, String key, List<Change> changes) throws IOException {
    json.line().key(key).open('[');
    for (Change change : changes) {
      json.line().open('{').key("what", change.what());
      json.key("before");
      entity(json, change.before()).key("after");
      entity(json, change.after());
      json.key("from", change.from()).key("to", change.to()).close('}');
    }
    json.close(']');
  }
}
