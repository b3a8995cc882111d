package dev.peeps.layout;

import dev.peeps.heap.HeapObject;
import dev.peeps.heap.Value;

/** Internet addresses as text. */
final class Addresses {

  private Addresses() {}

  /**
   * The text of an InetSocketAddress or InetAddress, {@code host/1.2.3.4:80}; null when its fields
   * were not seen. Nothing is resolved.
   */
  static String show(Object value, Env env) {
    HeapObject object = env.run.object(value);
    if (object == null) {
      return null;
    }
    Object holder = read(value, "holder", env);
    if (object.type().isA("java.net.InetSocketAddress")) {
      String host = Truth.text(read(holder, "hostname", env), env);
      Object port = read(holder, "port", env);
      String inner = show(read(holder, "addr", env), env);
      if (!(port instanceof Long) || (inner == null && host == null)) {
        return null;
      }
      return (inner == null ? host : inner) + ":" + port;
    }
    Object name = read(holder, "hostName", env);
    String host = name == Value.NULL ? null : Truth.text(name, env);
    String numbers =
        object.type().isA("java.net.Inet6Address")
            ? sixteen(read(read(value, "holder6", env), "ipaddress", env), env)
            : four(read(holder, "address", env));
    if (numbers == null) {
      return host;
    }
    return host == null || host.isEmpty() ? numbers : host + "/" + numbers;
  }

  private static Object read(Object value, String field, Env env) {
    return PathExprs.Field.read(value, field, env.run);
  }

  private static String four(Object address) {
    if (!(address instanceof Long)) {
      return null;
    }
    long a = (Long) address;
    return ((a >>> 24) & 255)
        + "."
        + ((a >>> 16) & 255)
        + "."
        + ((a >>> 8) & 255)
        + "."
        + (a & 255);
  }

  private static String sixteen(Object bytes, Env env) {
    HeapObject array = env.run.object(bytes);
    if (array == null || array.length() != 16) {
      return null;
    }
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < 16; i += 2) {
      Value high = array.element(i);
      Value low = array.element(i + 1);
      if (high.kind() != Value.Kind.NUMBER || low.kind() != Value.Kind.NUMBER) {
        return null;
      }
      text.append(i == 0 ? "" : ":")
          .append(Long.toHexString(((high.number() & 255) << 8) | (low.number() & 255)));
    }
    return text.append(']').toString();
  }
}
