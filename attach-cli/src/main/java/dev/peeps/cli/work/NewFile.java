package dev.peeps.cli.work;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that a person asked for: created before anything else is done, never over an existing one,
 * for its owner only (0600), and removed when the command fails.
 */
public final class NewFile {
  /** What is to stand in the file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private final Path path;
  private final SeekableByteChannel channel;
  private final Cleanup cleanup;
  private final Runnable removal =
      new Runnable() {
        @Override
        public void run() {
          remove();
        }
      };

  private NewFile(Path path, SeekableByteChannel channel, Cleanup cleanup) {
    this.path = path;
    this.channel = channel;
    this.cleanup = cleanup;
  }

  /**
   * Creates it.
   *
   * @throws CommandFailure when it exists or cannot be made
   */
  public static NewFile create(Path path, Cleanup cleanup) throws CommandFailure {
    try {
      SeekableByteChannel channel =
          Files.newByteChannel(
              path,
              Set.of(
                  StandardOpenOption.CREATE_NEW,
                  StandardOpenOption.WRITE,
                  LinkOption.NOFOLLOW_LINKS),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      NewFile file = new NewFile(path, channel, cleanup);
      cleanup.add(file.removal);
      return file;
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  public void copyFrom(Path source) throws CommandFailure {
    try (OutputStream out = Channels.newOutputStream(channel)) {
      Files.copy(source, out);
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  /** Fills it; it is closed afterwards. */
  public void write(Content content) throws CommandFailure {
    try (OutputStream out = Channels.newOutputStream(channel)) {
      content.writeTo(out);
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  /** It is whole: it stays when the command ends. */
  public void keep() {
    cleanup.forget(removal);
  }

  private void remove() {
    try {
      channel.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // A file that cannot be removed could not be written either, and that has been said.
    }
  }

  private static CommandFailure failure(Path path, IOException e) {
    return new CommandFailure(
        ExitStatus.FAILED,
        "cannot write " + path,
        Failures.reason(e),
        "another name, or a place with room that you may write to");
  }
}
