package dev.peeps.cli.work;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.proc.Jvm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A directory among the target's files that only the target's user can enter (0700). What peeps and
 * libpeeps tell each other goes through it; it is gone when the command ends.
 *
 * <p>When root looks at another user's process, that user owns the directory in the end and may
 * replace it by a link. So everything is written before it is handed over, and removed through the
 * directory itself, not through its name.
 */
public final class PrivateDir {
  private static final int ATTEMPTS = 20;

  private final Jvm jvm;
  private final String there;
  private final Path here;
  private final SecureDirectoryStream<Path> directory;
  private final List<String> files = new ArrayList<>();
  private final Cleanup cleanup;
  private final Runnable removal =
      new Runnable() {
        @Override
        public void run() {
          remove();
        }
      };

  private PrivateDir(
      Jvm jvm, String there, SecureDirectoryStream<Path> directory, Cleanup cleanup) {
    this.jvm = jvm;
    this.there = there;
    this.here = Path.of(jvm.here(there));
    this.directory = directory;
    this.cleanup = cleanup;
  }

  /**
   * Makes one below a directory of the target.
   *
   * @param parent absolute, as the target sees it
   * @throws IOException when it cannot be made there
   */
  static PrivateDir create(Jvm jvm, String parent, String name, Cleanup cleanup)
      throws IOException {
    String there = parent + '/' + name;
    Path here = Path.of(jvm.here(there));
    FileAttribute<?> mode =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Files.createDirectory(here, mode);
    SecureDirectoryStream<Path> stream = hold(here);
    PrivateDir made = new PrivateDir(jvm, there, stream, cleanup);
    cleanup.add(made.removal);
    return made;
  }

  @SuppressWarnings("StreamResourceLeak") // open as long as the directory is there
  private static SecureDirectoryStream<Path> hold(Path directory) throws IOException {
    DirectoryStream<Path> stream = Files.newDirectoryStream(directory);
    if (stream instanceof SecureDirectoryStream) {
      return (SecureDirectoryStream<Path>) stream;
    }
    stream.close();
    Files.delete(directory);
    throw new IOException("this Java runtime cannot hold on to a directory");
  }

  /** The path of a file in it as the target sees it. */
  public String there(String file) {
    return there + '/' + file;
  }

  /** The path of a file in it as this command sees it. */
  public Path here(String file) {
    return here.resolve(file);
  }

  /** Writes a new file that the target's user can read. */
  public void write(String file, byte[] content) throws IOException {
    expect(file);
    try (SeekableByteChannel channel = open(file)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
    own(file);
  }

  /** What a file will have, written piece by piece. */
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes a new file that the target's user can read, of what need not be in memory as one. */
  public void write(String file, Content content) throws IOException {
    expect(file);
    try (OutputStream out = Channels.newOutputStream(open(file))) {
      content.writeTo(out);
    }
    own(file);
  }

  /** Copies a file of ours into it. */
  public void copy(Path source, String file) throws IOException {
    expect(file);
    try (OutputStream out = Channels.newOutputStream(open(file))) {
      Files.copy(source, out);
    }
    own(file);
  }

  private SeekableByteChannel open(String file) throws IOException {
    return directory.newByteChannel(
        Path.of(file),
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /** A file of this name will be there and is to be removed in the end. */
  public void expect(String file) {
    synchronized (files) {
      files.add(file);
    }
  }

  private void own(String file) throws IOException {
    if (jvm.isOfAnotherUser()) {
      chown(here(file));
    }
  }

  /** Gives it to the target's user; after this nothing is written by name. */
  public void handOver() throws IOException {
    if (jvm.isOfAnotherUser()) {
      chown(here);
    }
  }

  private void chown(Path path) throws IOException {
    Files.setAttribute(path, "unix:gid", (int) jvm.status().gid(), LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(path, "unix:uid", (int) jvm.status().uid(), LinkOption.NOFOLLOW_LINKS);
  }

  /** Removes it and what is in it. */
  public void close() {
    cleanup.done(removal);
  }

  private void remove() {
    synchronized (files) {
      for (String file : files) {
        try {
          directory.deleteFile(Path.of(file));
        } catch (IOException e) {
          // Not there, or not any more.
        }
      }
      files.clear();
    }
    try {
      removeDirectory();
      directory.close();
    } catch (IOException | DirectoryIteratorException e) {
      // The target is gone with its mount namespace, or its user put something in: not ours.
    }
  }

  /**
   * A JVM that is writing a heap dump may open further files while we tidy up; once the directory
   * is gone it cannot any more.
   */
  private void removeDirectory() throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        Files.deleteIfExists(here);
        return;
      } catch (DirectoryNotEmptyException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        try (SecureDirectoryStream<Path> left =
            directory.newDirectoryStream(Path.of("."), LinkOption.NOFOLLOW_LINKS)) {
          for (Path file : left) {
            directory.deleteFile(file.getFileName());
          }
        }
      }
    }
  }

  /** Why no directory could be made, for a person. */
  static CommandFailure nowhere(Jvm jvm, String reasons) {
    return new CommandFailure(
        ExitStatus.FAILED,
        "found no directory to exchange files with " + jvm,
        reasons,
        "make room in its /tmp, /var/tmp or /dev/shm, or mount one of them writable");
  }
}
