package dev.peeps.registry;

import java.nio.charset.StandardCharsets;

/**
 * Builds the option string of libpeeps (docs/cut-format.md): words separated by commas, keys by
 * colons, everything that could be taken for something else as {@code %2C}.
 */
public final class CutOptions {
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private final StringBuilder text;

  /**
   * @param command the first word: {@code cut}, {@code release}, {@code registry}, {@code unload}
   */
  public CutOptions(String command) {
    text = new StringBuilder(command);
  }

  /** Adds an option; any character is allowed in its value but NUL. */
  public CutOptions add(String key, String value) {
    text.append(',').append(key).append(':');
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(b)) {
        text.append((char) b);
      } else {
        text.append('%').append(HEX[(b >> 4) & 15]).append(HEX[b & 15]);
      }
    }
    return this;
  }

  private static boolean isPlain(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '/'
        || b == '.'
        || b == '-'
        || b == '_';
  }

  /** The option string as libpeeps takes it. */
  @Override
  public String toString() {
    return text.toString();
  }
}
