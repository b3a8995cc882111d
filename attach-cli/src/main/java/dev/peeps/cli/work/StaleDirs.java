package dev.peeps.cli.work;

import dev.peeps.cli.proc.Jvm;
import dev.peeps.cli.proc.ProcFs;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.security.SecureRandom;

/**
 * Names of private directories, and the removal of those that a killed command has left. The name
 * says which process made it, by pid, start time and PID namespace, so that nobody's living
 * directory is taken for a dead one's.
 */
public final class StaleDirs {
  private static final String PREFIX = ".peeps-";

  private StaleDirs() {}

  /** {@code .peeps-NAMESPACE-PID-START-RANDOM}. */
  static String newName(ProcFs proc) {
    long self = proc.self();
    byte[] random = randomBytes();
    StringBuilder name = new StringBuilder(PREFIX);
    name.append(namespace(proc)).append('-').append(self).append('-');
    name.append(proc.startTicks(self)).append('-');
    for (byte b : random) {
      name.append(Character.forDigit((b >> 4) & 15, 16)).append(Character.forDigit(b & 15, 16));
    }
    return name.toString();
  }

  /** From the system: bringing SecureRandom up takes a cold JVM longer than the cut takes. */
  private static byte[] randomBytes() {
    try (FileInputStream random = new FileInputStream("/dev/urandom")) {
      return random.readNBytes(6);
    } catch (IOException e) {
      byte[] bytes = new byte[6];
      new SecureRandom().nextBytes(bytes);
      return bytes;
    }
  }

  /** Digits of {@code pid:[4026531836]}. */
  private static String namespace(ProcFs proc) {
    StringBuilder digits = new StringBuilder();
    String link = proc.ownLink("ns/pid");
    for (int i = 0; i < link.length(); i++) {
      if (Character.isDigit(link.charAt(i))) {
        digits.append(link.charAt(i));
      }
    }
    return digits.toString();
  }

  /**
   * Removes what dead commands of our PID namespace have left in the target's {@code /tmp} and
   * {@code /var/tmp}. What cannot be removed stays: it is not ours.
   */
  public static void sweep(ProcFs proc, Jvm jvm) {
    sweep(proc, jvm, "/tmp");
    sweep(proc, jvm, "/var/tmp");
  }

  /** The same for another directory, as the target sees it. */
  public static void sweep(ProcFs proc, Jvm jvm, String directory) {
    String tmp = jvm.here(directory);
    String[] names = new File(tmp).list();
    if (names == null) {
      return;
    }
    String own = PREFIX + namespace(proc) + '-';
    for (String name : names) {
      if (name.startsWith(own) && isDead(proc, name.substring(own.length()))) {
        remove(Path.of(tmp, name));
      }
    }
  }

  /** Whether the process of {@code PID-START-…} has ended. */
  static boolean isDead(ProcFs proc, String rest) {
    int first = rest.indexOf('-');
    int second = rest.indexOf('-', first + 1);
    if (first <= 0 || second < 0) {
      return false;
    }
    try {
      long pid = Long.parseLong(rest.substring(0, first));
      long start = Long.parseLong(rest.substring(first + 1, second));
      return start >= 0 && proc.startTicks(pid) != start;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static void remove(Path path) {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
      if (stream instanceof SecureDirectoryStream) {
        SecureDirectoryStream<Path> directory = (SecureDirectoryStream<Path>) stream;
        for (Path file : directory) {
          directory.deleteFile(file.getFileName());
        }
      }
      Files.delete(path);
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      // Another user's, or in use after all: it stays.
    }
  }
}
