package dev.peeps.heap.threads;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out which kind of thread dump a file is and has it read. */
final class ThreadDumpReader {
  private static final int BUFFER = 1 << 16;

  private ThreadDumpReader() {}

  static ThreadDump read(Path file) throws ThreadDumpException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file);
    } catch (IOException e) {
      throw new ThreadDumpException(file, 0, "cannot be read: " + reason(e), e);
    }
  }

  static ThreadDump read(InputStream from, Path file) throws ThreadDumpException {
    try (InputStream in = new BufferedInputStream(from, BUFFER)) {
      boolean json = beginsWithBrace(in);
      // Bytes that are no UTF-8 become U+FFFD: a name of a thread may hold anything.
      try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
        ThreadDump dump =
            json ? new JsonThreadDump(reader).read() : new TextThreadDump(new Lines(reader)).read();
        if (dump == null) {
          String problem =
              json
                  ? "JSON, but without a \"threadDump\" with threads in it"
                  : "no line of it begins a thread of a thread dump (\"name\" #1 ... tid=0x...)";
          throw new ThreadDumpException(file, 0, problem, null);
        }
        return dump;
      }
    } catch (JsonException e) {
      throw new ThreadDumpException(file, e.line, e.getMessage(), e);
    } catch (IOException e) {
      throw new ThreadDumpException(file, 0, "cannot be read: " + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.NoSuchFileException
        ? "no such file"
        : e instanceof java.nio.file.AccessDeniedException
            ? "permission denied"
            : String.valueOf(e.getMessage());
  }

  private static boolean beginsWithBrace(InputStream in) throws IOException {
    in.mark(BUFFER);
    boolean brace = false;
    for (int i = 0; i < BUFFER; i++) {
      int c = in.read();
      if (c > ' ' && c != 0xEF && c != 0xBB && c != 0xBF) {
        brace = c == '{';
        break;
      } else if (c < 0) {
        break;
      }
    }
    in.reset();
    return brace;
  }
}
