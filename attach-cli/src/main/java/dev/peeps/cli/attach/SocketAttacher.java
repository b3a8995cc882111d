package dev.peeps.cli.attach;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.proc.FileOwner;
import dev.peeps.cli.proc.Jvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Speaks HotSpot's attach protocol on the socket of a JVM that somebody has attached to before.
 *
 * <p>No signal is needed then, the socket leads into other namespaces as well, and it costs a
 * millisecond. The JVM checks by the socket that we are its own user or root.
 */
final class SocketAttacher implements Attacher {
  /** What JDK 17 accepts for one argument, the end included. */
  private static final int MAX_ARGUMENT = 1024;

  private static final int STICKY = 01000;

  /** The command's own deadline comes long before. */
  private static final long NO_LIMIT = TimeUnit.DAYS.toMillis(1);

  @Override
  public String word() {
    return "attach";
  }

  @Override
  public boolean reaches(Jvm jvm) {
    return isOpen(jvm) && AttachSocket.available();
  }

  /** Whether the JVM listens already. Loads and touches nothing. */
  static boolean isOpen(Jvm jvm) {
    String socket = jvm.attachSocket();
    try {
      // A socket that somebody else has put there would hear our request and answer it.
      // One that is older than the process was left by another of the same id; it is deaf.
      return new File(socket).exists()
          && FileOwner.of(socket) == jvm.status().uid()
          && !jvm.isYoungerThan(socket);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The user whose file is where the JVM's socket belongs, though the JVM is of another and may not
   * remove it; -1 when there is none. A JVM removes what an earlier one of the same id has left
   * (AttachListener::vm_start); where it cannot, it can open no socket of its own.
   */
  static long otherUserInTheWay(Jvm jvm) {
    String socket = jvm.attachSocket();
    long user = jvm.status().uid();
    try {
      if (user == 0 || !new File(socket).exists()) {
        return -1;
      }
      long owner = FileOwner.of(socket);
      return owner == user || !isSticky(new File(socket).getParent(), user) ? -1 : owner;
    } catch (IOException e) {
      return -1; // it went while we looked
    }
  }

  /** Whether in that directory a user may remove no files but the own ones; unlink(2), EPERM. */
  private static boolean isSticky(String directory, long user) throws IOException {
    int mode = (Integer) Files.getAttribute(Path.of(directory), "unix:mode");
    return (mode & STICKY) != 0 && FileOwner.of(directory) != user;
  }

  @Override
  public LoadAnswer load(Jvm jvm, String library, String options) throws CommandFailure {
    if (library.length() >= MAX_ARGUMENT || options.length() >= MAX_ARGUMENT) {
      throw new CommandFailure(
          ExitStatus.NO_ATTACH,
          "cannot ask " + jvm + " to load libpeeps: the request is too long for a JVM",
          "the path of libpeeps or of the target's /tmp is longer than " + MAX_ARGUMENT + " bytes",
          "install peeps under a shorter path");
    }
    Answer answer = ask(jvm, "load", library, "true", options);
    return LoadAnswer.of(answer.status(), answer.text());
  }

  @Override
  public Answer ask(Jvm jvm, String... words) throws CommandFailure {
    try {
      String answer =
          AttachSocket.ask(jvm.attachSocket(), (int) jvm.status().uid(), NO_LIMIT, words);
      int end = answer.indexOf('\n');
      if (end <= 0) {
        throw Refusals.connection(jvm, "it closed the connection without an answer");
      }
      return new Answer(Integer.parseInt(answer.substring(0, end)), answer.substring(end + 1));
    } catch (NumberFormatException e) {
      throw Refusals.connection(jvm, "its answer was not understood");
    } catch (IOException e) {
      throw Refusals.connection(jvm, e.getMessage());
    }
  }
}
