package dev.peeps.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.ObjectSpec;
import dev.peeps.heap.testing.ThreadSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each expression and statement gives, on one object. */
class LanguageTest {
  private static final String READS =
      "lock a.B\n  read n\n  read big\n  read nothing\n  read text as name\n  read other\n"
          + "  read array as elements\n  read left\n  read right\n  read missing\n  read unseen\n  read self\n  read static count\n";

  private final Hprof cut = Hprof.cut();
  private ObjectSpec subject;
  private ObjectSpec other;

  @BeforeEach
  void objects() {
    cut.klass("a.D").extending(cut.klass("a.C"));
    other = cut.instance("a.D").set("n", 7);
    ObjectSpec third = cut.instance("a.C").set("n", 8).set("left", null);
    other.set("left", third).set("right", third);
    subject = cut.instance("a.B").set("n", 12).set("big", 0x123456789AL).set("nothing", null);
    subject.set("text", cut.string("hello")).set("other", other).set("left", other);
    subject.set("array", cut.array("java.lang.Object[]", other, null, third));
    subject.set("right", null).set("self", subject);
    cut.klass("a.B").staticField("count", 5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "n | 12",
        "n + 2 * 3 - 1 | 17",
        "(n + 2) * 3 | 42",
        "n / 5 | 2",
        "n % 5 | 2",
        "n / 0 | none",
        "n & 0x8 | 8",
        "n << 2 | 48",
        "n >> 1 | 6",
        "-n >>> 60 | 15",
        "big >>> 32 | 18",
        "n == 12 | true",
        "n != 12 | false",
        "n < 13 and n <= 12 and n > 11 and n >= 12 | true",
        "not (n < 3 or n > 10) | false",
        "nothing == null | true",
        "other == null | false",
        "other == array[0] | true",
        "nothing.n | none",
        "nothing.n == null | true",
        "missing | none",
        "missing.n | none",
        "missing == null | none",
        "missing == null or n == 12 | true",
        "missing == null and n == 13 | false",
        "not missing == null | none",
        "other.n | 7",
        "other.left.n | 8",
        "this is a.B | true",
        "other is a.C | true",
        "other is not a.D | false",
        "nothing is a.C | false",
        "nothing is not a.C | true",
        "missing is a.C | none",
        "count(array[*]) | 2",
        "length(array) | 3",
        "count(nothing[*]) | 0",
        "count(missing[*]) | none",
        "array[2].n | 8",
        "array[9] | none",
        "count(other..left) | 2",
        "count(self..self) | none",
        "count(other..{left, right}) | 2",
        "first(array[*]).n | 7",
        "string(text) | hello",
        "text == `hello` | true",
        "text | hello",
        "`${n} of ${missing}` | 12 of ?",
        "classname(other) | a.D",
        "simplename(other) | D",
        "if n > 3 then 1 else 2 | 1",
        "if missing then 1 else 2 | none",
        "a.B::count | 5",
        "a.B::nothing | none",
        "entity(this) | true",
        "entity(other) | false",
      })
  void expressions(String written, String expected) {
    String text = written.replace('`', '"');
    Object value =
        Reading.of(READS + "  show v = " + text + "\n", cut)
            .entity(subject)
            .attributes()
            .getOrDefault("v", "none");
    assertThat(value).hasToString(expected);
  }

  @Test
  void alternativesTakeTheFirstThatTheClassHas() {
    Object value =
        Reading.of(READS + "  show v = missing | n\n", cut).entity(subject).attributes().get("v");
    assertThat(value).isEqualTo(12L);
  }

  @Test
  void textsHaveEscapes() {
    String layout = READS + "  name \"a \\\" $ \\\\ ${string(\"b\")} }\"\n";
    assertThat(Reading.of(layout, cut).entity(subject).name()).isEqualTo("a \" $ \\ b }");
  }

  @Test
  void letForAndWhen() {
    Reading reading =
        Reading.of(
            READS
                + "  let limit = 7\n"
                + "  for o in array[*] where o.n > limit\n"
                + "    show above = o.n\n"
                + "  when n > 100\n    show size = \"large\"\n  else\n    show size = \"small\"\n"
                + "  when missing\n    show a = 1\n  else\n    show a = 2\n",
            cut);
    assertThat(reading.entity(subject).attributes())
        .containsEntry("above", 8L)
        .containsEntry("size", "small")
        .doesNotContainKey("a");
  }

