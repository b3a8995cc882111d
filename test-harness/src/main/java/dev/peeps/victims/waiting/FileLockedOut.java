package dev.peeps.victims.waiting;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * {@code index-opener} waits in FileChannel.lock for a file that another process has locked: the
 * program starts itself once more to be that process.
 */
public final class FileLockedOut {
  private FileLockedOut() {}

  private static void lock(Path file, String say) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      System.out.println(say + lock.isShared());
      while (System.in.read() >= 0) {
        // held until whoever started us goes away
      }
    }
  }

  private static Process otherProcess(Path file) throws IOException {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                FileLockedOut.class.getName(),
                "hold",
                file.toString())
            .start();
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8));
    if (!"locked false".equals(reader.readLine())) {
      throw new IOException("the other process did not lock " + file);
    }
    return other;
  }

  public static void main(String[] args) throws IOException {
    if (args.length == 2 && args[0].equals("hold")) {
      lock(Path.of(args[1]), "locked ");
      return;
    }
    Victim.diesWithStdin();
    Path file = Files.createTempFile("victim", ".index");
    Process other = otherProcess(file);
    Thread opener = Workers.platform().start("index-opener", () -> lock(file, "open "));
    Victim.stuckWhen(() -> other.isAlive() && Waits.inNative(opener, "FileChannelImpl.lock"));
    Files.delete(file);
  }
}
