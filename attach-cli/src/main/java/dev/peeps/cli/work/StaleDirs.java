package dev.peeps.cli.work;

import dev.peeps.cli.proc.Jvm;
import dev.peeps.cli.proc.ProcFs;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Names of private directories, and the removal of those that a killed command has left. The name
 * says which process made it, by pid, start time and PID namespace, so that nobody's living
 * directory is taken for a dead one's.
 */
public final class StaleDirs {
  private static final String PREFIX = ".peeps-";

  private StaleDirs() {}

  /** {@code .peeps-NAMESPACE-PID-START-RANDOM}. */
  public static String newName(ProcFs proc) {
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
   * Removes what dead commands of our PID namespace have left wherever a {@link Workplace} may have
   * been among the target's files. What cannot be removed stays: it is not ours.
   */
  public static void sweep(ProcFs proc, Jvm jvm) {
    for (String parent : Workplace.PARENTS) {
      sweep(proc, jvm, parent);
    }
  }

  /** The same for another directory, as the target sees it. */
  public static void sweep(ProcFs proc, Jvm jvm, String directory) {
    sweep(proc, jvm.here(directory));
  }

  /** The same for a directory among our own files. */
  public static void sweep(ProcFs proc, String directory) {
    String[] names = new File(directory).list();
    if (names == null) {
      return;
    }
    String own = PREFIX + namespace(proc) + '-';
    List<String> stale = new ArrayList<>();
    for (String name : names) {
      if (name.startsWith(own) && isDead(proc, name.substring(own.length()))) {
        stale.add(name);
      }
    }
    if (!stale.isEmpty()) {
      remove(directory, stale);
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

  /** By no name that somebody may make lead elsewhere meanwhile: each step goes by the last one. */
  private static void remove(String directory, List<String> names) {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(Path.of(directory))) {
      if (stream instanceof SecureDirectoryStream) {
        for (String name : names) {
          remove((SecureDirectoryStream<Path>) stream, Path.of(name));
        }
      }
    } catch (IOException e) {
      // It is gone, or not for us to enter.
    }
  }

  private static void remove(SecureDirectoryStream<Path> parent, Path name) {
    try (SecureDirectoryStream<Path> directory =
        parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
      for (Path file : directory) {
        directory.deleteFile(file.getFileName());
      }
      parent.deleteDirectory(name);
    } catch (IOException | DirectoryIteratorException e) {
      // Another user's, a link, or in use after all: it stays.
    }
  }
}
