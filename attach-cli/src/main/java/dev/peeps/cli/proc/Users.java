package dev.peeps.cli.proc;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Names of users. */
public final class Users {
  private Users() {}

  /**
   * The name of a user id by /etc/passwd; empty when it is not there (a container's user, a
   * directory service).
   */
  public static String name(long uid) {
    return name(uid, "/etc/passwd");
  }

  static String name(long uid, String file) {
    String sought = Long.toString(uid);
    try (BufferedReader in = new BufferedReader(new FileReader(file, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] fields = line.split(":", -1);
        if (fields.length > 2 && fields[2].equals(sought)) {
          return fields[0];
        }
      }
    } catch (IOException e) {
      return "";
    }
    return "";
  }
}
