package dev.peeps.cli.proc;

import java.io.IOException;

/** The mounts of a process, from its {@code mountinfo}. */
public final class Mounts {
  private final String text;

  private Mounts(String text) {
    this.text = text;
  }

  /** Those of this process; none when they cannot be read. */
  public static Mounts of(ProcFs proc, long pid) {
    try {
      return parse(proc.text(pid, "mountinfo"));
    } catch (IOException e) {
      return parse("");
    }
  }

  static Mounts parse(String text) {
    return new Mounts(text);
  }

  /** Whether the mount on which a path lies has this option ({@code ro}, {@code noexec}). */
  public boolean hasOption(String path, String option) {
    String best = "";
    String options = "";
    for (String line : text.split("\n", -1)) {
      // ID PARENT MAJOR:MINOR ROOT MOUNT-POINT OPTIONS …
      String[] fields = line.split(" ", 7);
      // Later mounts lie over earlier ones on the same place.
      if (fields.length > 5 && isBelow(path, fields[4]) && fields[4].length() >= best.length()) {
        best = fields[4];
        options = fields[5];
      }
    }
    return ("," + options + ",").contains("," + option + ",");
  }

  private static boolean isBelow(String path, String mountPoint) {
    return mountPoint.equals("/") || path.equals(mountPoint) || path.startsWith(mountPoint + "/");
  }
}