  @Test
  void factsAboutAnEntity() {
    Reading reading =
        Reading.of(
            READS
                + "  type \"lock of ${classname(other)}\"\n  name text\n  state shut when missing\n"
                + "  state open when n == 12\n  state later\n  idle when n == 12\n"
                + "  unknown held_by because \"nobody says so\"\n  site \"a.B.c(B.java:1)\"\n",
            cut);
    assertThat(reading.entity(subject).type()).isEqualTo("lock of a.D");
    assertThat(reading.entity(subject).name()).isEqualTo("hello");
    assertThat(reading.entity(subject).state()).isEqualTo("open");
    assertThat(reading.entity(subject).idle()).isTrue();
    assertThat(reading.entity(subject).attributes())
        .containsEntry("held_by", "unknown: nobody says so")
        .containsEntry("site", "a.B.c(B.java:1)");
  }

  @Test
  void edgesOfEveryKind() {
    String layout =
        READS
            + "  name \"b\"\n  needs other because \"why\"\n  held_by other inferred\n"
            + "  provided_by array[*]\n  child_of other timed\n  runs_on other when n == 13\n"
            + "custom a.C\n  name \"c${n}\"\n";
    assertThat(Reading.of(layout, cut).edges())
        .containsExactly(
            "b child_of c7 timed",
            "b held_by c7",
            "b needs c7",
            "b provided_by c7",
            "b provided_by c8");
  }

  @Test
  void aChoiceIsLeftOutUnlessAllAlternativesWereSeen() {
    String layout = READS + "  name \"b\"\n  needs any array[*]\ncustom a.C\n  name \"c${n}\"\n";
    assertThat(Reading.of(layout, cut).edges()).containsExactly("b needs c7 any", "b needs c8 any");
    ObjectSpec array = cut.array("java.lang.Object[]", other);
    cut.arrayLength(array, 2);
    cut.incomplete(array);
    subject.set("array", array);
    Reading partial = Reading.of(layout, cut);
    assertThat(partial.edges()).isEmpty();
    assertThat(partial.graph().notices())
        .anyMatch(n -> n.code().equals("alternatives-unseen") && n.count() == 1);
  }

  @Test
  void sameAsStandsForAnother() {
    String layout =
        READS + "  name \"b\"\n  needs other\npart a.C\n  same_as left\ncustom a.E\n  name \"e\"\n";
    ObjectSpec target = cut.instance("a.E");
    other.set("left", target);
    assertThat(Reading.of(layout, cut).edges()).containsExactly("b needs e");
  }

  @Test
  void skippedEntitiesAreShownWhenSomethingShownPointsAtThem() {
    String layout = READS + "  name \"b\"\n  needs other\nlock a.C\n  skip\n  name \"c${n}\"\n";
    Reading reading = Reading.of(layout, cut);
    assertThat(reading.edges()).containsExactly("b needs c7");
    assertThat(reading.graph().entities()).hasSize(2);
  }

  @Test
  void viewsWalkCollections() {
    String layout =
        READS
            + "  for e in items(other)\n    show count = count(items(other))\n    show key = e.key\n"
            + "view a.D\n  each x = this..left\n  key x.n\n  value x\n";
    assertThat(Reading.of(layout, cut).entity(subject).attributes())
        .containsEntry("count", 2L)
        .containsEntry("key", 8L);
  }

  @Test
  void logicalStackFollowsNext() {
    String layout =
        READS + "  frame \"b ${n}\"\n  next other\npart a.C\n  frame \"c ${n}\"\n  next left\n";
    assertThat(Reading.of(layout, cut).entity(subject).logicalStack())
        .containsExactly("b 12", "c 7", "c 8");
    other.set("left", subject);
    assertThat(Reading.of(layout, cut).entity(subject).logicalStack())
        .containsExactly("b 12", "c 7", "... (goes round in a circle)");
  }

  @Test
  void scopesHaveMembers() {
    ThreadSpec worker = cut.thread("worker");
    subject.set("other", worker);
    Reading reading = Reading.of(READS + "  scope executor other\n", cut);
    assertThat(reading.graph().scopes()).hasSize(1);
    assertThat(reading.graph().scopes().get(0).members())
        .containsExactly(reading.entity("worker").id());
  }
}
