package dev.peeps.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityBuilder;
import dev.peeps.graph.EntityKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

/** The same ends as of the sorted list. */
class NameRangeTest {

  @Property
  void theEndsAreThoseOfTheSortedList(
      @ForAll @NotEmpty
          List<@CharRange(from = '0', to = '2') @CharRange(from = 'a', to = 'b') String> names) {
    isAsSorted(names);
  }

  @Test
  void numbersBehindTheSameName() {
    isAsSorted(List.of("w-7", "w-10", "w-9", "w-11", "w-1", "w-010"));
  }

  @Test
  void numbersThatAreTooLongOrNoneAtAll() {
    isAsSorted(
        List.of("w-7", "w-99999999999999999999", "w-", "w-99999999999999999998", "v", "x-3"));
    isAsSorted(List.of("7", "07", "10", "", "7"));
  }

  private static void isAsSorted(List<String> names) {
    List<Entity> entities = new ArrayList<>();
    for (String name : names) {
      String id = "p/thread-" + entities.size();
      entities.add(new EntityBuilder(id, "p", EntityKind.THREAD).name(name).build());
    }
    List<Entity> sorted = new ArrayList<>(entities);
    sorted.sort(
        Comparator.comparing(Entity::name, NaturalOrder.INSTANCE)
            .thenComparing(Entity::id, NaturalOrder.INSTANCE));
    NameRange range = new NameRange(entities);
    assertThat(range.first()).isSameAs(sorted.get(0));
    assertThat(range.last()).isSameAs(sorted.get(sorted.size() - 1));
  }
}
