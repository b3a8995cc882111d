package dev.peeps.cli.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Who owns a file. */
public final class FileOwner {
  private FileOwner() {}

  /**
   * The numeric user id of the file itself, links not followed.
   *
   * @throws IOException when it cannot be read
   */
  public static long of(String file) throws IOException {
    return ((Integer) Files.getAttribute(Path.of(file), "unix:uid", LinkOption.NOFOLLOW_LINKS));
  }
}
