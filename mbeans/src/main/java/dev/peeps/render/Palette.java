package dev.peeps.render;

/**
 * Where colour comes from. The report says which {@link Style} a piece of text has; what that looks
 * like is the terminal's business, so the codes are given from outside.
 */
public interface Palette {

  /** What a piece of text is. */
  enum Style {
    /** The sentence that everything else explains. */
    VERDICT,
    /** Titles of sections. */
    HEADING,
    /** Names of tasks. */
    TASK,
    /** Ids of what tasks wait for. */
    RESOURCE,
    /** Places in the code that belong to the application. */
    PLACE,
    /** What most readers skip. */
    FAINT
  }

  /** No colour at all. */
  Palette NONE =
      new Palette() {
        @Override
        public String on(Style style) {
          return "";
        }

        @Override
        public String off() {
          return "";
        }
      };

  /** The codes that start this style; empty for none. They take no room on the screen. */
  String on(Style style);

  /** The codes that end any style; empty for none. */
  String off();
}
