package dev.peeps.heap;

/** A file with more of something than this reader can number. */
final class TooLarge extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooLarge(String problem) {
    super(problem);
  }
}
