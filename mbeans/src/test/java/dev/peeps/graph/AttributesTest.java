package dev.peeps.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AttributesTest {

  @Test
  void keepTheirOrderAndAreFoundByKey() {
    Map<String, Object> facts =
        new EntityBuilder("7/thread-1", "7", EntityKind.THREAD)
            .attribute("tid", 1L)
            .attribute("daemon", true)
            .attribute("carrier", "x")
            .attribute("tid", 2L)
            .build()
            .attributes();

    assertThat(facts.keySet()).containsExactly("tid", "daemon", "carrier");
    assertThat(facts.get("tid")).isEqualTo(2L);
    assertThat(facts.get("none")).isNull();
    assertThat(facts).containsKey("daemon").doesNotContainKey("none").hasSize(3);
  }

  @Test
  void cannotBeChanged() {
    Map<String, Object> facts =
        new EntityBuilder("7/thread-1", "7", EntityKind.THREAD)
            .attribute("tid", 1L)
            .build()
            .attributes();

    assertThatThrownBy(() -> facts.put("tid", 2L))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(facts::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void laterChangesOfTheBuilderDoNotShow() {
    EntityBuilder builder =
        new EntityBuilder("7/thread-1", "7", EntityKind.THREAD).attribute("tid", 1L);
    Entity entity = builder.build();
    builder.attribute("tid", 2L);

    assertThat(entity.attributes().get("tid")).isEqualTo(1L);
  }
}
