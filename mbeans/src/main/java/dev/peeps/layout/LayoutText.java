package dev.peeps.layout;

import java.util.Objects;

/** A layout as it was found somewhere, not read yet. Immutable. */
public final class LayoutText {
  /** A layout is not larger, in characters or bytes. */
  public static final int MAX_LENGTH = 1 << 20;

  private final String file;
  private final String text;

  /**
   * @param file where it is, for a person; inside a jar {@code
   *     /app/db.jar!/META-INF/peeps/x.layout}
   * @param text what it says
   */
  public LayoutText(String file, String text) {
    this.file = Objects.requireNonNull(file);
    this.text = Objects.requireNonNull(text);
  }

  public String file() {
    return file;
  }

  public String text() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LayoutText
        && file.equals(((LayoutText) other).file)
        && text.equals(((LayoutText) other).text);
  }

  @Override
  public int hashCode() {
    return file.hashCode() * 31 + text.hashCode();
  }

  @Override
  public String toString() {
    return file;
  }
}
