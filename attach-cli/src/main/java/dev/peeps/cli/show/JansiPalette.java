package dev.peeps.cli.show;

import dev.peeps.render.Palette;
import org.fusesource.jansi.Ansi;

/** Colours for a terminal. Loaded only when colour is wanted. */
final class JansiPalette implements Palette {

  @Override
  public String on(Style style) {
    Ansi ansi = Ansi.ansi();
    switch (style) {
      case VERDICT -> ansi.bold().fgRed();
      case HEADING -> ansi.bold();
      case TASK -> ansi.fgCyan();
      case RESOURCE -> ansi.fgYellow();
      case PLACE -> ansi.fgGreen();
      case FAINT -> ansi.a(Ansi.Attribute.INTENSITY_FAINT);
    }
    return ansi.toString();
  }

  @Override
  public String off() {
    return Ansi.ansi().reset().toString();
  }
}
