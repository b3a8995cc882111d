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
    String[] fields = mountOf(path);
    return fields != null && ("," + fields[5] + ",").contains("," + option + ",");
  }

  /** The type of the file system on which a path lies ({@code ext4}); empty when unknown. */
  public String type(String path) {
    String[] fields = mountOf(path);
    int dash = fields == null || fields.length < 7 ? -1 : fields[6].indexOf("- ");
    if (dash < 0) {
      return "";
    }
    int end = fields[6].indexOf(' ', dash + 2);
    return end < 0 ? fields[6].substring(dash + 2) : fields[6].substring(dash + 2, end);
  }

  private String[] mountOf(String path) {
    String[] best = null;
    for (String line : text.split("\n", -1)) {
      // ID PARENT MAJOR:MINOR ROOT MOUNT-POINT OPTIONS …
      String[] fields = line.split(" ", 7);
      // Later mounts lie over earlier ones on the same place.
      if (fields.length > 5
          && isBelow(path, fields[4])
          && (best == null || fields[4].length() >= best[4].length())) {
        best = fields;
      }
    }
    return best;
  }

  private static boolean isBelow(String path, String mountPoint) {
    return mountPoint.equals("/") || path.equals(mountPoint) || path.startsWith(mountPoint + "/");
  }
}
