package dev.peeps.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples and lists of peeps-layout(5) are true. */
class ManPageTest {
  private static final Path PAGE = Path.of("..", "man", "peeps-layout.5");

  @Test
  void examplesHaveNoMistakes() throws Exception {
    String[] parts = Files.readString(PAGE).split("\\.Bd -literal -offset indent\n");
    assertThat(parts).hasSizeGreaterThan(3);
    for (int i = 1; i < parts.length; i++) {
      String example = parts[i].substring(0, parts[i].indexOf("\n.Ed")).replace("\\e", "\\");
      Layouts layouts = Layouts.of(Map.of("example " + i, example + "\n"));
      assertThat(layouts.problems()).isEmpty();
      assertThat(layouts.plan()).contains("class com.acme.");
    }
  }

  @Test
  void everyFunctionIsListed() throws Exception {
    String page = Files.readString(PAGE);
    for (Functions.Name name : Functions.Name.values()) {
      assertThat(page).contains("Fn " + name.word + " ");
    }
  }
}
