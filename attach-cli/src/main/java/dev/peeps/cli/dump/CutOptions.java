package dev.peeps.cli.dump;

/**
 * Builds the option string of libpeeps (docs/cut-format.md): words separated by commas, keys by
 * colons, everything that could be taken for something else as {@code %2C}.
 */
final class CutOptions {
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private final StringBuilder text;

  CutOptions(String command) {
    text = new StringBuilder(command);
  }

  CutOptions add(String key, String value) {
    text.append(',').append(key).append(':');
    for (byte b : value.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
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

  @Override
  public String toString() {
    return text.toString();
  }
}
