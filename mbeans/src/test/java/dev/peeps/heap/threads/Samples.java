package dev.peeps.heap.threads;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Thread dumps of real JVMs, and short ones that tests write themselves. */
final class Samples {
  static final List<String> ALL =
      List.of(
          "jstack-8.txt",
          "jstack-17.txt",
          "print-25.txt",
          "print-25-virtual.txt",
          "dump-25-virtual.json",
          "dump-25-cut-off.json",
          "jhsdb-17.txt",
          "jhsdb-25.txt");

  private Samples() {}

  static byte[] bytes(String name) {
    try (InputStream in = Samples.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ThreadDump sample(String name) throws ThreadDumpException {
    return read(bytes(name));
  }

  static ThreadDump text(String text) throws ThreadDumpException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  static ThreadDump read(byte[] content) throws ThreadDumpException {
    try {
      Path file = Files.createTempFile("peeps-thread-dump", "");
      try {
        Files.write(file, content);
        return ThreadDump.read(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The only thread of this name. */
  static DumpedThread thread(ThreadDump dump, String name) {
    DumpedThread found = null;
    for (DumpedThread thread : dump.threads()) {
      if (thread.name().equals(name)) {
        if (found != null) {
          throw new AssertionError("two threads " + name);
        }
        found = thread;
      }
    }
    if (found == null) {
      throw new AssertionError("no thread " + name + " in " + dump.threads());
    }
    return found;
  }

  /** What one frame says of locks, as {@code KIND label class}. */
  static String mentions(DumpedFrame frame) {
    StringBuilder text = new StringBuilder();
    for (LockMention mention : frame.mentions()) {
      text.append(text.length() == 0 ? "" : "; ")
          .append(mention.kind())
          .append(' ')
          .append(mention.label())
          .append(' ')
          .append(mention.className());
      if (!mention.classFor().isEmpty()) {
        text.append(" for ").append(mention.classFor());
      }
    }
    return text.toString();
  }
}
