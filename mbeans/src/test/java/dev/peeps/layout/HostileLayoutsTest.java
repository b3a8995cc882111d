package dev.peeps.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.ObjectSpec;
import java.time.Duration;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** A layout may come from a process under diagnosis: it must not hang or break peeps. */
class HostileLayoutsTest {
  private final Hprof cut = Hprof.cut();

  @Test
  void deepNestingIsRefused() {
    StringBuilder text = new StringBuilder("layout x 1\nlock a.B\n");
    for (int i = 1; i < 200; i++) {
      text.append(" ".repeat(i)).append("when true\n");
    }
    assertThat(problems(text.toString())).contains("nested deeper than 32 levels");
    assertThat(problems("layout x 1\nlock a.B\n  name " + "(".repeat(5000)))
        .contains("nested deeper than 100 levels");
    String inner = "if true then ".repeat(5000);
    assertThat(problems("layout x 1\nlock a.B\n  name " + inner))
        .contains("nested deeper than 100 levels");
  }

  @Test
  void longChainsOfOperatorsAreEvaluated() {
    ObjectSpec b = cut.instance("a.B");
    String layout = "lock a.B\n  show v = 1" + " + 1".repeat(2000) + "\n";
    assertThat(Reading.of(layout, cut).entity(b).attributes()).containsEntry("v", 2001L);
  }

  @Test
  void circlesEnd() {
    ObjectSpec b = cut.instance("a.B");
    ObjectSpec c = cut.instance("a.C");
    b.set("next", c);
    c.set("next", b);
    String layout =
        "layout x 1\nlock a.B\n  read next\n  like a.C\n  same_as next\n  for n in this..next\n"
            + "    for m in this..next\n      show n = 1\n"
            + "lock a.C\n  read next\n  like a.B\n  same_as next\n  needs next\n";
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> Reading.of(Layouts.of(Map.of("x", layout)), cut).edges());
  }

  @Test
  void tooMuchWorkIsLeftOutAndSaid() {
    ObjectSpec[] nodes = new ObjectSpec[2000];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = cut.instance("a.B").set("next", i == 0 ? null : nodes[i - 1]);
    }
    String layout =
        "lock a.B\n  read next\n  for a in this..next\n    for b in this..next\n"
            + "      for c in this..next\n        skip\n";
    Reading reading = Reading.of(layout, cut);
    assertThat(reading.graph().notices()).anyMatch(n -> n.code().equals("layout-budget"));
  }

  @Test
  void aClassThatIsLikeItselfInManyWaysEnds() {
    cut.instance("a.B");
    String layout = "lock a.B\n" + "  like a.B\n".repeat(40) + "  show v = 1\n";
    Reading reading =
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(60),
            () -> Reading.of(Layouts.of(Map.of("x", "layout x 1\n" + layout)), cut));
    assertThat(reading.graph().notices()).anyMatch(n -> n.code().equals("layout-budget"));
  }

  @Property(tries = 2000)
  void anyTextIsParsedOrRefused(
      @ForAll @CharRange(from = ' ', to = '~') @StringLength(max = 80) String text) {
    Layouts.of(Map.of("x", "layout x 1\nlock a.B\n  " + text + "\n" + text)).plan();
  }

  private static String problems(String text) {
    return Layouts.of(Map.of("x", text)).problems().toString();
  }
}
