package dev.peeps.render;

import dev.peeps.render.Palette.Style;
import java.io.IOException;

/**
 * Where a text report is written. It keeps apart what peeps says itself ({@link #put}) and what
 * comes from the target ({@link #raw}, {@link #name}, {@link #styled}), which is escaped here and
 * nowhere else. Lines reach the destination in blocks.
 */
final class Page {
  private static final int BLOCK = 16_384;

  /** Longer names are cut in text, with the number of characters that are missing; JSON has all. */
  private static final int LONGEST_NAME = 200;

  private final Appendable to;
  private final Palette palette;
  private final int width;
  private final StringBuilder buffer = new StringBuilder(BLOCK + 1024);

  Page(Appendable to, Palette palette, int width) {
    this.to = to;
    this.palette = palette;
    this.width = width;
  }

  /** Words of our own. */
  Page put(String own) {
    buffer.append(own);
    return this;
  }

  /** Words of the target, escaped and cut when they are huge. */
  Page raw(String fromTarget) {
    cut(fromTarget, false);
    return this;
  }

  /** A name of the target in double quotes. */
  Page name(String fromTarget) {
    buffer.append(palette.on(Style.TASK));
    cut(fromTarget, true);
    buffer.append(palette.off());
    return this;
  }

  /** Words of the target in a style. */
  Page styled(Style style, String fromTarget) {
    buffer.append(palette.on(style));
    cut(fromTarget, false);
    buffer.append(palette.off());
    return this;
  }

  /** A title of our own. */
  Page heading(String own) {
    buffer.append(palette.on(Style.HEADING)).append(own).append(palette.off());
    return this;
  }

  /** A line of a stack, whole. */
  Page frame(String prefix, String fromTarget) throws IOException {
    buffer.append(prefix);
    boolean application = Places.isApplication(fromTarget);
    buffer.append(palette.on(application ? Style.PLACE : Style.FAINT));
    Escapes.text(buffer, fromTarget);
    buffer.append(palette.off());
    return nl();
  }

  /**
   * A sentence that may be long: escaped, never cut, wrapped at spaces when the page has a width.
   *
   * @param column where the cursor stands
   * @param indent columns before each further line
   */
  Page sentence(Style style, String fromTarget, int column, int indent) {
    buffer.append(palette.on(style));
    String text = Escapes.text(fromTarget);
    if (width == 0 || column + text.length() <= width) {
      buffer.append(text);
    } else {
      wrap(text, column, indent);
    }
    buffer.append(palette.off());
    return this;
  }

  private void wrap(String text, int column, int indent) {
    int at = column;
    int start = 0;
    while (start < text.length()) {
      int space = text.indexOf(' ', start);
      int end = space < 0 ? text.length() : space;
      if (start > 0) {
        if (at + 1 + end - start > width) {
          buffer.append('\n');
          spaces(indent);
          at = indent;
        } else {
          buffer.append(' ');
          at++;
        }
      }
      buffer.append(text, start, end);
      at += end - start;
      start = end + 1;
    }
  }

  private void spaces(int count) {
    for (int i = 0; i < count; i++) {
      buffer.append(' ');
    }
  }

  private void cut(String fromTarget, boolean quoted) {
    int missing = fromTarget.length() - LONGEST_NAME;
    String shown = missing > 0 ? fromTarget.substring(0, LONGEST_NAME) : fromTarget;
    if (quoted) {
      Escapes.quoted(buffer, shown);
    } else {
      Escapes.text(buffer, shown);
    }
    if (missing > 0) {
      buffer.append("...(+").append(Numbers.count(missing, "character")).append(')');
    }
  }

  /** Ends the line. */
  Page nl() throws IOException {
    buffer.append('\n');
    if (buffer.length() >= BLOCK) {
      flush();
    }
    return this;
  }

  /** What another page of the same width and palette has. */
  Page paste(CharSequence written) throws IOException {
    flush();
    to.append(written);
    return this;
  }

  void flush() throws IOException {
    to.append(buffer);
    buffer.setLength(0);
  }
}
