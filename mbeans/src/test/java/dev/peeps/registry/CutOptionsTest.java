package dev.peeps.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CutOptionsTest {

  @Test
  void plain() {
    assertThat(new CutOptions("cut").add("out", "/tmp/a-1_b.hprof").toString())
        .isEqualTo("cut,out:/tmp/a-1_b.hprof");
  }

  @Test
  void whatWouldBeTakenForSomethingElse() {
    assertThat(new CutOptions("cut").add("plan", "/a b,c:d=e%f/é").toString())
        .isEqualTo("cut,plan:/a%20b%2Cc%3Ad%3De%25f/%C3%A9");
  }
}
