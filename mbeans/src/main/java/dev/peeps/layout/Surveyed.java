package dev.peeps.layout;

import dev.peeps.heap.reach.Level;
import dev.peeps.heap.reach.Survey;

/** What a search of a whole heap has found. */
final class Surveyed implements Bringers.Found {
  private final Survey survey;

  Surveyed(Survey survey) {
    this.survey = survey;
  }

  @Override
  public Level level(long object) {
    return survey.level(object);
  }
}
