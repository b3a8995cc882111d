package dev.peeps.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.Graph;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.ObjectSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A layout that does not fit the classes of the target says so, with its place. */
class HeapChecksTest {
  private final Hprof cut = Hprof.cut();

  HeapChecksTest() {
    ObjectSpec other = cut.instance("a.C").set("n", 7);
    cut.instance("a.B")
        .set("n", 12)
        .set("other", other)
        .set("text", cut.string("hello"))
        .set("array", cut.array("java.lang.Object[]", other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "read nothing ; 3:8: no a.B in the picture has a field 'nothing': nothing is read",
        "read nope|never as name ; 3:8: no a.B in the picture has a field 'nope' or 'never'",
        "read n as name ; 3:8: 'n' is a number: 'as name' means nothing",
        "read other as elements ; 3:8: 'other' is a a.C, no array",
        "read other/  show n = count(items(other)) ; 4:18: no view says how to walk a a.C: a 'view a.C' block would",
        "read other as name ; 3:8: 'other' is a a.C, no String",
        "read n/  show x = n.n ; 4:14: this is a number, which has no field 'n'",
        "read other/  show x = count(other[*]) ; 4:23: this is a a.C, no array",
        "read other/  needs other/part a.C/  same_as this ; 6:3: more than 8 objects stand for each other: a circle of 'same_as'",
      })
  void problems(String statements, String expected) {
    String layout = "lock a.B\n  " + statements.replace('/', '\n') + "\n";
    assertThat(notices(layout, false)).anyMatch(n -> n.startsWith("layout-problem f:" + expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "read nothing|n",
        "read n as prim",
        "read text as name/  name text",
        "read array as elements/  show x = count(array[*])",
        "read other/  show x = other.m | other.n/part a.C/  read m|n",
      })
  void whatFitsIsNoProblem(String statements) {
    String layout = "lock a.B\n  " + statements.replace('/', '\n') + "\n";
    assertThat(notices(layout, true)).isEmpty();
  }

  @Test
  void whatIsNotKeptCountsByItsPlaceOnce() {
    cut.instance("a.B").set("n", 1); // each statement is wrong for two objects
    String layout = "lock a.B\n  read n\n" + "  show x = n.n\n".repeat(120);
    assertThat(notices(layout, false))
        .hasSize(101)
        .contains("layout-problem layouts: 20 more mistakes were not kept");
    String notes =
        "lock a.B\n  read other\n"
            + "  show x = other.missing\n".repeat(110)
            + "part a.Z\n  read missing\n";
    assertThat(notices(notes, true)).contains("layout-note layouts: 11 more notes were not kept");
  }

  /** A heap dump does not say what implements an interface, nor that it is one. */
  @Test
  void aBlockForWhatMayBeAnInterfaceIsSaid() {
    Hprof dump = Hprof.dump();
    dump.klass("a.Gate");
    dump.klass("a.Fields").field("inner");
    dump.klass("a.Base");
    dump.klass("a.Derived").extending(dump.klass("a.Base"));
    String layout =
        "lock a.Gate\n  read inner\nlock a.Fields\n  read inner\nlock a.Base\n  read inner\n";
    assertThat(notices(graph(dump, layout, false)))
        .filteredOn(notice -> notice.startsWith("layout-problem"))
        .containsExactly(
            "layout-problem f:2:6: a.Gate has no fields and no objects here. If it is an interface:"
                + " a heap dump does not say what implements one, so the block does nothing; name"
                + " the classes");
  }

  @Test
  void aClassOfStaticsNeedsNoObject() {
    Hprof dump = Hprof.dump();
    dump.klass("a.All").staticField("first", 5);
    assertThat(notices(graph(dump, "part a.All\n  read static first\n", true))).isEmpty();
  }

  @Test
  void onTrialOneLearnsWhatDidNothing() {
    String layout =
        "lock a.B\n  read other\n  show x = other.missing\nlock a.Z\n  read missing|n\n"
            + "blocked in a.B.lock\n  needs this\n";
    assertThat(notices(layout, false))
        .noneMatch(n -> n.startsWith("layout-note") || n.contains("a.Z"));
    assertThat(notices(layout, true))
        .containsExactlyInAnyOrder(
            "layout-note f:4:18: a a.C comes here, which has no field 'missing'",
            "layout-note f:5:6: the picture has no object of a.Z: its block did nothing. If there"
                + " are some, a 'read' of a field that leads to them is missing, or 'wide'",
            "layout-note f:7:12: no thread is in a.B.lock: the rule did nothing");
  }

  private List<String> notices(String layout, boolean trial) {
    return notices(graph(cut, layout, trial));
  }

  private static List<String> notices(Graph graph) {
    return graph.notices().stream()
        .map(n -> n.code() + " " + n.text())
        .collect(Collectors.toList());
  }

  private static Graph graph(Hprof file, String layout, boolean trial) {
    Layouts layouts = Layouts.of(Map.of("f", "layout f 1\n" + layout));
    assertThat(layouts.problems()).isEmpty();
    Graph.Builder builder = new Graph.Builder();
    GraphReader.read(
        Reading.heap(file, layouts),
        trial ? layouts.onTrial() : layouts,
        new ProcessInfo("p", 1, "test", Map.of(), true),
        builder);
    return builder.build();
  }
}
