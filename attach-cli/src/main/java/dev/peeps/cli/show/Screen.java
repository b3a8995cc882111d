package dev.peeps.cli.show;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.work.Failures;
import dev.peeps.render.Palette;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Where an answer is shown: whether it is a terminal, how wide, and whether in colour. */
public final class Screen {
  private static final int MIN_WIDTH = 40;

  private final PrintStream out;
  private final boolean terminal;
  private final String color;

  /**
   * @param out stdout
   * @param terminal false when the answer goes elsewhere
   * @param color {@code auto}, {@code always} or {@code never}
   */
  public Screen(PrintStream out, boolean terminal, String color) {
    this.out = out;
    this.terminal = terminal;
    this.color = color;
  }

  /** Stdout, which is a terminal when the launcher says so. */
  public static Screen of(PrintStream out, String color) {
    return new Screen(out, System.getProperty("peeps.terminal", "").contains("out"), color);
  }

  /** Columns after which sentences are wrapped; 0 for never. */
  public int width() {
    return terminal ? columns(System.getenv("COLUMNS")) : 0;
  }

  public Palette palette() {
    String noColor = System.getenv("NO_COLOR");
    boolean wanted =
        switch (color) {
          case "always" -> true;
          case "never" -> false;
          default ->
              terminal
                  && (noColor == null || noColor.isEmpty())
                  && !"dumb".equals(System.getenv("TERM"));
        };
    return wanted ? new JansiPalette() : Palette.NONE;
  }

  /** Writes something that may fail. */
  public interface Text {
    void write(Appendable to) throws IOException;
  }

  /**
   * Writes an answer to stdout, in UTF-8.
   *
   * @throws CommandFailure when that is closed or full
   */
  public void print(Text text) throws CommandFailure {
    try {
      Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
      text.write(writer);
      writer.flush();
      out.flush();
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.FAILED, "cannot write the answer", Failures.reason(e), "");
    }
    if (out.checkError()) {
      throw new CommandFailure(
          ExitStatus.FAILED, "cannot write to stdout", "it was closed, or its disk is full", "");
    }
  }

  private static int columns(String text) {
    try {
      int columns = text == null ? 0 : Integer.parseInt(text);
      return columns < MIN_WIDTH ? 0 : columns;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
