package dev.peeps.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneOfTest {
  private static String words(String... words) {
    return OneOf.words(new LinkedHashSet<>(List.of(words)));
  }

  @Test
  void oneIsNoChoice() {
    assertThat(words("a:80")).isEqualTo("a:80");
  }

  @Test
  void threeAreNamed() {
    assertThat(words("a:80", "b:80", "c:80")).isEqualTo("one of a:80, b:80, c:80");
  }

  @Test
  void theOthersAreCounted() {
    assertThat(words("a:80", "b:80", "c:80", "d:80", "e:80"))
        .isEqualTo("one of a:80, b:80, c:80 and 2 more");
  }
}
