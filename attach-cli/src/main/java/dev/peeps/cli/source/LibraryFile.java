package dev.peeps.cli.source;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.proc.Jvm;
import dev.peeps.cli.proc.ProcFs;
import dev.peeps.cli.work.PrivateDir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * libpeeps as the target sees it. A target that cannot see or read our installation gets a copy in
 * the private directory.
 *
 * <p>A copy has its checksum in its name: a library once loaded stays in a process, and loading it
 * again under the same path finds the loaded one, even when the file is gone. A new copy for every
 * dump would stay as well.
 */
public final class LibraryFile {
  private static final int OTHERS_READ = 4;
  private static final int OTHERS_ENTER = 1;

  private final Path file;

  LibraryFile(Path file) {
    this.file = file;
  }

  /**
   * That of this installation.
   *
   * @throws CommandFailure when it is not there
   */
  public static LibraryFile installed() throws CommandFailure {
    String lib = System.getProperty("peeps.lib", "");
    Path file = Path.of(lib, "libpeeps.so").toAbsolutePath();
    if (lib.isEmpty() || !Files.isRegularFile(file)) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "the library that goes into the target is missing: " + file,
          "the installation is not whole, or peeps was not started by its launcher",
          "install peeps again");
    }
    return new LibraryFile(file);
  }

  /** Whether this target can load the installed file under its own path. Without side effects. */
  boolean isSeenBy(Jvm jvm) {
    return (!jvm.hasOtherFiles() || isSameThere(jvm))
        && (!jvm.isOfAnotherUser() || isOpenToOthers());
  }

  /** Other mounts need not mean other files: a service with a private /tmp sees all the rest. */
  private boolean isSameThere(Jvm jvm) {
    try {
      return Files.isSameFile(Path.of(jvm.here(installedPath())), file);
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isOpenToOthers() {
    try {
      Path real = file.toRealPath();
      if (((int) Files.getAttribute(real, "unix:mode") & OTHERS_READ) == 0) {
        return false;
      }
      for (Path above = real.getParent(); above != null; above = above.getParent()) {
        if (((int) Files.getAttribute(above, "unix:mode") & OTHERS_ENTER) == 0) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The installed path, links resolved, so that it is the same however peeps was called. */
  String installedPath() throws IOException {
    return file.toRealPath().toString();
  }

  /** The path of an earlier copy of this very file that the target has loaded; null when none. */
  String loadedCopy(ProcFs proc, Jvm jvm) throws IOException {
    String maps = proc.text(jvm.pid(), "maps");
    int at = maps.indexOf('/' + copyName());
    if (at < 0) {
      return null;
    }
    String path = maps.substring(maps.indexOf('/', maps.lastIndexOf('\n', at) + 1), at);
    // A process in a chroot without a mount namespace of its own: the kernel gives the path as we
    // see it, and the target would look for it below its own root.
    String root = proc.link(jvm.pid(), "root");
    boolean below = root.length() > 1 && path.startsWith(root + '/');
    return (below ? path.substring(root.length()) : path) + '/' + copyName();
  }

  /** Puts a copy into the directory; gives its path as the target sees it. */
  String copyTo(PrivateDir dir) throws IOException {
    dir.copy(file, copyName());
    return dir.there(copyName());
  }

  /** Another file of this installation. */
  Path beside(String name) throws IOException {
    return file.toRealPath().resolveSibling(name);
  }

  private String copyName() throws IOException {
    CRC32 sum = new CRC32();
    sum.update(Files.readAllBytes(file));
    return "libpeeps-" + Long.toHexString(sum.getValue()) + ".so";
  }
}
