package dev.peeps.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.TestGraph;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What finding blocks see of a graph, and what they report. */
class MacrosTest {
  /** Shows what the rules read, so that asking for it is no mistake. */
  private static final String HEAD =
      "layout acme 1\npackage com.acme\ncustom Any\n  show fill = 1\n  show depth = 1\n  show none = 1\n";

  private TestGraph graph;

  @BeforeEach
  void database() {
    graph =
        new TestGraph()
            .threads("worker")
            .things(EntityKind.FUTURE, "com.acme.Compaction", "merge", "flush")
            .locks("segment", "unheld")
            .things(EntityKind.CHANNEL, "com.acme.Wal", "wal")
            .needs("merge", "segment")
            .needs("flush", "segment")
            .needs("worker", "wal")
            .heldBy("segment", "worker");
    graph.with("merge").name("merge").state("waiting");
    graph.with("flush").name("flush").state("done").attribute("depth", 3L);
    graph.with("wal").attribute("fill", 0.5);
    graph.with("unheld").attribute("held_by", "unknown: nobody says so");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "e.kind == `future` and e.type == `com.acme.Compaction` | merge flush",
        "e is Compaction | merge flush",
        "e is Compaction and e.state == `waiting` | merge",
        "e.state != `waiting` | worker flush",
        "e.name == `merge` | merge",
        "e.fill * 10 > 4 | wal",
        "e.fill * 10 < 4 or e.name == `merge` | merge",
        "e.depth == 3 | flush",
        "e.none == 1 | ~~",
        "not e.none == 1 | ~~",
        "e.task and count(e.needs) == 1 | worker merge flush",
        "first(e.needs).type == `com.acme.Wal` | worker",
        "count(e.held_by) == 0 and e.kind == `lock` | ~~",
        "first(e.held_by).name == `worker` | segment",
        "first(e.held_by).name == `worker` or e.kind == `channel` | segment wal",
        "count(e.needed_by) == 2 | segment",
        "count(e.holds) == 1 | worker",
        "some(w in e.needed_by where w.state == `done`) | segment",
        "every(w in e.needed_by where w.state == `done` or w.name == `merge`) and count(e.needed_by) > 0 | segment",
        "count(those(w in e.needed_by where w.state == `done`)) == 1 | segment",
        "some(f in e.stack where starts(f, `app.worker`)) | worker",
        "contains(e.type, `Compact`) | merge flush",
        "ends(e.type, `Wal`) | wal",
        "count(e..{needs, held_by}) == 4 | merge flush",
        "count(e..needs) == 2 | worker merge flush",
        "some(x in e..{needs, held_by} where x is Wal) and e is Compaction | merge flush",
        "e.timed | ~~",
        "not e.timed and e.task | worker merge flush",
      })
  void conditions(String condition, String expected) {
    List<MacroHit> hits =
        hits(
            "finding x\n  for e in entities where "
                + condition.replace('`', '"')
                + "\n    report \"${e.label}\"\n      chain e\n");
    assertThat(hits.stream().map(h -> word(h.chain().get(0))).collect(Collectors.joining(" ")))
        .isEqualTo(expected);
  }

  @Test
  void whatComesFromNoLayoutMayBeReadToo() {
    StringBuilder all = new StringBuilder("e.kind == \"channel\"");
    for (String name : OwnAttributes.ALL) {
      graph.with("wal").attribute(name, "known");
      if (!name.endsWith("_by")) { // an edge's name is the list of its ends
        all.append(" and e.").append(name).append(" == \"known\"");
      }
    }
    assertThat(
            hits(
                "finding x\n  for e in entities where "
                    + all
                    + "\n    report \"x\"\n      chain e\n"))
        .hasSize(1);
  }

  @Test
  void aReportCarriesItsEvidence() {
    List<MacroHit> hits =
        hits(
            "finding \"compaction blocked\"\n"
                + "  for c in entities(future) where c.state == \"waiting\"\n"
                + "    let lock = first(c.needs)\n"
                + "    let owner = first(lock.held_by)\n"
                + "    when owner.state == \"WAITING\"\n"
                + "      report \"${c.name} waits for ${lock}, which ${owner} keeps\"\n"
                + "        certainty possible\n        chain c, lock, owner\n        culprits owner\n"
                + "        tasks lock.needed_by\n        site first(owner.stack)\n        doubt \"it may be long\"\n"
                + "    else\n      report \"not this\"\n        chain c\n");
    assertThat(hits).hasSize(1);
    MacroHit hit = hits.get(0);
    assertThat(hit.name()).isEqualTo("compaction blocked");
    assertThat(hit.layout()).isEqualTo("acme");
    assertThat(hit.likely()).isFalse();
    assertThat(hit.message()).isEqualTo("merge waits for ReentrantLock@4, which \"worker\" keeps");
    assertThat(words(hit.chain())).containsExactly("merge", "segment", "worker");
    assertThat(words(hit.culprits())).containsExactly("worker");
    assertThat(words(hit.tasks())).containsExactly("merge", "flush");
    assertThat(hit.site()).startsWith("jdk.internal.misc.Unsafe.park");
    assertThat(hit.doubt()).isEqualTo("it may be long");
  }

  @Test
  void theSameAboutTheSameCountsOnceAndTheLastOfTheChainIsBlamed() {
    List<MacroHit> hits =
        hits(
            "finding x\n  for e in entities(future)\n    let lock = first(e.needs)\n"
                + "    report \"${lock} is wanted\"\n      chain lock\n");
    assertThat(hits).hasSize(1);
    assertThat(words(hits.get(0).culprits())).containsExactly("segment");
    assertThat(hits.get(0).tasks()).isNull();
  }

  @Test
  void nothingIsReportedOfNothing() {
    assertThat(
            hits(
                "finding x\n  for e in entities(channel)\n    report \"x\"\n      chain e.held_by\n"))
        .isEmpty();
  }

  @Test
  void aRuleThatGoesOnForEverIsStoppedAndThatIsSaid() {
    StringBuilder rule = new StringBuilder("finding slow\n");
    String indent = "  ";
    for (int i = 0; i < 12; i++) {
      rule.append(indent).append("for v").append(i).append(" in entities\n");
      indent += "  ";
    }
    rule.append(indent).append("report \"x\" when false\n").append(indent).append("  chain v1\n");
    Macros.Result result = result(rule + "finding later\n  report \"y\"\n    chain entities\n");
    assertThat(result.notices())
        .anyMatch(n -> n.code().equals("rule-budget") && n.text().contains("\"slow\""));
  }

  @Test
  void textsAndReportsAreBounded() {
    StringBuilder rule = new StringBuilder("finding loud\n  let t0 = \"aaaaaaaaaa\"\n");
    for (int i = 1; i < 60; i++) {
      rule.append("  let t").append(i).append(" = \"${t").append(i - 1).append("}${t");
      rule.append(i - 1).append("}\"\n");
    }
    rule.append("  for a in entities\n    for b in entities\n      for c in entities\n");
    rule.append("        for d in entities\n");
    rule.append("          report \"${t59}\"\n            chain a, b, c, d\n");
    Macros.Result result = result(rule.toString());
    assertThat(result.hits()).hasSize(Macros.MAX_HITS);
    assertThat(result.hits().get(0).message().length()).isLessThan(10_000);
    assertThat(result.notices())
        .anyMatch(n -> n.code().equals("rule-findings") && n.count() == 296);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "finding | 7:8: expected the name of the finding",
        "finding x/  needs y | 8:3: expected 'for', 'let', 'when' or 'report', found 'needs'",
        "finding x/  report `a` | 8:3: a report needs 'chain EXPR, ...'",
        "finding x/  report `a`/    chain entities/    certainty proved | 10:15: expected 'likely'",
        "finding x/  for e in entities(robot)/    report `a`/      chain e | 8:21: no entity kind 'robot'",
        "finding x/  report `a`/    chain nobody | 9:11: there is no variable 'nobody' here",
        "finding x/  for e in entities where e.flll == 1/    report `a`/      chain e | 8:29: no layout shows 'flll'",
        "finding x/  for e in entities where length(e) == 1/    report `a`/      chain e | 8:27: 'length' is about objects",
      })
  void mistakesHaveTheirPlace(String block, String expected) {
    Layouts layouts =
        Layouts.of(Map.of("f", HEAD + block.replace('/', '\n').replace('`', '"') + "\n"));
    assertThat(layouts.problems().toString()).contains("f:" + expected);
  }

  private List<MacroHit> hits(String rules) {
    Macros.Result result = result(rules);
    assertThat(result.notices()).isEmpty();
    return result.hits();
  }

  private Macros.Result result(String rules) {
    Layouts layouts = Layouts.of(Map.of("f", HEAD + rules));
    assertThat(layouts.problems()).isEmpty();
    return Macros.of(List.of(layouts)).check(graph.build());
  }

  private List<String> words(List<Entity> entities) {
    return entities.stream().map(this::word).collect(Collectors.toList());
  }

  private String word(Entity entity) {
    for (String word : List.of("worker", "merge", "flush", "segment", "unheld", "wal")) {
      if (graph.id(word).equals(entity.id())) {
        return word;
      }
    }
    return entity.id();
  }
}
