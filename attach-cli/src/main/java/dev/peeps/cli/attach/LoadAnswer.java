package dev.peeps.cli.attach;

/**
 * A JVM's answer to a load, told from its text: JDK 21 and later answer a refused or failed load
 * with status 0.
 *
 * @param kind what became of it
 * @param code what the library itself returned; 0 unless it ran and failed
 * @param text the JVM's words
 */
public record LoadAnswer(Kind kind, int code, String text) {

  /** What became of a load. */
  public enum Kind {
    /** The library ran; its own code says how. */
    RAN,
    /** The JVM takes no agents at run time. */
    AGENTS_REFUSED,
    /** The library could not be loaded: not found, not for this machine, no right to run it. */
    NOT_LOADED
  }

  private static final String RETURN_CODE = "return code: ";

  /** Reads the answer of JDK 9 and later, without its first line, the status. */
  static LoadAnswer of(int status, String text) {
    String words = text.strip();
    if (words.contains("Dynamic agent loading is not enabled")) {
      return new LoadAnswer(Kind.AGENTS_REFUSED, 0, words);
    }
    int at = words.lastIndexOf(RETURN_CODE);
    String number = at >= 0 ? words.substring(at + RETURN_CODE.length()).strip() : words;
    try {
      return new LoadAnswer(Kind.RAN, Integer.parseInt(number), words); // JDK 8: the bare number
    } catch (NumberFormatException e) {
      boolean silent = status == 0 && words.isEmpty();
      return new LoadAnswer(silent ? Kind.RAN : Kind.NOT_LOADED, 0, words);
    }
  }
}
