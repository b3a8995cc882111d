package dev.peeps.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Evidence;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EdgesByFromTest {
  private final List<Draft> drafts = new ArrayList<>();
  private final List<Edges.Pending> edges = new ArrayList<>();

  @Test
  void givesEachEntityItsOwnEdgesInTheirOrder() {
    Draft first = draft();
    Draft none = draft();
    Draft last = draft();
    edge(last, first, EdgeKind.NEEDS, "a");
    edge(first, none, EdgeKind.NEEDS, "b");
    edge(first, last, EdgeKind.HELD_BY, "not of this kind");
    edge(last, none, EdgeKind.NEEDS, "c");
    edge(first, last, EdgeKind.NEEDS, "d");

    EdgesByFrom found = new EdgesByFrom(edges, drafts.size(), edge -> edge.kind == EdgeKind.NEEDS);

    assertEquals(List.of(edges.get(1), edges.get(4)), of(found, first));
    assertEquals(List.of(), of(found, none));
    assertEquals(List.of(edges.get(0), edges.get(3)), of(found, last));
  }

  @Test
  void hasNothingOfNoEdges() {
    assertEquals(List.of(), of(new EdgesByFrom(edges, 1, edge -> true), draft()));
  }

  private static List<Edges.Pending> of(EdgesByFrom found, Draft from) {
    List<Edges.Pending> list = new ArrayList<>();
    for (int i = found.start(from); i < found.end(from); i++) {
      list.add(found.get(i));
    }
    return list;
  }

  private Draft draft() {
    Draft draft = new Draft("e" + drafts.size(), "p", EntityKind.FUTURE, drafts.size() + 1, "T");
    draft.number = drafts.size();
    drafts.add(draft);
    return draft;
  }

  private void edge(Draft from, Draft to, EdgeKind kind, String reason) {
    edges.add(new Edges.Pending(from, to, kind, Evidence.EXACT, reason, null, false));
  }
}
