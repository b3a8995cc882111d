package dev.peeps.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.Graph;
import dev.peeps.graph.TestGraph;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlockedTest {
  private final TestGraph graph = new TestGraph();

  @Test
  void everyoneBehindStandsInTheTreeOnce() {
    graph
        .threads("owner", "a", "b", "c")
        .locks("x", "y")
        .heldBy("x", "owner")
        .needs("a", "x")
        .heldBy("y", "a")
        .needs("b", "y")
        .needs("c", "x");
    assertThat(tree("owner")).containsExactly("owner", " x", "  a", "   y", "    b", "  c");
    assertThat(blocked("owner").tasks()).isEqualTo(3);
  }

  @Test
  void aCircleLeadsBackToTheStart() {
    graph
        .threads("a", "b")
        .locks("x", "y")
        .needs("a", "x")
        .heldBy("x", "b")
        .needs("b", "y")
        .heldBy("y", "a");
    assertThat(tree("a")).containsExactly("a", " y", "  b", "   x", "    a again");
    assertThat(blocked("a").tasks()).isEqualTo(1);
  }

  @Test
  void likeOnesAreOneNode() {
    String[] names =
        IntStream.range(0, 1000).mapToObj(each -> "web-" + each).toArray(String[]::new);
    graph.threads("owner").locks("x").heldBy("x", "owner").threads(names);
    for (String name : names) {
      graph.with(name).stack(List.of("app.Web.run(Web.java:7)"));
      graph.needs(name, "x");
    }
    assertThat(tree("owner")).containsExactly("owner", " x", "  web-0 and 999 more");
    assertThat(blocked("owner").tasks()).isEqualTo(1000);
  }

  @Test
  void idleOnesWaitForNobody() {
    graph.threads("owner", "idler").locks("x").heldBy("x", "owner").needs("idler", "x");
    graph.with("idler").idle(true);
    assertThat(tree("owner")).containsExactly("owner", " x");
  }

  @Test
  void whomATextMeans() {
    graph.threads("http-1", "http-10", "batch").locks("x");
    graph.with("x").name("http ledger");
    assertThat(found("thread-1")).containsExactly("http-1");
    assertThat(found("#2")).containsExactly("http-10");
    assertThat(found("2")).containsExactly("http-10");
    assertThat(found("http-1")).containsExactly("http-1");
    assertThat(found("http")).containsExactly("http-1", "http-10");
    assertThat(found("h.*0$")).containsExactly("http-10");
    assertThat(found("app.batch.run")).containsExactly("batch");
    assertThat(found("http ledger")).containsExactly("x");
    assertThat(found("ReentrantLock@4")).containsExactly("x");
    assertThat(found("[")).isEmpty();
    assertThat(found("")).isEmpty();
  }

  private Graph built;

  private Graph built() {
    if (built == null) {
      built = graph.build();
    }
    return built;
  }

  private List<String> found(String text) {
    return Lookup.find(built(), text).stream()
        .map(entity -> graph.word(entity.id()))
        .collect(Collectors.toList());
  }

  private Blocked blocked(String word) {
    return Blocked.of(built(), built().entity(graph.id(word)));
  }

  private List<String> tree(String word) {
    List<String> lines = new java.util.ArrayList<>();
    add(blocked(word).root(), lines);
    return lines;
  }

  private void add(Blocked.Node node, List<String> lines) {
    int more = node.members().size() - 1;
    lines.add(
        " ".repeat(node.depth())
            + graph.word(node.members().get(0).id())
            + (more > 0 ? " and " + more + " more" : "")
            + (node.again() ? " again" : ""));
    node.children().forEach(child -> add(child, lines));
  }
}
