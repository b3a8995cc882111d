package dev.peeps.cli.attach;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The attach socket that a HotSpot JVM already has open: one request, one answer.
 *
 * <p>A JVM opens its socket when it is attached to for the first time; until then there is none to
 * ask, and the Attach API or {@code jattach} has to make it. Cost: about a millisecond, where the
 * Attach API takes 30 to 40 in a fresh JVM. Needs {@code libpeeps-attach.so} of the installation,
 * which the launcher names by {@code peeps.lib}; without it {@link #available()} is false.
 */
public final class AttachSocket {
  private static final boolean AVAILABLE = load();

  private AttachSocket() {}

  /** Whether the native part is there. */
  public static boolean available() {
    return AVAILABLE;
  }

  /**
   * Sends one command and reads the answer to its end.
   *
   * @param socket path of the socket, for example {@code /proc/4711/root/tmp/.java_pid4711}
   * @param uid user id that the JVM runs under: the socket must be this user's alone
   * @param timeoutMillis when to give up, counted from now
   * @param command name of the command and its arguments, at most four in all
   * @return the answer: a status line, then what the command printed
   * @throws IOException when there is no such socket, it is somebody else's, the JVM closed it, or
   *     no answer came in time; the message names the socket
   */
  public static String ask(String socket, int uid, long timeoutMillis, String... command)
      throws IOException {
    // Version 1 of the protocol, which all JVMs understand: the command and three arguments.
    StringBuilder request = new StringBuilder("1").append('\0');
    for (int i = 0; i < 4; i++) {
      request.append(i < command.length ? command[i] : "").append('\0');
    }
    byte[] answer =
        ask(
            socket.getBytes(StandardCharsets.UTF_8),
            request.toString().getBytes(StandardCharsets.UTF_8),
            uid,
            timeoutMillis);
    return new String(answer, StandardCharsets.UTF_8);
  }

  private static native byte[] ask(byte[] path, byte[] request, int uid, long timeoutMillis)
      throws IOException;

  private static boolean load() {
    String lib = System.getProperty("peeps.lib");
    if (lib == null) {
      return false;
    }
    try {
      System.load(lib + "/libpeeps-attach.so");
      return true;
    } catch (UnsatisfiedLinkError e) {
      return false;
    }
  }
}
