package dev.peeps.layout;

/** Where something stands in a layout, for what is found out about it only when it runs. */
final class Place {
  private final Layout layout;
  private final Token token;

  Place(Layout layout, Token token) {
    this.layout = layout;
    this.token = token;
  }

  /**
   * The layouts that come with peeps serve many versions of a class: what one lacks is no mistake.
   */
  boolean ofOthers() {
    return !layout.builtIn;
  }

  Problem problem(String message) {
    return new Problem(layout.file, token.line, token.column, message);
  }
}
