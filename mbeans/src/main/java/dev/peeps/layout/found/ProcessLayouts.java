package dev.peeps.layout.found;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Finds the layouts of a running process from outside: in the jars that it has open, which are all
 * that classes were loaded from, and in the jars and folders of its class path. The process is not
 * touched. Linux only: elsewhere only the class path counts.
 */
public final class ProcessLayouts {
  /** A server has its sockets open, too, and its jars before them. */
  private static final int MAX_FILES = 4096;

  private static final String[] SUFFIXES = {".jar", ".war", ".ear", ".zip", ".kar"};

  private final LayoutSearch search;
  private final String proc;
  private final String root;

  /**
   * @param proc the process in the file system, {@code /proc/4711}
   * @param root what stands before its absolute paths to reach them from here; empty when it sees
   *     the same files
   */
  public ProcessLayouts(LayoutSearch search, String proc, String root) {
    this.search = search;
    this.proc = proc;
    this.root = root;
  }

  /** Looks into the jars that the process has open, also when they were deleted since. */
  public void openFiles() {
    String[] numbers = new File(proc, "fd").list();
    if (numbers == null) {
      return;
    }
    int looked = 0;
    for (String number : numbers) {
      if (++looked > MAX_FILES) {
        search.problem(
            proc + "/fd",
            "only "
                + MAX_FILES
                + " of "
                + numbers.length
                + " open files were looked at for jars with layouts");
        return;
      }
      String file = proc + "/fd/" + number;
      String target = target(file);
      if (isJar(target)) {
        search.jar(new File(file), target, true);
      }
    }
  }

  /** Looks into the jars and folders of a class path; what is not there is passed over. */
  public void classPath(String path) {
    int start = 0;
    while (start < path.length()) {
      int end = path.indexOf(File.pathSeparatorChar, start);
      end = end < 0 ? path.length() : end;
      if (end > start) {
        element(path.substring(start, end));
      }
      start = end + 1;
    }
  }

  private void element(String element) {
    boolean all = element.endsWith("/*") || element.equals("*");
    String path = all ? element.substring(0, element.length() - 1) : element;
    boolean absolute = path.startsWith("/");
    File file = absolute ? new File(root + path) : new File(proc + "/cwd", path);
    String shown = absolute ? path : target(proc + "/cwd") + "/" + path;
    if (all) {
      String[] names = file.list();
      if (names != null) {
        Arrays.sort(names);
        for (String name : names) {
          if (isJar(name)) {
            search.jar(new File(file, name), shown + (shown.endsWith("/") ? "" : "/") + name, true);
          }
        }
      }
    } else if (file.isDirectory()) {
      search.folder(file, shown);
    } else {
      search.jar(file, shown, true);
    }
  }

  private static boolean isJar(String name) {
    // The kernel's mark of a deleted file.
    String path = name.endsWith(" (deleted)") ? name.substring(0, name.length() - 10) : name;
    if (!path.isEmpty() && path.charAt(path.length() - 1) != 'r' && !path.endsWith("zip")) {
      return false;
    }
    for (String suffix : SUFFIXES) {
      if (path.endsWith(suffix)) {
        return true;
      }
    }
    return false;
  }

  private static String target(String link) {
    try {
      return Files.readSymbolicLink(Path.of(link)).toString();
    } catch (IOException | SecurityException e) {
      return ""; // closed meanwhile, or not for us to see
    }
  }
}
