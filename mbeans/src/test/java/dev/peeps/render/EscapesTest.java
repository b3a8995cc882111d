package dev.peeps.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EscapesTest {
  private static final ObjectMapper JACKSON = new ObjectMapper();

  @Test
  void plainTextStaysTheSameObject() {
    String plain = "http-nio-8080-exec-1 <init> \"quoted\" \\";
    assertThat(Escapes.text(plain)).isSameAs(plain);
  }

  @Test
  void controlCharactersAreShown() {
    assertThat(Escapes.text("a\u001b[31mb\u0000\n\r\t\u007f\u0085\u009bc"))
        .isEqualTo("a\\u001b[31mb\\u0000\\u000a\\u000d\\u0009\\u007f\\u0085\\u009bc");
  }

  @Test
  void whatTurnsOrHidesTextIsShown() {
    assertThat(Escapes.text("\u202e\u2066\u200b\ufeff\u2028\u2029\u061c\u00ad"))
        .isEqualTo("\\u202e\\u2066\\u200b\\ufeff\\u2028\\u2029\\u061c\\u00ad");
    assertThat(Escapes.text("\udb40\udc41")).isEqualTo("\\udb40\\udc41");
  }

  @Test
  void loneSurrogatesAreShownAndPairsStay() {
    assertThat(Escapes.text("\ud800x\udc00")).isEqualTo("\\ud800x\\udc00");
    assertThat(Escapes.text("\ud83d\ude00 \u00fc \u4e2d")).isEqualTo("\ud83d\ude00 \u00fc \u4e2d");
  }

  @Test
  void aNameCannotPretendToHaveEnded() {
    assertThat(Escapes.quoted(new StringBuilder(), "x\" held by \"y\\"))
        .hasToString("\"x\\\" held by \\\"y\\\\\"");
  }

  @Property
  void nothingUnsafeIsLeft(@ForAll String raw) {
    assertThat(Escapes.text(raw).codePoints())
        .noneMatch(
            c ->
                Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || Character.getType(c) == Character.SURROGATE
                    || Character.getType(c) == Character.LINE_SEPARATOR
                    || Character.getType(c) == Character.PARAGRAPH_SEPARATOR);
  }

  @Property
  void jsonComesBackUnchanged(@ForAll String raw) throws Exception {
    String json = Escapes.json(new StringBuilder(), raw).toString();
    assertThat(JACKSON.readValue(json, String.class)).isEqualTo(raw);
    assertThat(Escapes.text(json)).as("safe to print").isEqualTo(json);
  }
}
