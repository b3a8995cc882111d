package dev.peeps.cli.peer;

import java.util.Objects;

/**
 * An internet address and a port, or the path of a UNIX socket. Addresses are the bytes in
 * hexadecimal, eight digits or 32, so that equal ones are equal however they were written; an IPv4
 * address within IPv6 is the IPv4 one.
 *
 * @param address lower case; empty when only the port is known
 */
record Endpoint(String address, int port) {
  private static final String MAPPED = "00000000000000000000ffff";
  private static final int V4 = 8;
  private static final int V6 = 32;
  private static final int NO_PORT = -1;
  private static final int MAX_PORT = 65_535;

  Endpoint {
    Objects.requireNonNull(address);
  }

  /** The path of a UNIX socket; empty for one that has none. */
  static Endpoint path(String path) {
    return new Endpoint(path, NO_PORT);
  }

  /** True for a UNIX socket without a path, as whoever connects has. */
  boolean isNowhere() {
    return port == NO_PORT && address.isEmpty();
  }

  /** From the hexadecimal bytes of an address. */
  static Endpoint of(String hex, int port) {
    boolean mapped = hex.length() == V6 && hex.startsWith(MAPPED);
    return new Endpoint(mapped ? hex.substring(MAPPED.length()) : hex, port);
  }

  /**
   * From what a graph says: {@code host/127.0.0.1:80}, {@code [2001:db8:0:0:0:0:0:1]:80}, {@code
   * host:80}. Nothing is looked up: of a name alone only the port is known.
   *
   * @return null when it is none of these
   */
  static Endpoint parse(String text) {
    int colon = text.lastIndexOf(':');
    int port = colon < 0 ? -1 : number(text.substring(colon + 1), 10, MAX_PORT);
    if (port <= 0) {
      return null;
    }
    String host = text.substring(text.lastIndexOf('/', colon) + 1, colon);
    if (host.equals("localhost")) {
      return new Endpoint("7f000001", port);
    }
    boolean v6 = host.startsWith("[") && host.endsWith("]");
    String hex = v6 ? six(host.substring(1, host.length() - 1)) : four(host);
    return of(hex == null ? "" : hex, port);
  }

  /** Whether this can be that end: the same port, and no other address. */
  boolean matches(Endpoint other) {
    return port == other.port
        && (address.isEmpty() || other.address.isEmpty() || address.equals(other.address));
  }

  /** The address as the network writes it: four bytes, or 16; none when it is not known. */
  byte[] bytes() {
    byte[] bytes = new byte[port == NO_PORT ? 0 : address.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(address.substring(2 * i, 2 * i + 2), 16);
    }
    return bytes;
  }

  boolean isAny() {
    for (int i = 0; i < address.length(); i++) {
      if (address.charAt(i) != '0') {
        return false;
      }
    }
    return true;
  }

  /** {@code 127.0.0.1:80}, {@code [::1]:80}. */
  @Override
  public String toString() {
    if (port == NO_PORT) {
      return address.isEmpty() ? "a UNIX socket without a path" : address;
    }
    StringBuilder text = new StringBuilder();
    if (address.length() == V4) {
      for (int i = 0; i < V4; i += 2) {
        text.append(i == 0 ? "" : ".").append(Integer.parseInt(address.substring(i, i + 2), 16));
      }
    } else if (address.length() == V6) {
      text.append('[');
      for (int i = 0; i < V6; i += 4) {
        text.append(i == 0 ? "" : ":")
            .append(Integer.toHexString(Integer.parseInt(address.substring(i, i + 4), 16)));
      }
      text.append(']');
    }
    return text.append(':').append(port).toString();
  }

  private static String four(String text) {
    StringBuilder hex = new StringBuilder(V4);
    int start = 0;
    for (int part = 0; part < 4; part++) {
      int end = part == 3 ? text.length() : text.indexOf('.', start);
      int value = end < start ? -1 : number(text.substring(start, end), 10, 255);
      if (value < 0) {
        return null;
      }
      digits(hex, value, 2);
      start = end + 1;
    }
    return hex.toString();
  }

  /** Eight groups, as graphs write them; no {@code ::}. */
  private static String six(String text) {
    StringBuilder hex = new StringBuilder(V6);
    int start = 0;
    for (int part = 0; part < 8; part++) {
      int end = part == 7 ? text.length() : text.indexOf(':', start);
      int value = end < start ? -1 : number(text.substring(start, end), 16, 0xffff);
      if (value < 0) {
        return null;
      }
      digits(hex, value, 4);
      start = end + 1;
    }
    return hex.toString();
  }

  private static void digits(StringBuilder hex, int value, int count) {
    for (int shift = 4 * (count - 1); shift >= 0; shift -= 4) {
      hex.append(Character.forDigit((value >> shift) & 15, 16));
    }
  }

  /** -1 when it is none up to this one; a sign is none. */
  private static int number(String text, int radix, int most) {
    if (text.isEmpty() || text.length() > 5) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = Character.digit(text.charAt(i), radix);
      if (digit < 0 || text.charAt(i) > 'f') {
        return -1;
      }
      value = value * radix + digit;
    }
    return value > most ? -1 : value;
  }
}
