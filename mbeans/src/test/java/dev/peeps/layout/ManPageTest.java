package dev.peeps.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples and lists of peeps-layout(5) are true. */
class ManPageTest {
  private static final Path PAGES = Path.of("..", "man");

  @ParameterizedTest
  @ValueSource(strings = {"peeps-layout.5", "peeps-protocol.7"})
  void examplesHaveNoMistakes(String page) throws Exception {
    String text = Files.readString(PAGES.resolve(page));
    int layouts = 0;
    for (String part : text.split("\\.Bd -literal -offset indent\n", -1)) {
      String example = part.substring(0, Math.max(0, part.indexOf("\n.Ed"))).replace("\\e", "\\");
      if (example.startsWith("layout ")) {
        Layouts read = Layouts.of(Map.of("example", example + "\n"));
        assertThat(read.problems()).isEmpty();
        assertThat(read.plan().contains("class com.acme.") || !read.macros().isEmpty()).isTrue();
        layouts++;
      }
    }
    assertThat(layouts).isGreaterThan(1);
  }

  @Test
  void everyFunctionIsListed() throws Exception {
    String page = Files.readString(PAGES.resolve("peeps-layout.5"));
    for (Functions.Name name : Functions.Name.values()) {
      assertThat(page).contains("Fn " + name.word + " ");
    }
    for (ListExprs.Quantifier quantifier : ListExprs.Quantifier.values()) {
      assertThat(page).contains("Fn " + quantifier.word + " ");
    }
    for (String word : ListExprs.TextTest.WORDS) {
      assertThat(page).contains("Fn " + word + " ");
    }
  }
}
