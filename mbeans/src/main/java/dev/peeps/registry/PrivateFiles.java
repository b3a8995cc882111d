package dev.peeps.registry;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A directory that only this process's user can enter, gone with all that is in it on close. Its
 * name says which process made it ({@code .peeps-NAMESPACE-PID-START-RANDOM}), so that the command
 * removes what a killed JVM has left.
 */
final class PrivateFiles implements Closeable {
  /** Fields of /proc/self/stat after the name in parentheses; the start time is the 22nd of all. */
  private static final int START_AFTER_NAME = 19;

  private final Path dir;

  /**
   * Makes the directory.
   *
   * @throws IOException when the temporary directory is full or cannot be written
   */
  PrivateFiles() throws IOException {
    dir = Files.createTempDirectory(prefix(), mode("rwx------"));
  }

  private static String prefix() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    StringBuilder namespace = new StringBuilder();
    String link = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
    for (int i = 0; i < link.length(); i++) {
      if (Character.isDigit(link.charAt(i))) {
        namespace.append(link.charAt(i));
      }
    }
    return ".peeps-"
        + namespace
        + '-'
        + ProcessHandle.current().pid()
        + '-'
        + fields[START_AFTER_NAME]
        + '-';
  }

  Path path(String name) {
    return dir.resolve(name);
  }

  /**
   * Copies a file to a new one that only its owner can read.
   *
   * @throws IOException when it exists already or cannot be written; then nothing is left
   */
  static void copyExclusively(Path from, Path to) throws IOException {
    try (var out =
        Files.newByteChannel(
            to,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            mode("rw-------"))) {
      try (var in = Files.newByteChannel(from)) {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        while (in.read(buffer) >= 0) {
          buffer.flip();
          while (buffer.hasRemaining()) {
            out.write(buffer);
          }
          buffer.clear();
        }
      } catch (IOException e) {
        Files.deleteIfExists(to);
        throw e;
      }
    }
  }

  private static FileAttribute<?> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  @Override
  public void close() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(dir)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(dir);
  }
}
