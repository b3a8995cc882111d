package dev.peeps.render;

import dev.peeps.finding.Finding;
import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import dev.peeps.render.Palette.Style;
import dev.peeps.why.Blocked;
import dev.peeps.why.Cause;
import dev.peeps.why.Link;
import dev.peeps.why.Step;
import dev.peeps.why.Why;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The answer of {@code peeps why}: the way from one task to its root cause, one line a step, or the
 * tree of those who wait because of it. Deterministic for equal input; safe for a terminal.
 */
public final class WhyReport {
  /** Deeper is not indented further: a chain may have a million links. */
  private static final int DEEPEST = 30;

  private final Graph graph;
  private final ReportOptions options;

  public WhyReport(Graph graph, ReportOptions options) {
    this.graph = graph;
    this.options = options;
  }

  /**
   * The way to the cause.
   *
   * @throws IOException when the destination does
   */
  public void text(Why why, Appendable to) throws IOException {
    Page page = new Page(to, options.palette(), options.width());
    Scene scene = new Scene(graph, options, page);
    List<Step> steps = why.steps();
    int shown = scene.shown(steps.size());
    int tail = shown < steps.size() ? shown / 2 : 0;
    for (int step = 0; step < steps.size(); step++) {
      if (step >= shown - tail && step < steps.size() - tail) {
        int skipped = steps.size() - shown;
        page.put("    ... ").put(Numbers.count(skipped, "more step")).put(" (--top)").nl();
        step += skipped - 1;
      } else {
        step(scene, why, step);
      }
    }
    verdict(page, why);
    page.flush();
  }

  private static void step(Scene scene, Why why, int number) throws IOException {
    Page page = scene.page;
    Step step = why.steps().get(number);
    if (step.link() == null) {
      scene.names.of(step.entity());
      scene.reasons.where(step.entity());
      page.nl();
      return;
    }
    page.put("    -> ").put(words(step.link()));
    if (why.circleFrom() >= 0 && number == why.steps().size() - 1) {
      scene.names.of(step.entity());
      if (step.link().kind() == Link.Kind.EDGE) {
        scene.reasons.because(step.link().edge(), ", ");
      }
      page.put(
          why.circleFrom() == 0
              ? ": and that is where we began"
              : ": and there we have been, the circle is closed");
    } else if (step.link().kind() == Link.Kind.EDGE) {
      scene.reasons.owner(step.link().edge());
    } else {
      scene.names.of(step.entity());
      scene.reasons.where(step.entity());
      if (step.link().kind() == Link.Kind.QUEUED) {
        Facts.inline(page, step.entity());
      }
    }
    page.nl();
  }

  /** {@code needs all of 3, here }, {@code held by one of 2, here }. */
  private static String words(Link link) {
    StringBuilder words = new StringBuilder();
    switch (link.kind()) {
      case QUEUED:
        words.append("has not begun, queued for ");
        break;
      case WORKER:
        words.append("has no idle worker, busy with ");
        break;
      default:
        words.append(Steps.words(link.edge()));
    }
    if (link.needed() > 1) {
      words.append("all of ").append(Numbers.count(link.needed())).append(", here ");
    }
    if (link.alternatives() > 1) {
      words.append("one of ").append(Numbers.count(link.alternatives())).append(", here ");
    }
    return words.toString();
  }

  private static void verdict(Page page, Why why) throws IOException {
    Finding finding = why.finding();
    if (finding != null) {
      page.sentence(Style.VERDICT, Headline.of(finding) + finding.sentence(), 0, 4).nl();
      if (!finding.doubt().isEmpty()) {
        page.put("    Not proved: ").sentence(Style.FAINT, finding.doubt(), 16, 16).nl();
      }
    }
    if (finding == null || (why.cause() != Cause.CIRCLE && why.cause() != Cause.STUCK)) {
      String sentence = why.sentence();
      page.put("So: ").sentence(Style.HEADING, sentence, 4, 4).nl();
    }
  }

  /**
   * The tree of those who wait.
   *
   * @throws IOException when the destination does
   */
  public void text(Blocked blocked, Appendable to) throws IOException {
    Page page = new Page(to, options.palette(), options.width());
    Scene scene = new Scene(graph, options, page);
    Entity start = blocked.root().members().get(0);
    scene.names.of(start);
    scene.reasons.where(start);
    page.put(": ");
    page.put(blocked.tasks() == 0 ? "nobody waits" : Numbers.count(blocked.tasks(), "task"));
    page.put(blocked.tasks() == 0 ? " because of it" : " stuck behind it").nl();
    int left = options.top() == 0 ? Integer.MAX_VALUE : options.top();
    int more = 0;
    Deque<Blocked.Node> open = new ArrayDeque<>();
    push(open, blocked.root());
    while (!open.isEmpty()) {
      Blocked.Node node = open.pop();
      if (left > 0) {
        left--;
        node(scene, node, start);
      } else {
        more += node.again() ? 0 : node.members().size();
      }
      push(open, node);
    }
    if (more > 0) {
      page.put("... and ").put(Numbers.count(more)).put(" more (--top shows more)").nl();
    }
    page.flush();
  }

