package dev.peeps.cli.source;

import dev.peeps.cli.proc.Jvm;
import dev.peeps.cli.proc.PerfData;

/** What a person should know before peeps loads something into a process. */
public final class Warnings {
  /** The JDK's thread that wakes virtual threads up; there is one once they are used. */
  private static final String UNPARKER = "VirtualThread-unparker";

  /** Measured on 25 (docs/BENCHMARKS.md); what 21 to 24 do was not. */
  private static final int FIRST_SLOWED = 25;

  private Warnings() {}

  /** The line to print; empty when the library is there already, so that nothing changes. */
  public static String beforeLoad(Jvm jvm) {
    if (jvm.hasLibrary()) {
      return "";
    }
    String line = "peeps: loading libpeeps into " + jvm + "; it stays until that JVM ends";
    if (feature(jvm) >= FIRST_SLOWED && jvm.hasThread(UNPARKER)) {
      line +=
          ", and switching of its virtual threads stays slower until then (any agent does that)";
    }
    return line;
  }

  /** The JDK's feature number; 0 when unknown. */
  static int feature(Jvm jvm) {
    PerfData data = jvm.perfData();
    String version = data == null ? "" : data.javaVersion();
    int end = 0;
    while (end < version.length() && Character.isDigit(version.charAt(end))) {
      end++;
    }
    return end == 0 || end > 4 ? 0 : Integer.parseInt(version.substring(0, end));
  }
}
