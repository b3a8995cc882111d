package dev.peeps.registry;

/** What libpeeps does for the registry; bound by it with RegisterNatives before anything runs. */
final class Natives {

  private Natives() {}

  /**
   * Takes a cut.
   *
   * @param options as {@link CutOptions} builds them
   * @return null when the file is there, else the reason why there is none
   */
  static native String cut(String options);
}