  private static void push(Deque<Blocked.Node> open, Blocked.Node node) {
    for (int child = node.children().size() - 1; child >= 0; child--) {
      open.push(node.children().get(child));
    }
  }

  private static void node(Scene scene, Blocked.Node node, Entity start) throws IOException {
    Page page = scene.page;
    page.put("    ".repeat(Math.min(node.depth(), DEEPEST))).put("<- ");
    if (node.depth() > DEEPEST) {
      page.put("(level ").put(Numbers.count(node.depth())).put(") ");
    }
    int size = node.members().size();
    if (size > 1) {
      page.put(Numbers.count(size)).put(" like this, ");
      scene.names.some(node.members());
    } else {
      scene.names.of(node.members().get(0));
    }
    page.put(needs(node.link(), size > 1));
    if (node.link().kind() == Link.Kind.EDGE) {
      scene.reasons.because(node.link().edge(), ": ");
    }
    if (node.again()) {
      boolean root = node.members().contains(start);
      page.put(root ? ": and that is where we began" : ": shown elsewhere in this tree");
    } else {
      scene.reasons.where(node.members().get(0));
    }
    page.nl();
  }

  /** The relation to the line above, read from below. */
  private static String needs(Link link, boolean several) {
    if (link.kind() == Link.Kind.QUEUED) {
      return several ? " are queued for it" : " is queued for it";
    }
    if (link.kind() == Link.Kind.WORKER) {
      return several ? " have no other worker" : " has no idle worker but it";
    }
    EdgeKind kind = link.edge().kind();
    String choice = link.alternatives() > 1 ? " or another" : "";
    switch (kind) {
      case HELD_BY:
        return ", held by it" + choice;
      case PROVIDED_BY:
        return ", to be provided by it" + choice;
      default:
        return (several ? " need it" : " needs it") + choice;
    }
  }

  /**
   * The way, and the tree when there is one, as a dump in JSON of what they are about, with the
   * answer under the keys {@code why} and {@code blocks}.
   *
   * @param why null for none
   * @param blocked null for none
   * @param findings all that was found; those about what is shown are written
   * @throws IOException when the destination does
   */
  public void json(Why why, Blocked blocked, List<Finding> findings, Appendable to)
      throws IOException {
    Set<String> kept = new LinkedHashSet<>();
    if (why != null) {
      for (Step step : why.steps()) {
        kept.add(step.entity().id());
      }
    }
    if (blocked != null) {
      keep(blocked, kept);
    }
    List<Finding> about = new ArrayList<>();
    for (Finding finding : findings) {
      if (!Collections.disjoint(kept, finding.chain())
          || !Collections.disjoint(kept, finding.tasks())) {
        about.add(finding);
      }
    }
    JsonReport.writeWith(
        Part.of(graph, kept),
        about,
        json -> {
          if (why != null) {
            way(json, why, about);
          }
          if (blocked != null) {
            tree(json, blocked);
          }
        },
        to);
  }

  private static void keep(Blocked blocked, Set<String> kept) {
    Deque<Blocked.Node> open = new ArrayDeque<>();
    open.add(blocked.root());
    while (!open.isEmpty()) {
      Blocked.Node node = open.pop();
      for (Entity member : node.members()) {
        kept.add(member.id());
      }
      push(open, node);
    }
  }

  private static void way(JsonWriter json, Why why, List<Finding> about) throws IOException {
    json.key("why").open('{').key("task", why.steps().get(0).entity().id());
    json.key("cause", why.cause().word()).key("sentence", why.sentence());
    if (why.finding() != null) {
      json.key("finding", about.indexOf(why.finding()));
    }
    if (why.circleFrom() >= 0) {
      json.key("circleFrom", why.circleFrom());
    }
    json.key("steps").open('[');
    for (Step step : why.steps()) {
      json.line().open('{').key("id", step.entity().id());
      if (step.link() != null) {
        link(json, step.link());
      }
      json.close('}');
    }
    json.close(']').close('}');
  }

  private static void link(JsonWriter json, Link link) {
    json.key("by", link.word());
    if (link.needed() > 1) {
      json.key("allOf", link.needed());
    }
    if (link.alternatives() > 1) {
      json.key("oneOf", link.alternatives());
    }
    if (link.timed()) {
      json.key("timed", true);
    }
    Edge edge = link.edge();
    if (!edge.reason().isEmpty()) {
      json.key("reason", edge.reason());
    }
  }

  private static void tree(JsonWriter json, Blocked blocked) throws IOException {
    json.key("blocks").open('{').key("task", blocked.root().members().get(0).id());
    json.key("tasks", blocked.tasks()).key("tree").open('[');
    Deque<Blocked.Node> open = new ArrayDeque<>();
    push(open, blocked.root());
    while (!open.isEmpty()) {
      Blocked.Node node = open.pop();
      json.line().open('{').key("depth", node.depth());
      json.key("ids").open('[');
      for (Entity member : node.members()) {
        json.string(member.id());
      }
      json.close(']');
      link(json, node.link());
      if (node.again()) {
        json.key("again", true);
      }
      json.close('}');
      push(open, node);
    }
    json.close(']').close('}');
  }
}
