package dev.peeps.cli.proc;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What kind of program a process is, told from the files that it has mapped. */
public enum JvmKind {
  HOTSPOT,
  OPENJ9,
  NATIVE_IMAGE,
  /** Something else. */
  NONE,
  /** It may not be looked at by this user, or has just ended. */
  UNKNOWN;

  /** The section in which a native image keeps its heap. */
  private static final String IMAGE_HEAP = ".svm_heap";

  /** Reads the process's memory map; cost: linear in its length. */
  public static JvmKind of(ProcFs proc, long pid) {
    try (BufferedReader in =
        new BufferedReader(new FileReader(proc.name(pid, "maps"), StandardCharsets.UTF_8))) {
      boolean any = false;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        any = true;
        // A library that an update has replaced on disk is marked at the end of the line.
        String name = line.endsWith(" (deleted)") ? line.substring(0, line.length() - 10) : line;
        if (name.endsWith("/libjvm.so")) {
          return HOTSPOT;
        }
        if (name.endsWith(".so") && name.contains("/libj9vm")) {
          return OPENJ9;
        }
      }
      if (!any) {
        return NONE; // a kernel thread or a zombie: it has no memory
      }
      return ElfSections.has(proc.name(pid, "exe"), IMAGE_HEAP) ? NATIVE_IMAGE : NONE;
    } catch (IOException e) {
      return UNKNOWN;
    }
  }
}
