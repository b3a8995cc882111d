package dev.peeps.render;

import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;

/**
 * A list of entities that knows their numbers in the graph, so that asking the graph about 100,000
 * of them needs no look-up by name.
 */
final class Entities extends AbstractList<Entity> implements RandomAccess {
  private final Graph graph;
  private int[] numbers = new int[4];
  private int size;

  Entities(Graph graph) {
    this.graph = graph;
  }

  /** Appends the entity of this number. */
  void add(int number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, size * 2);
    }
    numbers[size++] = number;
  }

  @Override
  public boolean add(Entity entity) {
    add(graph.indexOf(entity.id()));
    return true;
  }

  @Override
  public Entity get(int place) {
    return graph.entityAt(number(place));
  }

  /** Number in the graph of the entity at this place. */
  int number(int place) {
    if (place < 0 || place >= size) {
      throw new IndexOutOfBoundsException("place " + place + " of " + size);
    }
    return numbers[place];
  }

  /** All numbers, in a new array. */
  int[] numbers() {
    return Arrays.copyOf(numbers, size);
  }

  @Override
  public int size() {
    return size;
  }
}
