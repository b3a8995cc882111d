package dev.peeps.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each mistake is said with its place, and does not stop the rest. */
class LayoutErrorsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "bloc a.B | 2:1: expected a block (a kind of entity, part, view, blocked in, running in, finding, transparent or package), found 'bloc'",
        "lock | 2:5: expected a class name, found the end of the line",
        "lock a.B c | 2:10: expected the end of the line, found 'c'",
        "lock a.B\\n  needs | 3:8: expected an expression, found the end of the line",
        "lock a.B\\n  needs this because | 3:21: expected an expression, found the end of the line",
        "lock a.B\\n  needs this maybe | 3:14: expected 'because', 'inferred', 'timed', 'endless', 'when' or the end of the line, found 'maybe'",
        "lock a.B\\n  this wants that | 3:8: expected a statement: an edge (needs, held_by, ...) or a fact (show, name, ...), found 'wants'",
        "lock a.B\\n  for in x | 3:10: expected 'in', found 'x'",
        "lock a.B\\n  for n this | 3:9: expected 'in', found 'this'",
        "lock a.B\\n  let = 3 | 3:7: expected the name of a variable, found '='",
        "lock a.B\\n  show x 3 | 3:10: expected '=', found '3'",
        "lock a.B\\n  read f as nonsense | 3:13: expected a mode, one of prim point follow name task elements elements-task deep - found 'nonsense'",
        "lock a.B\\n  budget many | 3:10: expected a number, found 'many'",
        "lock a.B\\n  else | 3:3: 'else' without a 'when' before it",
        "lock a.B\\n  unknown needs because 3 | 3:11: expected 'held_by' or 'provided_by', found 'needs'",
        "lock a.B\\n  idle\\n    idle | 4:5: 'idle' takes no statements below it",
        "part a.B\\n  idle | 3:3: a part is no entity: put the entity before 'idle'",
        "part a.B\\n  needs this | 3:13: a part is no entity: say which entity needs this",
        "lock a.B\\n  name \"x ${this\" | 3:8: a text without its closing '\"'",
        "lock a.B\\n  name \"x | 3:8: a text without its closing '\"'",
        "lock a.B\\n  name nothing(this) | 3:8: there is no function 'nothing': see peeps-layout(5)",
        "lock a.B\\n  needs local(a.C) | 3:9: 'local' has a meaning in 'blocked in' and 'running in' only",
        "lock a.B\\n  name \"${1 2}\" | 3:13: expected '}', found '2'",
        "lock a.B\\n  name (1 | 3:10: expected ')', found the end of the line",
        "lock a.B\\n  show x = 0xZ | 3:12: '0xZ' is no number",
        "lock a.B\\n  show x = 1 ; 2 | 3:14: the character ';' has no meaning here",
        "lock a.B\\n  needs fields | 3:9: no block reads the field 'fields': add 'read fields' to the block of its class",
        "lock a.B\\n  like a.C | 3:8: no block is about the class 'a.C'",
        "view a.B\\n  key 3 | 2:1: a view needs 'each VAR = EXPR'",
        "view a.B\\n  each x = this\\n  idle | 4:3: expected 'each', 'key', 'value' or 'read', found 'idle'",
        "blocked a.B.c | 2:9: expected 'in', found 'a'",
        "blocked in a | 2:13: expected '.' and the name of a method, found the end of the line",
        "package a\\n  idle | 3:3: 'package' takes no statements",
        "#\\n  lock a.B | 3:3: 'layout' takes no statements",
        "lock a.B\\n    idle\\n  timed | 4:3: the indentation fits no statement above",
        "lock a.B\\n\\tidle | 3:1: a tab in the indentation: use spaces",
      })
  void saysWhatIsWrongAndWhere(String text, String expected) {
    Layouts layouts = layouts("layout test 1\n" + text.replace("\\n", "\n").replace("\\t", "\t"));
    assertThat(layouts.problems())
        .extracting(Problem::toString)
        .contains("test.layout:" + expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lock a.B | 1:1: expected 'layout NAME 1' first",
        "layout | 1:7: expected the name of the layout, found the end of the line",
        "layout x | 1:9: expected the version of the format (1), found the end of the line",
        "layout x 2 | 1:10: format 2 is not known: this peeps reads format 1",
      })
  void refusesWhatIsNoLayoutOfItsFormat(String text, String expected) {
    assertThat(layouts(text + "\nlock a.B\n  wide\n").plan()).isEqualTo("peeps-plan 1\nend\n");
    assertThat(layouts(text).problems())
        .extracting(Problem::toString)
        .contains("test.layout:" + expected);
  }

  @Test
  void keepsWhatIsRight() {
    Layouts layouts =
        layouts(
            "layout x 1\nlock a.B\n  needs\n  read f\n  budget x\nnonsense\npart a.C\n  read g");
    assertThat(layouts.problems()).hasSize(3);
    assertThat(layouts.plan())
        .isEqualTo(
            "peeps-plan 1\nclass a.B narrow-only\nfield f point\n"
                + "class a.C narrow-only\nfield g point\nend\n");
  }

  @Test
  void saysAllMistakesOfAllFiles(@TempDir Path directory) throws Exception {
    Path bad = Files.writeString(directory.resolve("bad.layout"), "layout x 1\nbloc a.B\n");
    Path missing = directory.resolve("missing.layout");
    List<String> problems =
        Layouts.with(List.of(bad, missing)).problems().stream()
            .map(Problem::file)
            .collect(Collectors.toList());
    assertThat(problems).containsExactlyInAnyOrder(bad.toString(), missing.toString());
  }

  private static Layouts layouts(String text) {
    return Layouts.of(Map.of("test.layout", text));
  }
}
